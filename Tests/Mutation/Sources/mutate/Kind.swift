import SwiftSyntax

/// The kinds of source text: statements with an effect, statements with a value, numbers that are limits.
enum Kind {
    /// Calls and assignments, but for those that end the program or initialise.
    static func changesSomething(_ node: CodeBlockItemSyntax) -> Bool {
        guard case .expr(var expression) = node.item else { return false }
        while true {
            if let inner = expression.as(TryExprSyntax.self) {
                expression = inner.expression
            } else if let inner = expression.as(AwaitExprSyntax.self) {
                expression = inner.expression
            } else {
                break
            }
        }
        if let call = expression.as(FunctionCallExprSyntax.self) {
            return !["preconditionFailure", "precondition", "self.init"].contains(
                call.calledExpression.trimmedDescription)
        }
        guard let infix = expression.as(InfixOperatorExprSyntax.self) else { return false }
        if infix.operator.is(AssignmentExprSyntax.self) {
            return !isInInitializer(Syntax(node)) && !isFirstValue(of: infix.leftOperand, Syntax(node))
        }
        let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text ?? ""
        return symbol.hasSuffix("=") && !["==", "!=", "<=", ">="].contains(symbol)
    }

    /// Returns true when a constant is declared elsewhere and gets its value here.
    static func isFirstValue(of target: ExprSyntax, _ node: Syntax) -> Bool {
        guard let name = target.as(DeclReferenceExprSyntax.self)?.baseName.text else { return false }
        var node: Syntax? = node
        while let current = node, !current.is(FunctionDeclSyntax.self) { node = current.parent }
        return node?.trimmedDescription.contains("let \(name):") ?? false
    }

    static func isInInitializer(_ node: Syntax) -> Bool {
        var node: Syntax? = node.parent
        while let current = node {
            if current.is(InitializerDeclSyntax.self) { return true }
            if current.is(ClosureExprSyntax.self) || current.is(FunctionDeclSyntax.self) { return false }
            node = current.parent
        }
        return false
    }

    /// Returns true when the only statement of a block is the block's value.
    static func isValue(_ item: CodeBlockItemSyntax) -> Bool {
        guard let list = item.parent?.as(CodeBlockItemListSyntax.self), list.count == 1 else { return false }
        if case .expr(let expression) = item.item, let infix = expression.as(InfixOperatorExprSyntax.self),
            infix.operator.is(AssignmentExprSyntax.self)
        {
            return false
        }
        return isValue(of: Syntax(list))
    }

    static func isValue(of list: Syntax) -> Bool {
        guard let owner = list.parent else { return false }
        if owner.is(ClosureExprSyntax.self) || owner.is(AccessorBlockSyntax.self) { return true }
        let above = owner.is(CodeBlockSyntax.self) ? owner.parent : owner
        if let function = above?.as(FunctionDeclSyntax.self) { return function.signature.returnClause != nil }
        if let branch = above?.as(SwitchCaseSyntax.self), let whole = branch.parent?.parent {
            return isExpressionValue(whole)
        }
        if let branch = above?.as(IfExprSyntax.self) { return isExpressionValue(Syntax(branch)) }
        return false
    }

    static func isExpressionValue(_ node: Syntax) -> Bool {
        guard let parent = node.parent else { return false }
        if let outer = parent.as(IfExprSyntax.self) { return isExpressionValue(Syntax(outer)) }
        guard
            let item = parent.as(ExpressionStmtSyntax.self)?.parent?.as(CodeBlockItemSyntax.self)
                ?? parent.as(CodeBlockItemSyntax.self)
        else { return true }
        guard let list = item.parent?.as(CodeBlockItemListSyntax.self), list.count == 1 else { return false }
        return isValue(of: Syntax(list))
    }

    /// Returns true for a limit: an operand of a comparison, a range's bound, a duration, an argument of `min` or `max`, a
    /// member's value.
    static func isLimit(_ node: IntegerLiteralExprSyntax) -> Bool {
        guard let parent = node.parent else { return false }
        if let list = parent.as(LabeledExprSyntax.self)?.parent {
            let name = list.parent?.as(FunctionCallExprSyntax.self)?.calledExpression.trimmedDescription ?? ""
            return ["min", "max"].contains(name) || name.hasSuffix(".seconds")
        }
        if let infix = parent.as(InfixOperatorExprSyntax.self) {
            let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text ?? ""
            return ["<", "<=", ">", ">=", "==", "!=", "..<", "..."].contains(symbol)
        }
        guard parent.is(InitializerClauseSyntax.self), (node.representedLiteralValue ?? 0) > 1 else { return false }
        return parent.parent?.is(PatternBindingSyntax.self) == true
    }

    /// The operator in the place of another, in kernels and codec.
    static let otherArithmetic = [
        "+": "-", "-": "+", "&+": "&-", "&-": "&+", "*": "+", "&*": "&+", "/": "*", "%": "/", "^": "|", "|": "&",
        "&": "|", "<<": ">>", ">>": "<<", "&<<": "&>>", "&>>": "&<<",
    ]

    static func isBareValue(_ item: CodeBlockItemSyntax) -> Bool {
        switch item.item {
        case .expr: true
        case .stmt(let statement):
            statement.is(ExpressionStmtSyntax.self) && !statement.trimmedDescription.contains("return ")
        case .decl: false
        }
    }

    /// Returns the constant results that may replace a function's body; none if the body is such a constant.
    static func answers(_ type: TypeSyntax?, of body: CodeBlockItemListSyntax) -> [(Operation, String)] {
        let text = type?.trimmedDescription ?? "Void"
        if text == "Void" { return body.count > 1 ? [(.returnsAtOnce, "return")] : [] }
        if text == "Bool" {
            let isLiteral = body.count == 1 && ["true", "false"].contains(body.trimmedDescription)
            return isLiteral ? [] : [(.returnsTrue, "return true"), (.returnsFalse, "return false")]
        }
        if type?.is(OptionalTypeSyntax.self) == true {
            return body.trimmedDescription == "nil" ? [] : [(.returnsNil, "return nil")]
        }
        return type?.is(ArrayTypeSyntax.self) == true ? [(.returnsEmpty, "return []")] : []
    }
}
