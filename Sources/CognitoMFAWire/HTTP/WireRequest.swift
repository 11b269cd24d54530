import CognitoMFAHTTP
import UserPoolModel

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

    /// Returns all values of a header.
    package func values(_ name: String) -> [String] {
        headers.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
    }

    /// Returns the value of a header that occurs once; nil when it is absent or repeated.
    package func value(_ name: String) -> String? {
        let values = values(name)
        return values.count == 1 ? values[0] : nil
    }

    /// Returns the request with headers that are known to be possible ones.
    ///
    /// A line break in a value would become another header at anyone who signs or forwards the request.
    ///
    /// - Throws: SerializationException for a header that no HTTP request can have.
    func message() throws(CognitoError) -> RequestMessage {
        do throws(HeaderFieldError) {
            return try RequestMessage(
                method: method, target: path, headers: headers, body: body, sourceAddress: sourceAddress)
        } catch {
            throw .serialization("A header has characters that headers cannot have.")
        }
    }
}

/// A request whose headers, method, media type and target have been validated.
///
/// Every endpoint reads these once, here, and hands the result on. The body is not read yet.
struct WireCall: Sendable {
    /// The media type of every request and response.
    static let mediaType: HeaderValue = "application/x-amz-json-1.1"
    /// The prefix of an operation's name in `X-Amz-Target`.
    static let targetPrefix = "AWSCognitoIdentityProviderService."

    /// The operation's name, in Cognito's spelling; it may be one that nobody offers.
    let operation: String
    /// The request as it came, for its signature.
    let request: WireRequest

    /// Reads the head of a request.
    ///
    /// - Throws: SerializationException for headers that no HTTP request can have; RequestEntityTooLargeException;
    ///   UnknownOperationException for another method, media type or target.
    init(_ request: WireRequest) throws(CognitoError) {
        let message = try request.message()
        guard message.body.count <= WireRequest.bodyLimit else { throw .bodyTooLong }
        guard message.method.utf8.elementsEqual("POST".utf8), message.isOf(Self.mediaType),
            let target = message.fields.value("x-amz-target"), target.utf8.starts(with: Self.targetPrefix.utf8)
        else { throw .unknownOperation }
        operation = String(decoding: target.utf8.dropFirst(Self.targetPrefix.utf8.count), as: UTF8.self)
        self.request = request
    }

    /// Reads a request, and returns the refusal as a value: an endpoint answers it like any other.
    static func parse(_ request: WireRequest) -> Result<WireCall, CognitoError> {
        Result { () throws(CognitoError) in try WireCall(request) }
    }

    /// Reads the body as a JSON object.
    ///
    /// - Throws: SerializationException unless it is one.
    func members() throws(CognitoError) -> [JSONMember] {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONReader.read(request.body)
        } catch {
            throw .notJSON(error)
        }
        guard case .object(let members) = value else { throw .serialization("The body is not an object.") }
        return members
    }
}
