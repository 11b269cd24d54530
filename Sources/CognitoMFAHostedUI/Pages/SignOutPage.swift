import CognitoMFAHTTP

/// The page to sign out, here or everywhere.
struct SignOutPage {
    let texts: Texts
    let target: FormTarget
    let back: String

    var page: Page {
        let pieces = Pieces(texts: texts)
        return Page(
            texts.account.signOutTitle,
            content: """
                <p>\(texts.account.signOutHere)</p>\(pieces.form(
                    target,
                    """
                    \(pieces.primary(texts.account.signOut))<button class="secondary" name="action" value="everywhere">\
                    \(texts.account.signOutEverywhere)</button>
                    """))\(pieces.links([pieces.link(texts.general.back, back)]))
                """)
    }
}

/// The page before a secret is given out: a GET gives none.
struct StartPage {
    let texts: Texts
    let title: String
    let sentences: [String]
    let target: FormTarget
    let back: String
    var problem: String?

    var page: Page {
        let pieces = Pieces(texts: texts)
        let lines: [HTML] = sentences.map { "<p>\($0)</p>" }
        return Page(
            title, box: problem.map { pieces.problem([$0]) }, hasProblem: problem != nil,
            content: """
                \(lines)\(pieces.form(
                    target,
                    """
                    <button class="primary" name="action" value="start">\(texts.general.continueAction)</button>
                    """))\(pieces.links([pieces.link(texts.general.back, back)]))
                """)
    }
}
