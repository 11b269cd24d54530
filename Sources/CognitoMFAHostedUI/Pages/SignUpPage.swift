import CognitoMFAHTTP

/// The page for a new account.
struct SignUpPage {
    let texts: Texts
    let target: FormTarget
    /// The fields above the password.
    var fields: [Field]
    let rules: [String]
    var passwordProblem: String?
    var problem: String?
    let signIn: String

    var page: Page {
        let pieces = Pieces(texts: texts)
        var fields = fields
        fields.append(
            Field(
                kind: .newPassword, name: "password", label: texts.signIn.password, rules: rules,
                problem: passwordProblem))
        let wrong = fields.filter { $0.problem != nil }
        let problems = [problem].compactMap(\.self) + wrong.compactMap(\.problem)
        if problems.isEmpty { fields[0].isFocused = true }
        return Page(
            texts.signUp.title,
            box: problems.isEmpty
                ? nil : pieces.problem(problems, field: problem == nil ? wrong.first?.name : nil, isFocused: true),
            hasProblem: !problems.isEmpty,
            content: """
                \(pieces.form(
                    target, "\(fields.map { $0.markup(texts) })\(pieces.primary(texts.signUp.action))"))\
                \(pieces.links([pieces.link(texts.signUp.haveAccount, signIn)]))
                """)
    }
}

/// The page for the code of a new account, or of a new number.
struct ConfirmCodePage {
    let texts: Texts
    let title: String
    let introduction: HTML
    let target: FormTarget
    /// The name to ask for; nil where it is known.
    var name: String?
    var nameProblem: String?
    var sendAgain: FormTarget?
    let back: String
    var problem: String?
    var done: String?
    var notice: String?

    var page: Page {
        let pieces = Pieces(texts: texts)
        var fields: [Field] = []
        if let name {
            fields.append(
                Field(
                    kind: .name(isEmail: false), name: "username", label: texts.signIn.name,
                    value: name.isEmpty ? nil : name, problem: nameProblem, isFocused: problem == nil))
        }
        fields.append(
            Field(
                kind: .code, name: "code", label: texts.codes.label, hint: texts.codes.hint, problem: problem,
                isFocused: name == nil || problem != nil))
        return Page(
            title,
            box: problem.map { pieces.problem([$0], field: "code") }
                ?? nameProblem.map { pieces.problem([$0], field: "username") } ?? done.map(pieces.done)
                ?? notice.map(pieces.notice),
            hasProblem: problem != nil || nameProblem != nil,
            content: """
                <p>\(introduction)</p>\(pieces.form(
                    target, "\(fields.map { $0.markup(texts) })\(pieces.primary(texts.general.continueAction))"))\
                <div class="others">\(sendAgain.map { pieces.secondary(texts.codes.sendAgain, $0) })</div>\
                \(pieces.links([pieces.link(texts.general.back, back)]))
                """)
    }
}
