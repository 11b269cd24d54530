/// The refusal of text that is no origin in the spelling of browsers.
public struct InvalidOrigin: Error, Sendable, Hashable {}

/// An origin of web pages: scheme, host and port, as in `https://app.example.com`.
///
/// Origins are compared by bytes. So one is taken only in the spelling that a browser sends: lower case, no path, no
/// slash at its end, no default port. `null` and patterns are none.
public struct Origin: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The origin as browsers send it.
    public let text: String

    /// Reads an origin.
    ///
    /// - Throws: ``InvalidOrigin`` for text that no browser sends, which would never match.
    public init(validating text: String) throws(InvalidOrigin) {
        guard Self.isOrigin(text.utf8[...]) else { throw InvalidOrigin() }
        self.text = text
    }

    /// Creates an origin from a literal, which must have the spelling of browsers.
    public init(stringLiteral literal: StaticString) {
        text = literal.description
        precondition(Self.isOrigin(text.utf8[...]), "an origin is scheme://host or scheme://host:port")
    }

    /// The origin.
    public var description: String { text }

    private static func isOrigin(_ text: Substring.UTF8View) -> Bool {
        guard text.count <= 512, let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let (scheme, rest) = (text[..<colon], text[colon...])
        guard let first = scheme.first, (0x61...0x7A).contains(first), scheme.allSatisfy(isOfScheme),
            rest.starts(with: "://".utf8)
        else { return false }
        let authority = rest.dropFirst(3)
        // The colons of an IPv6 address stand in brackets.
        let host: Substring.UTF8View
        if authority.first == UInt8(ascii: "[") {
            guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { return false }
            host = authority[...end]
            guard host.count > 2, host.dropFirst().dropLast().allSatisfy(isOfIPv6) else { return false }
        } else {
            host = authority.prefix { $0 != UInt8(ascii: ":") }
            guard !host.isEmpty, host.allSatisfy(isOfHost) else { return false }
        }
        let port = authority[host.endIndex...]
        return port.isEmpty || port.first == UInt8(ascii: ":") && isPort(port.dropFirst(), of: scheme)
    }

    private static func isOfScheme(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "+-.".utf8.contains(byte)
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-._".utf8.contains(byte)
    }

    private static func isOfIPv6(_ byte: UInt8) -> Bool {
        (0x61...0x66).contains(byte) || (0x30...0x39).contains(byte) || ":.".utf8.contains(byte)
    }

    private static func isPort(_ digits: Substring.UTF8View, of scheme: Substring.UTF8View) -> Bool {
        guard (1...5).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return false }
        let port = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        let isDefault =
            scheme.elementsEqual("http".utf8) && port == 80 || scheme.elementsEqual("https".utf8) && port == 443
        return port <= 65_535 && !isDefault
    }
}

/// The origins whose pages may read answers.
public enum CORSOrigins: Sendable, Hashable {
    /// Every origin.
    case any
    /// These origins.
    case list([Origin])
    /// No origin, so there is no header of CORS at all.
    case none
}
