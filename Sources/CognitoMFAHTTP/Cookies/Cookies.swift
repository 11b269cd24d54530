/// The refusal of cookies.
public enum CookieError: Error, Sendable, Hashable {
    /// A request has more than 16 KiB of cookies, or more than 200.
    case tooMany
    /// The name is not a token, or the value has a character that cookies cannot have.
    case character
    /// Name and value together have more than 4,096 bytes, or the path more than 1,024.
    case tooLong
    /// The path does not begin with `/`, or has a character that paths of cookies cannot have.
    case path
    /// The attributes are not those that the prefix of the name, or `SameSite=None`, demands.
    case attributes
}

/// The cookies of a request.
///
/// A browser sends the cookies of every page of the site. So what has no name or an odd value is left out, and no error.
public struct Cookies: Sendable, CustomStringConvertible, CustomReflectable {
    /// The largest number of bytes in all `Cookie` headers of a request.
    public static let byteLimit = 16_384
    /// The largest number of cookies.
    public static let countLimit = 200
    private let pairs: [(name: String, value: String)]

    /// Reads the `Cookie` headers of a request.
    ///
    /// - Throws: ``CookieError/tooMany`` beyond the limits.
    public init(_ fields: HeaderFields) throws(CookieError) {
        let values = fields.values("cookie")
        guard values.reduce(0, { $0 + $1.utf8.count }) <= Self.byteLimit else { throw .tooMany }
        var pairs: [(name: String, value: String)] = []
        for value in values {
            for part in value.utf8.split(separator: UInt8(ascii: ";")) {
                // Without a name, `=__Host-x=y` would be read as another page's cookie of that name.
                guard let mark = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
                let name = part[..<mark].withoutBlanks
                let text = part[part.index(after: mark)...].withoutBlanks
                guard !name.isEmpty, name.allSatisfy(\.isTokenByte), text.allSatisfy(\.isCookieByte) else { continue }
                pairs.append((String(decoding: name, as: UTF8.self), String(decoding: text, as: UTF8.self)))
            }
        }
        guard pairs.count <= Self.countLimit else { throw .tooMany }
        self.pairs = pairs
    }

    /// Returns the values of all cookies of a name, which is told apart by case.
    public func values(_ name: String) -> [String] {
        pairs.filter { $0.name.utf8.elementsEqual(name.utf8) }.map(\.value)
    }

    /// Returns the value of a cookie that occurs once; nil when it is absent or repeated.
    ///
    /// A repeated name means that a page of another path or host has set a cookie too, and nothing says which is whose.
    public func value(_ name: String) -> String? {
        let values = values(name)
        return values.count == 1 ? values[0] : nil
    }

    /// The names in their order, without the values.
    public var names: [String] { pairs.map(\.name) }
    /// The names, without the values.
    public var description: String { "Cookies(\(names.joined(separator: ", ")))" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

extension UInt8 {
    /// True for a byte of a cookie's value (RFC 6265, 4.1.1): printable ASCII without quotes, comma, semicolon, backslash.
    var isCookieOctet: Bool {
        (0x21...0x7E).contains(self) && self != UInt8(ascii: "\"") && self != UInt8(ascii: ",")
            && self != UInt8(ascii: ";") && self != UInt8(ascii: "\\")
    }

    /// True for a byte that is read in a cookie's value: browsers send what others have set, quotes and commas included.
    fileprivate var isCookieByte: Bool { (0x20...0x7E).contains(self) }
}
