import CognitoMFAHTTP

/// The parts that several pages share.
struct Pieces {
    let texts: Texts

    /// The box of an error, linked to the field where there is one.
    ///
    /// - Parameter isFocused: true for longer forms, where the box and not a field comes first.
    func problem(_ sentences: [String], field: String? = nil, isFocused: Bool = false) -> HTML {
        let lines: [HTML] = sentences.enumerated().map { place, sentence in
            if let field, place == 0 { "<p><a href=\("#\(field)")>\(sentence)</a></p>" } else { "<p>\(sentence)</p>" }
        }
        let focus: HTML = isFocused ? " tabindex=\"-1\" autofocus" : ""
        return """
            <div class="box problem" role="alert"\(focus)><h2>\(texts.general.problemTitle)</h2>\(lines)</div>

            """
    }

    /// The box of a message that tells of a success.
    func done(_ sentence: String) -> HTML { "<div class=\"box done\" role=\"status\"><p>\(sentence)</p></div>\n" }

    /// The box of a message that tells of a need.
    func notice(_ sentence: String) -> HTML { "<div class=\"box notice\" role=\"status\"><p>\(sentence)</p></div>\n" }

    /// A form without a script: the server checks what was typed.
    func form(_ target: FormTarget, _ content: HTML) -> HTML {
        """
        <form method="post" action=\(target.address) novalidate>\
        <input type="hidden" name="csrf" value=\(target.token)>\(content)</form>

        """
    }

    /// The button of a form.
    func primary(_ text: String) -> HTML { "<button class=\"primary\">\(text)</button>" }

    /// A second button, in a form of its own.
    func secondary(_ text: String, _ target: FormTarget) -> HTML {
        form(target, "<button class=\"secondary\">\(text)</button>")
    }

    /// A button that looks like a link, in a form of its own.
    ///
    /// - Parameter thing: the thing that it acts on, for who does not see what stands around it.
    func quiet(_ text: String, _ target: FormTarget, of thing: String? = nil, fields: HTML = "") -> HTML {
        form(
            target,
            """
            \(fields)<button class="link"\(attribute: "aria-label", thing.map { "\(text): \($0)" })>\(text)</button>
            """)
    }

    /// A link in a line of its own.
    func link(_ text: String, _ address: String) -> HTML { "<a class=\"link\" href=\(address)>\(text)</a>" }

    /// Links and quiet buttons below a form.
    func links(_ pieces: [HTML?]) -> HTML {
        let items: [HTML] = pieces.compactMap(\.self).map { "<li>\($0)</li>" }
        return items.isEmpty ? "" : "<ul class=\"links\">\(items)</ul>"
    }

    /// A sentence in which a value stands apart from the direction of the words around it.
    func sentence(_ text: (String) -> String, isolating value: String) -> HTML {
        let mark = "\u{FFFC}"
        let parts = text(mark).split(separator: "\u{FFFC}", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return HTML(escaping: text(value)) }
        return "\(String(parts[0]))<bdi>\(value)</bdi>\(String(parts[1]))"
    }

    /// A span of time in words, rounded up.
    func words(forSeconds seconds: Int64) -> String {
        let seconds = Int(clamping: max(seconds, 1))
        if seconds < 60 { return texts.general.seconds(seconds) }
        if seconds <= 90 * 60 { return texts.general.minutes((seconds + 59) / 60) }
        return texts.general.hours((seconds + 3_599) / 3_600)
    }
}

/// The address of a form, with the token that proves that one of our pages sent it.
struct FormTarget {
    let address: String
    let token: String
}
