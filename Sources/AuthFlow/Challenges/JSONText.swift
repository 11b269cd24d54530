/// The few challenge parameters that hold JSON in a string (RFC 8259), which Foundation is not needed for.
package enum JSONText {
    /// An array of strings.
    package static func array(_ items: [String]) -> String { "[" + items.map(string).joined(separator: ",") + "]" }

    /// An object of strings, its names in order.
    package static func object(_ members: [(String, String)]) -> String {
        let sorted = members.sorted { $0.0 < $1.0 }
        return "{" + sorted.map { string($0.0) + ":" + string($0.1) }.joined(separator: ",") + "}"
    }

    private static func string(_ text: String) -> String {
        var escaped = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped + "\""
    }
}
