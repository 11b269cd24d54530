public import UserPoolModel

/// What the host's server sends back.
public struct WireResponse: Sendable {
    /// The HTTP status: 200, 400, 413 or 500.
    public let status: Int
    /// The headers; the host adds Content-Length.
    public let headers: [(name: String, value: String)]
    /// JSON.
    public let body: [UInt8]
    /// The error that was answered, with the host's own beneath it, for a log; nil for success.
    public let error: CognitoError?

    init(_ value: JSONValue, requestID: String) {
        status = 200
        headers = Self.headers(requestID)
        body = value.bytes
        error = nil
    }

    init(_ error: CognitoError, requestID: String) {
        let (name, message) = (error.code.rawValue, Self.bounded(error.message))
        status = error.code.httpStatus
        headers =
            Self.headers(requestID) + [
                ("x-amzn-ErrorType", name + ":"), ("x-amzn-ErrorMessage", Self.headerText(message)),
            ]
        body = JSONValue.object([JSONMember("__type", .text(name)), JSONMember("message", .text(message))]).bytes
        self.error = error
    }

    /// The text, but no longer than 16 KiB: a text may repeat what a client sent, several times.
    private static func bounded(_ text: String) -> String {
        text.utf8.count <= 16_384 ? text : String(decoding: text.utf8.prefix(16_384), as: UTF8.self)
    }

    private static func headers(_ requestID: String) -> [(name: String, value: String)] {
        [("Content-Type", CognitoEndpoint.contentType), ("x-amzn-RequestId", requestID)]
    }

    /// The text as one header can carry it: a message may repeat what a client sent.
    private static func headerText(_ text: String) -> String {
        String(
            decoding: text.utf8.prefix(512).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}

extension CognitoError.Code {
    /// The target names no operation, or none of this endpoint.
    public static let unknownOperation = Self(rawValue: "UnknownOperationException")
    /// The body is not what the operation takes.
    public static let serialization = Self(rawValue: "SerializationException")
    /// The body is too long.
    public static let requestEntityTooLarge = Self(rawValue: "RequestEntityTooLargeException")
    /// An administrator's call is not signed.
    public static let missingAuthenticationToken = Self(rawValue: "MissingAuthenticationTokenException")
    /// A signature lacks a part.
    public static let incompleteSignature = Self(rawValue: "IncompleteSignatureException")
    /// A signature is for another time, region or service.
    public static let invalidSignature = Self(rawValue: "InvalidSignatureException")
    /// The access key is unknown, or the signature is not its.
    public static let unrecognizedClient = Self(rawValue: "UnrecognizedClientException")
    /// The caller is known and may not do this.
    public static let accessDenied = Self(rawValue: "AccessDeniedException")

    /// The HTTP status of an exception: the service answers 400 for all that is the client's fault.
    var httpStatus: Int {
        switch self {
        case .internalError: 500
        case .requestEntityTooLarge: 413
        default: 400
        }
    }
}

// The texts of the endpoint itself: for AWS's own exceptions as its services answer them, "ours" where none is published.
extension CognitoError {
    /// Ours; the service sends no text.
    static let unknownOperation = Self(.unknownOperation, "The target names no operation that is offered here.")
    /// Ours.
    static let bodyTooLong = Self(.requestEntityTooLarge, "The request is longer than 1048576 bytes.")
    static let missingAuthenticationToken = Self(.missingAuthenticationToken, "Missing Authentication Token")
    static let unrecognizedClient = Self(
        .unrecognizedClient, "The security token included in the request is invalid.")

    static func serialization(_ text: Text) -> Self { Self(.serialization, text) }
    static func incompleteSignature(_ text: Text) -> Self { Self(.incompleteSignature, text) }
    static func invalidSignature(_ text: Text) -> Self { Self(.invalidSignature, text) }

    /// Ours; the service's parser tells where it stopped, which nobody needs.
    static func notJSON(_ error: JSONError) -> Self {
        switch error {
        case .malformed: serialization("The body is not JSON.")
        case .notUTF8: serialization("The body is not UTF-8.")
        case .loneSurrogate: serialization("The body has half of a surrogate pair.")
        case .nameTwice: serialization("The body has a member twice.")
        case .tooDeep: serialization("The body is nested too deeply.")
        }
    }
}
