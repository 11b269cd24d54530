import CognitoMFAHTTP

/// The page for the code of a text message, an e-mail or an app.
struct CodePage {
    /// The place of the code.
    enum Source {
        /// A masked number, and the seconds since the code was sent and until it ends.
        case message(to: String, sentAgo: Int64, validFor: Int64)
        /// A masked address, and the same.
        case email(to: String, sentAgo: Int64, validFor: Int64)
        /// An app, with the name that the user gave it.
        case app(name: String?)
    }

    let texts: Texts
    let source: Source
    let target: FormTarget
    /// The form that sends another code; nil for an app and when no more may be sent.
    var sendAgain: FormTarget?
    /// The address of the page where another number or address is entered; nil where none is being set up.
    var change: String?
    /// The form that changes to another factor; nil when there is none.
    var other: FormTarget?
    /// Sentences about what a button does not do yet, or no more.
    var limits: [String] = []
    /// The address of the help.
    let help: String
    /// The form that ends this sign-in.
    let anotherAccount: FormTarget
    var problems: [String] = []
    var done: String?

    private var title: String {
        switch source {
        case .message: texts.codes.phoneTitle
        case .email: texts.codes.emailTitle
        case .app: texts.codes.appTitle
        }
    }

    private var changeText: String {
        if case .email = source { texts.setUp.changeEmail } else { texts.account.changePhone }
    }

    var page: Page {
        let pieces = Pieces(texts: texts)
        let code = Field(
            kind: .code, name: "code", label: texts.codes.label, hint: texts.codes.hint, problem: problems.first,
            isFocused: true)
        let limits: [HTML] = limits.map { "<p class=\"hint\">\($0)</p>" }
        return Page(
            title,
            box: problems.isEmpty ? done.map(pieces.done) : pieces.problem(problems, field: "code"),
            hasProblem: !problems.isEmpty,
            content: """
                \(introduction(pieces))\(pieces.form(
                    target, "\(code.markup(texts))\(pieces.primary(texts.general.continueAction))"))\
                <div class="others">\(limits)\(sendAgain.map { pieces.secondary(texts.codes.sendAgain, $0) })\
                \(other.map { pieces.secondary(texts.codes.otherFactor, $0) })</div>\(pieces.links([
                    change.map { pieces.link(changeText, $0) },
                    pieces.link(texts.general.help, help),
                    pieces.quiet(texts.general.anotherAccount, anotherAccount),
                ]))
                """)
    }

    private func introduction(_ pieces: Pieces) -> HTML {
        switch source {
        case .message(let destination, let sentAgo, let validFor), .email(let destination, let sentAgo, let validFor):
            let sent =
                sentAgo < 60
                ? texts.codes.sentJustNow : texts.codes.sentAgo(pieces.words(forSeconds: sentAgo / 60 * 60))
            let valid = validFor > 0 ? texts.codes.validFor(pieces.words(forSeconds: validFor)) : texts.codes.expired
            return """
                <p>\(pieces.sentence(texts.codes.sentTo, isolating: destination))</p>\
                <p class="muted">\(sent) \(valid)</p>
                """
        case .app(let name):
            let device: HTML? = name.map {
                "<p class=\"muted\">\(pieces.sentence(texts.codes.appName, isolating: $0))</p>"
            }
            return "<p>\(texts.codes.appHint)</p>\(device)"
        }
    }
}
