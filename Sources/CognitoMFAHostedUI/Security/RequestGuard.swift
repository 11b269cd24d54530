import CognitoMFAHTTP

/// The refusal of a request before any page sees it.
enum RequestRefusal: Error {
    /// Another site's page, or nobody's: X2.
    case bad
    /// The browser keeps no cookies.
    case noCookies
    /// A form of ours whose sign-in has ended, or has gone for a newer one: X1.
    case flowLost
    /// An address that names no app client, where none is the default: X2.
    case noClient
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
            let value = field.value.cleaned(asField: field.name)
            guard known.contains(field.name) || isAttribute,
                value.utf16.count <= Route.limit(ofField: field.name), value.isPlainLine
            else { throw .bad }
            values[field.name] = value
        }
        guard required.isSubset(of: values.keys) else { throw .bad }
        return values
    }
}

extension String {
    /// The text as its user meant it: a code without tabs and line ends, other fields without blank ends.
    ///
    /// A password is what was typed, and a field that is not typed stays as it came.
    fileprivate func cleaned(asField name: String) -> String {
        let scalars = unicodeScalars
        switch name {
        case "password", "csrf", "factor", "state", "action": return self
        case "code":
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars.filter { !"\t\n\r".unicodeScalars.contains($0) })
            return String(text)
        default:
            guard let start = scalars.firstIndex(where: { !$0.isBlank }),
                let last = scalars.lastIndex(where: { !$0.isBlank })
            else { return "" }
            return String(scalars[start...last])
        }
    }

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

extension Unicode.Scalar {
    /// True for tabs, line ends and the spaces of any width.
    fileprivate var isBlank: Bool {
        switch self {
        case "\t", "\n", "\r": true
        default: properties.generalCategory == .spaceSeparator
        }
    }
}
