/// A page read by a grammar that is narrower than that of browsers.
///
/// Tags and attributes are those of our own pages, every value stands in double quotes, and every tag is closed. Text that
/// left its place would break one of these.
struct StrictMarkup {
    private static let tags: Set<String> = [
        "html", "head", "title", "body", "main", "footer", "h1", "h2", "h3", "p", "form", "button", "label", "fieldset",
        "legend", "ul", "ol", "li", "a", "div", "span", "b", "bdi", "time", "strong", "section",
    ]
    private static let emptyTags: Set<String> = ["meta", "link", "input", "img"]
    private static let attributes: Set<String> = [
        "lang", "dir", "charset", "name", "content", "rel", "href", "class", "method", "action", "novalidate", "type",
        "value", "id", "for", "autocomplete", "autocapitalize", "spellcheck", "maxlength", "inputmode", "role",
        "tabindex", "autofocus", "aria-invalid", "aria-describedby", "src", "alt", "width", "height", "http-equiv",
        "datetime", "aria-label", "aria-labelledby", "aria-live", "hidden", "checked", "disabled",
    ]

    /// A form of the page: its action, and the inputs with their values.
    struct Form {
        var action: String
        var inputs: [(name: String, type: String, value: String)] = []
    }

    private(set) var forms: [Form] = []
    private var open: [String] = []
    private var ids: Set<String> = []

    /// - Throws: ``Violation`` for what is not a page of ours.
    init(_ html: String) throws {
        var rest = Array(html.utf8)[...]
        let start = Array("<!doctype html>".utf8)
        try hold(rest.starts(with: start), "a page begins with its kind")
        rest = rest.dropFirst(start.count)
        while !rest.isEmpty {
            let text = rest.prefix { $0 != UInt8(ascii: "<") }
            try hold(!text.contains { $0 == UInt8(ascii: ">") || $0 == 0 }, "text is escaped")
            rest = rest.dropFirst(text.count)
            if !rest.isEmpty { try readTag(&rest) }
        }
        try hold(open.isEmpty, "every tag is closed, not \(open)")
    }

    private mutating func readTag(_ rest: inout ArraySlice<UInt8>) throws {
        rest = rest.dropFirst()
        let closes = rest.first == UInt8(ascii: "/")
        if closes { rest = rest.dropFirst() }
        let name = Self.word(&rest)
        try hold(Self.tags.contains(name) || !closes && Self.emptyTags.contains(name), "a tag of ours, not <\(name)>")
        if closes {
            try hold(open.popLast() == name && rest.first == UInt8(ascii: ">"), "</\(name)> closes the last tag")
            rest = rest.dropFirst()
            return
        }
        var values: [String: String] = [:]
        while rest.first == UInt8(ascii: " ") {
            rest = rest.dropFirst()
            let attribute = Self.word(&rest)
            try hold(Self.attributes.contains(attribute), "an attribute of ours, not \(attribute) in <\(name)>")
            try hold(values[attribute] == nil, "\(attribute) stands once in <\(name)>")
            values[attribute] = try Self.value(&rest)
        }
        try hold(rest.first == UInt8(ascii: ">"), "<\(name)> ends")
        rest = rest.dropFirst()
        if !Self.emptyTags.contains(name) { open.append(name) }
        try take(name, values)
    }

    private mutating func take(_ name: String, _ values: [String: String]) throws {
        if let id = values["id"] { try hold(ids.insert(id).inserted, "the id \(id) stands once") }
        for attribute in ["href", "src", "action"] {
            guard let address = values[attribute] else { continue }
            let schemes = ["/", "#", "https://", "otpauth://totp/", "data:image/svg+xml", "data:,"]
            try hold(
                schemes.contains { address.hasPrefix($0) } && !address.hasPrefix("//"),
                "an address of ours, not \(address.prefix(60))")
        }
        if name == "form" { forms.append(Form(action: values["action"] ?? "")) }
        guard name == "input" || name == "button", let field = values["name"], !forms.isEmpty, open.contains("form")
        else { return }
        forms[forms.count - 1].inputs.append((field, values["type"] ?? name, values["value"] ?? ""))
    }

    private static func word(_ rest: inout ArraySlice<UInt8>) -> String {
        let word = rest.prefix { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
        rest = rest.dropFirst(word.count)
        return String(decoding: word, as: UTF8.self)
    }

    /// The value behind a `=`, unescaped; empty without one.
    private static func value(_ rest: inout ArraySlice<UInt8>) throws -> String {
        guard rest.first == UInt8(ascii: "=") else { return "" }
        rest = rest.dropFirst()
        try hold(rest.first == UInt8(ascii: "\""), "a value stands in quotes")
        rest = rest.dropFirst()
        let value = rest.prefix { $0 != UInt8(ascii: "\"") }
        try hold(!value.contains { "<>'".utf8.contains($0) || $0 == 0 }, "a value is escaped")
        rest = rest.dropFirst(value.count + 1)
        return unescaped(value)
    }

    /// The text for which escaped bytes stand.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        let references = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&"]
        var text: [UInt8] = []
        var rest = bytes
        while let byte = rest.first {
            let reference = references.first { rest.starts(with: $0.key.utf8) }
            text += reference.map { Array($0.value.utf8) } ?? [byte]
            rest = rest.dropFirst(reference?.key.utf8.count ?? 1)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
