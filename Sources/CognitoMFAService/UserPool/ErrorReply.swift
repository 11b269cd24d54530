import CognitoMFACore
public import UserPoolModel

/// An error, as JSON for the server's own client, with the HTTP status that fits it.
public struct ErrorReply: Sendable, Hashable, Codable {
    /// The next step for the client, as in `CognitoError.Advice`.
    public enum Advice: String, Sendable, Hashable, Codable, CaseIterable {
        /// Ask for another code and answer the same session.
        case anotherCode
        /// Ask the user to type the code again, and answer the same session.
        case correctCode
        /// Start a new sign-in.
        case newSignIn
        /// Wait until `retryAt`, then repeat the call.
        case wait
        /// Repeat the same call.
        case repeatCall
        /// Change the call.
        case changeCall
    }

    /// The exception's name, as in `NotAuthorizedException`.
    public var code: String
    /// The text.
    public var message: String
    /// The next step for the client.
    public var advice: Advice
    /// The tries that are left for a code.
    public var attemptsLeft: Int?
    /// True if the code fits another time: the clock of the user's phone is off.
    public var isClockOff: Bool?
    /// The end of the wait, in seconds since 1970.
    public var retryAt: Int64?

    /// Creates the reply to an error.
    public init(_ error: CognitoError) {
        code = error.code.rawValue
        message = error.message
        switch error.advice {
        case .anotherCode(let left, let isOff): (advice, attemptsLeft, isClockOff) = (.anotherCode, left, isOff)
        case .correctCode: advice = .correctCode
        case .newSignIn: advice = .newSignIn
        case .waitUntil(let end): (advice, retryAt) = (.wait, end.seconds)
        case .repeatCall: advice = .repeatCall
        case .changeCall: advice = .changeCall
        }
    }

    /// The HTTP status that fits: 400, 401, 404, 429, 500 or 503.
    ///
    /// It is not part of the JSON.
    public var status: Int {
        switch CognitoError.Code(rawValue: code) {
        case .internalError: return 500
        case .userNotFound, .resourceNotFound: return 404
        case .limitExceeded: return 429
        default: break
        }
        switch advice {
        case .anotherCode, .newSignIn: return 401
        case .wait: return 429
        case .repeatCall: return 503
        case .correctCode: return 400
        case .changeCall: return code == CognitoError.Code.notAuthorized.rawValue ? 401 : 400
        }
    }
}
