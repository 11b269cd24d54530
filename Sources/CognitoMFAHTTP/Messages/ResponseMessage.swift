/// A response for an HTTP server to send.
public struct ResponseMessage: Sendable, CustomStringConvertible, CustomReflectable {
    /// The HTTP status, as in 200.
    public var status: Int
    /// The headers; the server adds `Content-Length` and `Date`.
    public var fields: HeaderFields
    /// The whole body.
    public var body: [UInt8]

    /// Creates a response from its parts.
    public init(status: Int = 200, fields: HeaderFields = HeaderFields(), body: [UInt8] = []) {
        (self.status, self.fields, self.body) = (status, fields, body)
    }

    /// The status; headers and body may hold secrets.
    public var description: String { "\(status)" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
