import CognitoMFAHTTP

extension Property {
    /// Headers are refused, or keep their bytes and their order; CORS permits nothing that was not asked for.
    static let headerFields = Property("header_fields") { input in
        let parts = input.split(separator: 0, omittingEmptySubsequences: false).map { String(input: Array($0)) }
        let pairs = stride(from: 0, to: parts.count - 1, by: 2).map { (name: parts[$0], value: parts[$0 + 1]) }
        let possible = HeaderFields(possibleOf: pairs)
        if let fields = try? HeaderFields(pairs) {
            try hold(fields.count == pairs.count && possible == fields, "what is taken is kept")
            for (field, pair) in zip(fields.pairs, pairs) {
                try hold(field.name.isSpelled(pair.name) && field.value.isSpelled(pair.value), "byte for byte")
            }
        } else {
            try hold(possible.count < pairs.count, "what is refused is not possible")
        }
        try verifyText(possible)
        let listed: [Origin] = ["https://app.example.com", "http://localhost:3000"]
        for policy in [
            CORSPolicy(origins: .any, methods: "POST", exposedHeaders: "Date"),
            CORSPolicy(origins: .list(listed), methods: "POST", exposedHeaders: "Date"), .documents,
        ] {
            try verify(policy, listed, possible)
        }
    }

    /// No more is permitted than a request asks for.
    private static func verify(_ policy: CORSPolicy, _ listed: [Origin], _ request: HeaderFields) throws {
        let preflight = policy.preflight(request)
        try hold(preflight.status == 200 && preflight.body.isEmpty, "a preflight is 200 and empty")
        for fields in [policy.fields(for: request), preflight.fields] {
            try verifyText(fields)
            try hold(fields.value("vary") != nil, "caches know that the answer depends on the origin")
            guard let origin = fields.value("access-control-allow-origin") else {
                try hold(fields.allSatisfy { $0.name == "vary" }, "no permission without an origin")
                continue
            }
            let asked = request.value("origin")
            switch policy.origins {
            case .any: try hold(origin == "*" && asked != nil, "every origin")
            default:
                try hold(asked.map { $0.isSpelled(origin) } == true, "the page's own origin")
                try hold(listed.contains { $0.text.isSpelled(origin) }, "a listed origin")
            }
        }
        guard let names = preflight.fields.value("access-control-allow-headers") else { return }
        let asked = request.values("access-control-request-headers").flatMap { $0.split(separator: ",") }
        for name in names.split(separator: ",", omittingEmptySubsequences: false) {
            try hold(name.isToken && name != "*" && !name.equalsIgnoringASCIICase("authorization"), "a name")
            try hold(asked.contains { $0.utf8.withoutBlanks.elementsEqual(name.utf8) }, "a name that was asked for")
        }
        try hold(names.utf8.count <= CORSPolicy.requestedHeadersLimit, "bounded")
    }

    /// No name and no value could end its line.
    private static func verifyText(_ fields: HeaderFields) throws {
        for field in fields {
            try hold(field.name.text.isToken, "a name is a token")
            try hold(!field.value.text.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }, "no line break")
        }
    }

    /// Cookies of a request have a name and no semicolon; cookies for a browser have their own attributes alone.
    static let cookies = Property("cookies") { input in
        if let fields = try? HeaderFields([("Cookie", String(input: input))]) {
            let cookies = try Cookies(fields)
            for name in cookies.names {
                try hold(name.isToken, "a name is a token")
                for value in cookies.values(name) {
                    try hold(!value.utf8.contains { $0 == UInt8(ascii: ";") || $0 < 0x20 }, "a value is one part")
                    if let written = try? SetCookie(name, value) { try verify(written, name, value) }
                }
            }
        }
        let parts = input.split(separator: 0, omittingEmptySubsequences: false).map { String(input: Array($0)) }
        guard parts.count >= 3 else { return }
        if let written = try? SetCookie(parts[0], parts[1], path: parts[2], maxAge: input.count, isSecure: false) {
            try hold(written.headerValue.text.split(separator: ";").count == 5, "no attribute is added")
            try hold(!parts[0].lowercased().hasPrefix("__host-"), "the prefix demands Secure")
            try hold(!parts[0].lowercased().hasPrefix("__secure-"), "the prefix demands Secure")
        }
    }

    private static func verify(_ cookie: SetCookie, _ name: String, _ value: String) throws {
        try hold(
            cookie.headerValue.text.isSpelled("\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax"),
            "written once")
        let sent = try Cookies([HeaderField("Cookie", HeaderValue(validating: "\(name)=\(value)"))])
        try hold(sent.value(name).map { $0.isSpelled(value) } == true, "what is written is read")
    }

    /// A form is refused, or is written in one way and read the same.
    static let form = Property("form") { input in
        let form: Form
        do throws(FormError) {
            form = try Form(parsing: input, byteLimit: 256)
        } catch {
            try hold(error != .tooLong || input.count > 256, "the limit of bytes")
            try hold(error != .tooManyFields || input.count(where: { $0 == UInt8(ascii: "&") }) >= 32, "of fields")
            return
        }
        try hold(form.fields.count <= Form.fieldLimit && input.count <= 256, "bounded")
        let written = form.bytes
        try hold(written.allSatisfy { (0x21...0x7E).contains($0) }, "printable")
        let again = try Form(parsing: written)
        // A field without name and value is written as `=`, so nothing is lost.
        try hold(again.fields == form.fields && again.bytes == written, "what is written is read")
        for field in form.fields {
            let values = form.values(field.name)
            try hold(values.contains { $0.isSpelled(field.value) }, "found by its name")
            try hold(values.count == 1 || form.hasRepeatedNames, "a repeated name is seen")
        }
    }

    /// Escaped text cannot leave its place, and stands for the text that was given.
    static let html = Property("html") { input in
        let text = String(input: input)
        let escaped = HTML(escaping: text).markup
        try hold(!escaped.utf8.contains { "<>\"'".utf8.contains($0) || $0 == 0 }, "nothing opens or closes")
        try hold(
            unescaped(escaped).elementsEqual(text.utf8.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] }), "the same text"
        )
        let page: HTML = "<p\(attribute: "title", text)>\(text)</p>"
        try hold(page.markup.isSpelled("<p title=\"\(escaped)\">\(escaped)</p>"), "in an attribute and between tags")
    }

    /// The bytes for which escaped text stands; `Character` would join a mark to the end of a reference.
    private static func unescaped(_ markup: String) -> [UInt8] {
        let references = ["&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&amp;": "&"]
        var bytes: [UInt8] = []
        var rest = Array(markup.utf8)[...]
        while let byte = rest.first {
            let reference = references.first { rest.starts(with: $0.key.utf8) }
            bytes += reference.map { Array($0.value.utf8) } ?? [byte]
            rest = rest.dropFirst(reference?.key.utf8.count ?? 1)
        }
        return bytes
    }
}
