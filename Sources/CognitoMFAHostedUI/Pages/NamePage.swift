import CognitoMFAHTTP

/// The page for a forgotten password: a name, to send a code.
struct NamePage {
    let texts: Texts
    let target: FormTarget
    let nameIsEmail: Bool
    var name = ""
    var problem: String?
    /// The address of the sign-in.
    let back: String
    /// A message about the reason.
    var notice: String?

    var page: Page {
        let pieces = Pieces(texts: texts)
        let field = Field(
            kind: .name(isEmail: nameIsEmail), name: "username",
            label: nameIsEmail ? texts.signIn.email : texts.signIn.name, value: name.isEmpty ? nil : name,
            problem: problem, isFocused: true)
        return Page(
            texts.passwords.forgottenTitle,
            box: problem.map { pieces.problem([$0], field: "username") } ?? notice.map(pieces.notice),
            hasProblem: problem != nil,
            content: """
                <p>\(texts.passwords.forgottenWhy)</p>\(pieces.form(
                    target, "\(field.markup(texts))\(pieces.primary(texts.passwords.sendCode))"))\
                \(pieces.links([pieces.link(texts.general.back, back)]))
                """)
    }
}
