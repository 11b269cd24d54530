/// An HTTP request as the host's server has received it.
public struct WireRequest: Sendable {
    /// The method, as in `POST`.
    public var method: String
    /// The target of the request line, not decoded: the path, and the query if there is one.
    ///
    /// Signatures cover it, so it must be what the client sent: a host that rewrites paths gives the first one.
    public var path: String
    /// The headers, in the order in which they came, repeated ones repeated.
    public var headers: [(name: String, value: String)]
    /// The body, whole.
    public var body: [UInt8]
    /// Where the request comes from; only the host knows its proxies.
    public var sourceAddress: String?

    /// Puts a request together.
    public init(
        method: String = "POST", path: String = "/", headers: [(name: String, value: String)], body: [UInt8],
        sourceAddress: String? = nil
    ) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        self.sourceAddress = sourceAddress
    }

    /// The values of a header, by its name in lower case.
    func values(_ name: String) -> [String] {
        headers.filter { Self.isNamed($0.name, name) }.map(\.value)
    }

    /// The value of a header that stands once; nil when it is absent or repeated.
    func value(_ name: String) -> String? {
        let values = values(name)
        return values.count == 1 ? values[0] : nil
    }

    private static func isNamed(_ name: String, _ lowercased: String) -> Bool {
        name.utf8.lazy.map(\.asciiLowercased).elementsEqual(lowercased.utf8)
    }

    /// Whether every header could have come over the wire: a line break in a value would be one header more for whoever
    /// signs or forwards it.
    var hasPlainHeaders: Bool {
        headers.allSatisfy { header in
            !header.name.isEmpty && header.name.utf8.allSatisfy(\.isHeaderNameByte)
                && header.value.utf8.allSatisfy { $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }
        }
    }
}

extension UInt8 {
    /// The letter in lower case, if it is one of ASCII.
    var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }

    /// A letter or digit of ASCII.
    var isASCIIAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }

    /// A byte of a header's name: a token of RFC 9110, 5.6.2.
    var isHeaderNameByte: Bool { isASCIIAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(self) }
}
