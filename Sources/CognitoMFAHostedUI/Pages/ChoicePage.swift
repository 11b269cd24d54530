import CognitoMFAHTTP

/// The page for a choice among factors, to confirm with or to set up.
struct ChoicePage {
    /// One factor of the list.
    struct Choice {
        /// The value of the field, in Cognito's spelling.
        let value: String
        let name: String
        /// The masked number or address, or the app's name.
        var detail: String?
    }

    let texts: Texts
    let title: String
    var introduction: String?
    let choices: [Choice]
    let target: FormTarget
    /// The address of the help; nil on set-up.
    var help: String?
    let anotherAccount: FormTarget
    var problem: String?

    var page: Page {
        let pieces = Pieces(texts: texts)
        let list: [HTML] = choices.enumerated().map { place, choice in
            let id = place == 0 ? "factor" : "factor-\(place)"
            let detail: HTML? = choice.detail.map { "<bdi class=\"muted\">\($0)</bdi>" }
            return """
                <label class="choice" for=\(id)><input type="radio" id=\(id) name="factor" value=\(choice.value)>\
                <span><b>\(choice.name)</b>\(detail)</span></label>
                """
        }
        let wrong: HTML? = problem.map {
            "<p class=\"wrong\" id=\"factor-problem\">\(texts.general.errorPrefix) \($0)</p>"
        }
        let introduction: HTML? = introduction.map { "<p>\($0)</p>" }
        return Page(
            title,
            box: problem.map { pieces.problem([$0], field: choices.count == 1 ? nil : "factor", isFocused: true) },
            hasProblem: problem != nil,
            content: """
                \(introduction)\(pieces.form(
                    target,
                    """
                    \(choices.count == 1 ? nil : fieldset(list, wrong))\(pieces.primary(texts.general.continueAction))
                    """))\(pieces.links([
                        help.map { pieces.link(texts.general.help, $0) },
                        pieces.quiet(texts.general.anotherAccount, anotherAccount),
                    ]))
                """)
    }

    /// The list, where there is something to choose.
    private func fieldset(_ list: [HTML], _ wrong: HTML?) -> HTML? {
        """
        <fieldset\(attribute: "aria-describedby", problem == nil ? nil : "factor-problem")>\
        <legend>\(texts.codes.chooseFirst)</legend>\(wrong)\(list)</fieldset>
        """
    }
}
