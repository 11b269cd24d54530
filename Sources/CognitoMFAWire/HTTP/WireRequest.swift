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

extension UInt8 {
    /// The byte in lower case if it is a letter of ASCII, else the byte itself.
    var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }

    /// True for a letter or digit of ASCII.
    var isASCIIAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }

    /// True for a byte that a header's name may have: a token of RFC 9110, 5.6.2.
    var isHeaderNameByte: Bool { isASCIIAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(self) }
}

/// A request whose headers, method, media type and target have been validated.
///
/// Every endpoint reads these once, here, and hands the result on. The body is not read yet.
struct WireCall: Sendable {
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
        guard request.hasPlainHeaders else { throw .serialization("A header has characters that headers cannot have.") }
        guard request.body.count <= WireRequest.bodyLimit else { throw .bodyTooLong }
        guard request.method.utf8.elementsEqual("POST".utf8), let type = request.value("content-type"),
            Self.isAmazonJSON(type), let target = request.value("x-amz-target"),
            target.utf8.starts(with: Self.targetPrefix.utf8)
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

    /// True for `application/x-amz-json-1.1` in any case and with any parameters.
    private static func isAmazonJSON(_ type: String) -> Bool {
        let essence = type.utf8.prefix { $0 != UInt8(ascii: ";") }
        let trimmed = essence.split { $0 == 0x20 || $0 == 0x09 }
        return trimmed.count == 1
            && trimmed[0].lazy.map(\.asciiLowercased).elementsEqual(WireRequest.contentType.utf8)
    }
}
