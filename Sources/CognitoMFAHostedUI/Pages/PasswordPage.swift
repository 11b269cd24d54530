import CognitoMFAHTTP

/// The page for a new password: in place of a temporary one, or with the code of a reset.
struct PasswordPage {
    let texts: Texts
    let title: String
    let introduction: String
    /// The policy in words.
    let rules: [String]
    let target: FormTarget
    /// The name to ask for: nil where it is known.
    var name: String?
    /// The name of the user, to read only: with it a password manager keeps the new password.
    var account: String?
    var nameProblem: String?
    /// True asks for a code too.
    var asksCode = false
    /// The attributes to ask for, with what was typed and the error.
    var attributes: [(name: String, value: String, problem: String?)] = []
    var codeProblem: String?
    var passwordProblem: String?
    var problem: String?
    /// A message after another page's success.
    var done: String?
    /// A form that sends another code.
    var sendAgain: FormTarget?
    /// The form that ends the sign-in.
    var anotherAccount: FormTarget?

    var page: Page {
        let pieces = Pieces(texts: texts)
        var fields: [Field] = []
        if let name {
            fields.append(
                Field(
                    kind: .name(isEmail: false), name: "username", label: texts.signIn.name,
                    value: name.isEmpty ? nil : name, problem: nameProblem))
        }
        if asksCode {
            fields.append(
                Field(
                    kind: .code, name: "code", label: texts.codes.label, hint: texts.codes.hint, problem: codeProblem))
        }
        fields.append(
            Field(
                kind: .newPassword, name: "password", label: texts.passwords.new, rules: rules,
                problem: passwordProblem))
        for attribute in attributes {
            fields.append(
                Field(
                    kind: .attribute, name: "attribute-\(attribute.name)", label: attribute.name,
                    value: attribute.value.isEmpty ? nil : attribute.value, problem: attribute.problem))
        }
        let wrong = fields.filter { $0.problem != nil }
        let problems = [problem].compactMap(\.self) + wrong.compactMap(\.problem)
        if problems.isEmpty, !fields.isEmpty { fields[0].isFocused = true }
        return Page(
            title,
            box: problems.isEmpty
                ? done.map(pieces.done)
                : pieces.problem(problems, field: problem == nil ? wrong.first?.name : nil, isFocused: true),
            hasProblem: !problems.isEmpty,
            content: """
                <p>\(introduction)</p>\(pieces.form(
                    target,
                    """
                    \(account.map { Field.readOnly(name: $0, label: texts.signIn.name) })\
                    \(fields.map { $0.markup(texts) })\(pieces.primary(texts.passwords.save))
                    """))\
                <div class="others">\(sendAgain.map { pieces.secondary(texts.codes.sendAgain, $0) })</div>\
                \(pieces.links([anotherAccount.map { pieces.quiet(texts.general.anotherAccount, $0) }]))
                """)
    }
}
