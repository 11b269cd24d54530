/// An HTTP request as your server has received it.
public struct WireRequest: Sendable {
    /// The longest body that an endpoint reads: 1,048,576 bytes (R115).
    public static let bodyLimit = 1_048_576
    /// The media type of every request and response.
    public static let contentType = "application/x-amz-json-1.1"

    /// The method, as in `POST`.
    public var method: String
    /// The target of the request line, not decoded: the path, and the query if there is one.
    ///
    /// Signatures cover it, so it must be exactly what the client sent. A server that rewrites paths passes the
    /// original one.
    public var path: String
    /// The headers in the order in which they came; repeated headers stay repeated.
    public var headers: [(name: String, value: String)]
    /// The whole body.
    public var body: [UInt8]
    /// The client's IP address as text, or nil; only your server knows which proxies it trusts.
    public var sourceAddress: String?

    /// Creates a request from its parts.
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

    /// Returns all values of a header, given its name in lower case.
    package func values(_ name: String) -> [String] {
        headers.filter { Self.isNamed($0.name, name) }.map(\.value)
    }

    /// Returns the value of a header that occurs once; nil when it is absent or repeated.
    package func value(_ name: String) -> String? {
        let values = values(name)
        return values.count == 1 ? values[0] : nil
    }

    private static func isNamed(_ name: String, _ lowercased: String) -> Bool {
        name.utf8.lazy.map(\.asciiLowercased).elementsEqual(lowercased.utf8)
    }

    /// True when every header could have come over the wire.
    ///
    /// A line break in a value would become another header at anyone who signs or forwards the request.
    var hasPlainHeaders: Bool {
        headers.allSatisfy { header in
            !header.name.isEmpty && header.name.utf8.allSatisfy(\.isHeaderNameByte)
                && header.value.utf8.allSatisfy { $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }
        }
    }
}
