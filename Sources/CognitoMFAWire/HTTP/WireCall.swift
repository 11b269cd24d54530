import UserPoolModel

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
