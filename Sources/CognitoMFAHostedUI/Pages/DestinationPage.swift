import CognitoMFAHTTP

/// The page for a phone number or an e-mail address.
struct DestinationPage {
    let texts: Texts
    let isEmail: Bool
    /// Sentences below the heading.
    let introduction: [String]
    let target: FormTarget
    var value = ""
    var problem: String?
    /// The address of the page before; nil for none.
    var back: String?
    /// The form that ends the sign-in; nil on pages of the account.
    var anotherAccount: FormTarget?

    var page: Page {
        let pieces = Pieces(texts: texts)
        let name = isEmail ? "email" : "phone"
        let field = Field(
            kind: isEmail ? .email : .phone, name: name, label: isEmail ? texts.signUp.email : texts.setUp.phone,
            hint: isEmail ? nil : texts.setUp.phoneHint, value: value.isEmpty ? nil : value, problem: problem,
            isFocused: true)
        let sentences: [HTML] = introduction.map { "<p>\($0)</p>" }
        return Page(
            isEmail ? texts.setUp.emailTitle : texts.setUp.phoneTitle,
            box: problem.map { pieces.problem([$0], field: name) }, hasProblem: problem != nil,
            content: """
                \(sentences)\(pieces.form(
                    target, "\(field.markup(texts))\(pieces.primary(texts.general.continueAction))"))\(pieces.links([
                        back.map { pieces.link(texts.general.back, $0) },
                        anotherAccount.map { pieces.quiet(texts.general.anotherAccount, $0) },
                    ]))
                """)
    }
}
