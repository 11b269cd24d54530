/// A request whose headers are known to be possible ones.
public struct RequestMessage: Sendable, CustomStringConvertible, CustomReflectable {
    /// The method, as in `POST`.
    public let method: String
    /// The target of the request line, not decoded: the path, and the query if there is one.
    public let target: String
    /// The headers in the order in which they came.
    public let fields: HeaderFields
    /// The whole body.
    public let body: [UInt8]
    /// The client's IP address as text, or nil.
    public let sourceAddress: String?

    /// Creates a request from its parts.
    public init(
        method: String, target: String, fields: HeaderFields, body: [UInt8] = [], sourceAddress: String? = nil
    ) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
        self.sourceAddress = sourceAddress
    }

    /// Reads a request that an HTTP server has received.
    ///
    /// - Parameters:
    ///   - method: the method, as in `POST`.
    ///   - target: the path and query, not decoded.
    ///   - headers: names and values in the order in which they came.
    ///   - body: the whole body.
    ///   - sourceAddress: the client's IP address as text, or nil.
    /// - Throws: ``HeaderFieldError`` for a header that no HTTP message can carry.
    public init(
        method: String, target: String, headers: [(name: String, value: String)], body: [UInt8] = [],
        sourceAddress: String? = nil
    ) throws(HeaderFieldError) {
        self.init(
            method: method, target: target, fields: try HeaderFields(headers), body: body, sourceAddress: sourceAddress)
    }

    /// The path: the target up to its `?`.
    public var path: String {
        String(decoding: target.utf8.prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    }

    /// Returns the parameters after the target's `?`; they are written like a form.
    ///
    /// - Parameters:
    ///   - byteLimit: the largest number of bytes.
    ///   - fieldLimit: the largest number of parameters.
    /// - Throws: ``FormError``.
    public func query(byteLimit: Int = Form.byteLimit, fieldLimit: Int = Form.fieldLimit) throws(FormError) -> Form {
        let query = target.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst()
        return try Form(parsing: query, byteLimit: byteLimit, fieldLimit: fieldLimit)
    }

    /// True when the body has a media type, in any case and with any parameters.
    ///
    /// - Parameter mediaType: the media type in lower case, as in `application/json`.
    public func isOf(_ mediaType: HeaderValue) -> Bool {
        guard let type = fields.value("content-type") else { return false }
        let essence = type.utf8.prefix { $0 != UInt8(ascii: ";") }.withoutBlanks
        return essence.lazy.map(\.asciiLowercased).elementsEqual(mediaType.text.utf8)
    }

    /// The method and the path; headers, query and body may hold secrets.
    public var description: String { "\(method) \(path)" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
