import CognitoMFAHTTP

/// The refusal of a request before any page sees it.
enum RequestRefusal: Error {
    /// Another site's page, or nobody's: X2.
    case bad
    /// The browser keeps no cookies.
    case noCookies
}

/// The checks of a POST: its origin, its form and its token.
struct RequestGuard {
    let origin: Origin

    /// Passes a request that one of our own pages sent, as far as the browser tells.
    ///
    /// Both headers are written by the browser, and no page can forge them. A program has neither.
    func checkOrigin(_ fields: HeaderFields) throws(RequestRefusal) {
        let sites = fields.values("sec-fetch-site")
        guard sites.count <= 1, sites.isEmpty || sites[0] == "same-origin" else { throw .bad }
        let origins = fields.values("origin")
        guard origins.count <= 1 else { throw .bad }
        guard let sent = origins.first else { return }
        if sent == "null", sites.first == "same-origin" { return }
        guard sent.utf8.elementsEqual(origin.text.utf8) else { throw .bad }
    }

    /// Reads the form of a page: each field once, known, of its length, without control characters.
    func form(_ request: RequestMessage, of route: Route) throws(RequestRefusal) -> [String: String] {
        guard request.isOf(Form.contentType), let form = try? Form(parsing: request.body), !form.hasRepeatedNames
        else { throw .bad }
        let required = Set(route.fields + ["csrf"])
        let known = required.union(route.optionalFields)
        var values: [String: String] = [:]
        for field in form.fields {
            let isAttribute = route.takesAttributes && field.name.isAttributeField
            guard known.contains(field.name) || isAttribute,
                field.value.utf16.count <= Route.limit(ofField: field.name), field.value.isPlainLine
            else { throw .bad }
            values[field.name] = field.value
        }
        guard required.isSubset(of: values.keys) else { throw .bad }
        return values
    }
}

extension String {
    /// True for text without control characters, line and paragraph separators among them.
    var isPlainLine: Bool {
        unicodeScalars.allSatisfy {
            switch $0.value {
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: false
            default: true
            }
        }
    }

    /// True for the field of an attribute, as in `attribute-family_name`.
    fileprivate var isAttributeField: Bool {
        guard hasPrefix("attribute-"), utf8.count <= 64 else { return false }
        return utf8.dropFirst(10).allSatisfy { $0.isASCIIAlphanumeric || "_:-.".utf8.contains($0) }
    }
}
