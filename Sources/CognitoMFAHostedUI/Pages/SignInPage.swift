import CognitoMFAHTTP

/// The page for name and password.
struct SignInPage {
    let texts: Texts
    let target: FormTarget
    let forgotten: String
    /// The address of the page for new accounts; nil where nobody may sign up.
    let signUp: String?
    /// True where an e-mail address is the only name.
    let nameIsEmail: Bool
    var name = ""
    /// An error of the form as a whole: it must not say which field was wrong.
    var problem: String?
    /// A message after another page's success.
    var done: String?

    var page: Page {
        let pieces = Pieces(texts: texts)
        let name = Field(
            kind: .name(isEmail: nameIsEmail), name: "username",
            label: nameIsEmail ? texts.signIn.email : texts.signIn.name, value: self.name.isEmpty ? nil : self.name,
            isFocused: problem == nil && self.name.isEmpty)
        let password = Field(
            kind: .password, name: "password", label: texts.signIn.password,
            isFocused: problem == nil && !self.name.isEmpty)
        return Page(
            texts.signIn.title,
            box: problem.map { pieces.problem([$0], field: "username", isFocused: true) } ?? done.map(pieces.done),
            hasProblem: problem != nil,
            content: """
                \(pieces.form(
                    target,
                    "\(name.markup(texts))\(password.markup(texts))\(pieces.primary(texts.signIn.action))"))\
                \(pieces.links([
                    pieces.link(texts.signIn.forgotten, forgotten), signUp.map { pieces.link(texts.signIn.signUp, $0) },
                ]))
                """)
    }
}
