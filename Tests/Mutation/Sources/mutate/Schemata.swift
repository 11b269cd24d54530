import SwiftOperators
import SwiftParser
import SwiftSyntax

/// Rewrites one source so that every mutation is compiled in, each behind a switch: `Mutant.on(217) ? (a <= b) : (a < b)`.
///
/// The mutated branch holds the text as it was: one mutation is active at a time. Comments round the code say which
/// mutation it is of, so that an error of the compiler leads back to it.
final class Schemata: SyntaxRewriter {
    private let file: String
    private let area: Area
    private let register: Register
    private let converter: SourceLocationConverter
    private var places: [String] = []

    /// The source with all its mutations that the register does not leave out.
    static func rewrite(
        _ source: String, file: String, area: Area, register: Register
    ) throws -> String {
        let parsed = Parser.parse(source: source)
        guard !parsed.hasError else { throw Failure("\(file) cannot be parsed") }
        let tree = try OperatorTable.standardOperators.foldAll(parsed).cast(SourceFileSyntax.self)
        let converter = SourceLocationConverter(fileName: file, tree: tree)
        return Schemata(file, area, register, converter).rewrite(tree).description
    }

    private init(_ file: String, _ area: Area, _ register: Register, _ converter: SourceLocationConverter) {
        self.file = file
        self.area = area
        self.register = register
        self.converter = converter
        super.init(viewMode: .sourceAccurate)
    }

    // MARK: Numbers and text

    private func number(_ operation: Operation, _ node: some SyntaxProtocol, as text: String? = nil) -> Int? {
        let line = converter.location(for: node.positionAfterSkippingLeadingTrivia).line
        return register.number(
            operation, of: text ?? node.trimmedDescription, in: places.last ?? "", file, line, area)
    }

    /// Code of a mutation, marked so that errors inside lead to it.
    ///
    /// The marks stand inside parentheses: a comment beside an operator counts as a space.
    private func marked(_ id: Int, _ code: String) -> String { "/*{\(id)*/\(code)/*}\(id)*/" }

    /// The branch that only a mutation takes.
    private func branch(_ id: Int, _ code: String) -> String { "/*[\(id)*/(\(code))/*]\(id)*/" }

    /// An expression of any text in the place of another: a token prints what it holds.
    private func code(_ text: String, for node: some ExprSyntaxProtocol) -> ExprSyntax {
        ExprSyntax(
            DeclReferenceExprSyntax(
                leadingTrivia: node.leadingTrivia, baseName: .identifier(text), trailingTrivia: node.trailingTrivia))
    }

    private func called(_ name: String, _ id: Int?, _ node: ExprSyntax) -> ExprSyntax {
        guard let id else { return node }
        return code("Mutant.\(name)(\(marked(id, "\(id), \(node.trimmedDescription)")))", for: node)
    }

    private func chosen(_ id: Int?, _ mutated: String, else node: ExprSyntax) -> ExprSyntax {
        guard let id else { return node }
        let choice = "Mutant.on(\(id)) ? \(branch(id, mutated)) : (\(node.trimmedDescription))"
        return code("(\(marked(id, choice)))", for: node)
    }

    // MARK: Expressions

    override func visit(_ node: InfixOperatorExprSyntax) -> ExprSyntax {
        let inner = super.visit(node)
        guard let symbol = node.operator.as(BinaryOperatorExprSyntax.self)?.operator.text else { return inner }
        let (left, right) = (node.leftOperand.trimmedDescription, node.rightOperand.trimmedDescription)
        switch symbol {
        case "<": return chosen(number(.boundaryMoved, node), "\(left) <= \(right)", else: inner)
        case "<=": return chosen(number(.boundaryMoved, node), "\(left) < \(right)", else: inner)
        case ">": return chosen(number(.boundaryMoved, node), "\(left) >= \(right)", else: inner)
        case ">=": return chosen(number(.boundaryMoved, node), "\(left) > \(right)", else: inner)
        case "==", "!=": return called("not", number(.equalityTurned, node), inner)
        case "&&": return chosen(number(.andForOr, node), "\(left) || \(right)", else: inner)
        case "||": return chosen(number(.andForOr, node), "(\(left)) && (\(right))", else: inner)
        case "??": return chosen(number(.defaultTaken, node), right, else: inner)
        default:
            guard area == .kernels, let other = Kind.otherArithmetic[symbol] else { return inner }
            return chosen(number(.arithmetic, node), "(\(left)) \(other) (\(right))", else: inner)
        }
    }

    override func visit(_ node: BooleanLiteralExprSyntax) -> ExprSyntax {
        called("not", number(.literalTurned, node), ExprSyntax(node))
    }

    override func visit(_ node: IntegerLiteralExprSyntax) -> ExprSyntax {
        guard Kind.isLimit(node) else { return ExprSyntax(node) }
        let more = number(.oneMore, node)
        let less = (node.representedLiteralValue ?? 0) > 1 ? number(.oneLess, node) : nil
        guard let either = more ?? less else { return ExprSyntax(node) }
        let arguments = "\(more ?? 0), \(less ?? 0), \(node.trimmedDescription)"
        return code("Mutant.near(\(marked(either, arguments)))", for: node)
    }

    override func visit(_ node: TernaryExprSyntax) -> ExprSyntax {
        let inner = super.visit(node).cast(TernaryExprSyntax.self)
        guard !isMutatedItself(node.condition) else { return ExprSyntax(inner) }
        return ExprSyntax(
            inner.with(\.condition, called("not", number(.negated, node.condition), inner.condition)))
    }

    /// Comparisons and their like have mutations of their own.
    private func isMutatedItself(_ node: ExprSyntax) -> Bool {
        if node.is(BooleanLiteralExprSyntax.self) { return true }
        let symbol = node.as(InfixOperatorExprSyntax.self)?.operator.as(BinaryOperatorExprSyntax.self)?.operator.text
        return symbol.map { ["<", "<=", ">", ">=", "==", "!=", "&&", "||"].contains($0) } ?? false
    }

    // MARK: Conditions

    override func visit(_ node: GuardStmtSyntax) -> StmtSyntax {
        let inner = super.visit(node).cast(GuardStmtSyntax.self)
        return StmtSyntax(inner.with(\.conditions, dropping(.guardDropped, node.conditions, inner.conditions)))
    }

    override func visit(_ node: IfExprSyntax) -> ExprSyntax {
        let inner = super.visit(node).cast(IfExprSyntax.self)
        let never = number(.neverTaken, node.conditions)
        let conditions = dropping(.alwaysTaken, node.conditions, inner.conditions)
        let result = inner.with(\.conditions, conditions)
        guard let never else { return ExprSyntax(result) }
        let word = "if \(marked(never, "!Mutant.on(\(never)),"))"
        return ExprSyntax(result.with(\.ifKeyword.tokenKind, .identifier(word)))
    }

    /// Every boolean condition of a list, as one that always holds.
    private func dropping(
        _ operation: Operation, _ old: ConditionElementListSyntax, _ new: ConditionElementListSyntax
    ) -> ConditionElementListSyntax {
        ConditionElementListSyntax(
            zip(old, new).map { before, after in
                guard case .expression(let text) = before.condition, case .expression(let inner) = after.condition
                else {
                    return after
                }
                return after.with(\.condition, .expression(called("yes", number(operation, text), inner)))
            })
    }

    override func visit(_ node: WhereClauseSyntax) -> WhereClauseSyntax {
        let inner = super.visit(node)
        guard !isMutatedItself(node.condition) else { return inner }
        return inner.with(\.condition, called("not", number(.negated, node.condition), inner.condition))
    }

    override func visit(_ node: WhileStmtSyntax) -> StmtSyntax {
        let inner = super.visit(node).cast(WhileStmtSyntax.self)
        let conditions = ConditionElementListSyntax(
            zip(node.conditions, inner.conditions).map { before, after in
                guard case .expression(let text) = before.condition, !isMutatedItself(text),
                    case .expression(let inner) = after.condition
                else { return after }
                return after.with(\.condition, .expression(called("not", number(.negated, text), inner)))
            })
        return StmtSyntax(inner.with(\.conditions, conditions))
    }

    // MARK: Statements

    override func visit(_ node: CodeBlockItemSyntax) -> CodeBlockItemSyntax {
        let inner = super.visit(node)
        guard Kind.changesSomething(node), !Kind.isValue(node) else { return inner }
        guard let id = number(.statementDropped, node.item) else { return inner }
        let text = marked(id, "if !Mutant.on(\(id)) { \(inner.trimmedDescription) }")
        return CodeBlockItemSyntax(
            leadingTrivia: node.leadingTrivia,
            item: .expr(ExprSyntax(DeclReferenceExprSyntax(baseName: .identifier(text)))),
            trailingTrivia: node.trailingTrivia)
    }

    // MARK: Functions

    override func visit(_ node: FunctionDeclSyntax) -> DeclSyntax {
        let labels = node.signature.parameterClause.parameters.map { "\($0.firstName.text):" }.joined()
        let name = "\(node.name.text)(\(labels))"
        let types = node.signature.parameterClause.parameters.map { $0.type.trimmedDescription }
        if ["hash", "encode"].contains(node.name.text) || types.contains(where: isRecordCodec) {
            return DeclSyntax(node)
        }
        places.append(name)
        defer { places.removeLast() }
        let inner = super.visit(node).cast(FunctionDeclSyntax.self)
        guard let body = node.body, let innerBody = inner.body else { return DeclSyntax(inner) }
        let type = node.signature.returnClause?.type
        let (brace, items) = answering(type, body.statements, innerBody.statements, innerBody.leftBrace)
        return DeclSyntax(
            inner.with(\.body, innerBody.with(\.leftBrace, brace).with(\.statements, items)))
    }

    override func visit(_ node: PatternBindingSyntax) -> PatternBindingSyntax {
        let name = node.pattern.trimmedDescription
        if ["description", "debugDescription", "customMirror"].contains(name) { return node }
        let isMember = node.parent?.parent?.parent?.is(MemberBlockItemSyntax.self) == true
        if isMember { places.append(name) }
        defer { if isMember { places.removeLast() } }
        let inner = super.visit(node)
        guard let type = node.typeAnnotation?.type, let block = node.accessorBlock,
            let innerBlock = inner.accessorBlock,
            case .getter(let old) = block.accessors, case .getter(let new) = innerBlock.accessors
        else { return inner }
        let (brace, items) = answering(type, old, new, innerBlock.leftBrace)
        return inner.with(
            \.accessorBlock, innerBlock.with(\.leftBrace, brace).with(\.accessors, .getter(items)))
    }

    override func visit(_ node: InitializerDeclSyntax) -> DeclSyntax {
        let parameters = node.signature.parameterClause.parameters
        if parameters.contains(where: { isRecordCodec($0.type.trimmedDescription) }) { return DeclSyntax(node) }
        places.append("init(\(parameters.map { "\($0.firstName.text):" }.joined()))")
        defer { places.removeLast() }
        return super.visit(node)
    }

    /// Lets a function answer at once, whatever it would have found.
    private func answering(
        _ type: TypeSyntax?, _ old: CodeBlockItemListSyntax, _ new: CodeBlockItemListSyntax, _ brace: TokenSyntax
    ) -> (TokenSyntax, CodeBlockItemListSyntax) {
        let answers = Kind.answers(type, of: old)
        let text = type?.trimmedDescription ?? "Void"
        guard let anchor = old.first else { return (brace, new) }
        let code = answers.compactMap { operation, answer in
            number(operation, anchor, as: text == "Void" ? "the whole" : text).map {
                marked($0, "if Mutant.on(\($0)) { \(answer) };")
            }
        }.joined(separator: " ")
        guard !code.isEmpty else { return (brace, new) }
        guard text != "Void", old.count == 1, let only = new.first, Kind.isBareValue(anchor) else {
            return (brace.with(\.tokenKind, .identifier("{ \(code)")), new)
        }
        // A lone expression is no longer alone.
        let value = "return \(only.trimmedDescription)"
        let item = CodeBlockItemSyntax(
            leadingTrivia: only.leadingTrivia,
            item: .expr(ExprSyntax(DeclReferenceExprSyntax(baseName: .identifier(value)))),
            trailingTrivia: only.trailingTrivia)
        return (brace.with(\.tokenKind, .identifier("{ \(code)")), [item])
    }

    // MARK: What is left alone

    /// Reading and writing of a record's own fields has vectors; the codec below it is changed like all else.
    private func isRecordCodec(_ type: String) -> Bool {
        area != .kernels && (type.contains("FieldWriter") || type.contains("FieldReader"))
    }

    override func visit(_ node: ExtensionDeclSyntax) -> DeclSyntax {
        isRecordCodec(node.extendedType.trimmedDescription) ? DeclSyntax(node) : super.visit(node)
    }

    override func visit(_ node: AttributeSyntax) -> AttributeSyntax { node }
    override func visit(_ node: EnumCaseDeclSyntax) -> DeclSyntax { DeclSyntax(node) }
    override func visit(_ node: ExpressionPatternSyntax) -> PatternSyntax { PatternSyntax(node) }
    override func visit(_ node: IfConfigDeclSyntax) -> DeclSyntax { DeclSyntax(node) }
    override func visit(_ node: KeyPathExprSyntax) -> ExprSyntax { ExprSyntax(node) }
    override func visit(_ node: ImportDeclSyntax) -> DeclSyntax { DeclSyntax(node) }
}
