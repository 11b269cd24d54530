import CognitoMFAHTTP

/// A page that only says something: help, and the endings.
struct MessagePage {
    let texts: Texts
    let title: String
    let sentences: [String]
    /// The number with which customer service finds the event in the log.
    var reference: String?
    /// A link in the form of the main button.
    var action: (text: String, address: String)?
    var back: (text: String, address: String)?

    var page: Page {
        let pieces = Pieces(texts: texts)
        let lines: [HTML] = sentences.map { "<p>\($0)</p>" }
        let number: HTML? = reference.map {
            "<p class=\"muted\">\(pieces.sentence(texts.general.reference, isolating: $0))</p>"
        }
        return Page(
            title,
            content: """
                \(lines)\(number)\
                \(action.map { "<a class=\"primary\" href=\($0.address)>\($0.text)</a>" as HTML })\
                \(back.map { pieces.links([pieces.link($0.text, $0.address)]) })
                """)
    }
}
