public import UserPoolModel

extension CognitoError.Code {
    /// The target names no operation of Cognito's or of this endpoint.
    public static let unknownOperation = Self(rawValue: "UnknownOperationException")
    /// The operation is one of Cognito's that this library does not offer.
    public static let operationNotEnabled = Self(rawValue: "OperationNotEnabledException")
    /// The body does not have the form that the operation reads.
    public static let serialization = Self(rawValue: "SerializationException")
    /// The body is too long.
    public static let requestEntityTooLarge = Self(rawValue: "RequestEntityTooLargeException")
    /// An administrator's call is not signed.
    public static let missingAuthenticationToken = Self(rawValue: "MissingAuthenticationTokenException")
    /// A signature lacks a part.
    public static let incompleteSignature = Self(rawValue: "IncompleteSignatureException")
    /// A signature is for another time, region or service.
    public static let invalidSignature = Self(rawValue: "InvalidSignatureException")
    /// The access key is unknown, or the signature was not made with its secret.
    public static let unrecognizedClient = Self(rawValue: "UnrecognizedClientException")
    /// The caller is known, but not authorized to make this call.
    public static let accessDenied = Self(rawValue: "AccessDeniedException")

    /// The HTTP status of an exception: 400 for everything that is the client's fault, as the service answers.
    var httpStatus: Int {
        switch self {
        case .internalError: 500
        case .requestEntityTooLarge: 413
        default: 400
        }
    }
}

// The texts of the wire itself. AWS's own exceptions have the texts of its services. "Ours" marks a text for which
// nothing is published.
extension CognitoError {
    /// Ours: the service sends no text.
    static let unknownOperation = Self(.unknownOperation, "The target names no operation that is offered here.")
    /// Ours: the name comes from the model; the text is not published.
    static func operationNotEnabled(_ operation: String) -> Self {
        Self(.operationNotEnabled, "The operation \(operation) is not enabled.")
    }
    /// Ours.
    static let bodyTooLong = Self(.requestEntityTooLarge, "The request is longer than 1048576 bytes.")
    static let missingAuthenticationToken = Self(.missingAuthenticationToken, "Missing Authentication Token")
    static let unrecognizedClient = Self(.unrecognizedClient, "The security token included in the request is invalid.")

    static func serialization(_ text: Text) -> Self { Self(.serialization, text) }
    static func incompleteSignature(_ text: Text) -> Self { Self(.incompleteSignature, text) }
    static func invalidSignature(_ text: Text) -> Self { Self(.invalidSignature, text) }

    /// Ours: the service's parser also tells where it stopped, which no client needs.
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
