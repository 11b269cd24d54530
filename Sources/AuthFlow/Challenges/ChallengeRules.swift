import CognitoMFACore
import UserPoolModel

/// An answer to one challenge: its form on the wire, and the event that it is.
protocol ChallengeAnswerRules: Sendable {
    /// Cognito's name of the challenge.
    static var challengeName: ChallengeName { get }
    /// True for a challenge that leads to a code: a lock on codes refuses its answer before the session is looked up.
    static var isLockedWithCodes: Bool { get }

    /// Reads `ChallengeResponses`.
    ///
    /// - Throws: InvalidParameterException `Missing required parameter <KEY>`.
    init(_ responses: RequestParameters) throws(CognitoError)

    /// The answer as a client of the library writes it.
    var answer: ChallengeAnswer { get }
    /// The answer as `ChallengeResponses`, without USERNAME.
    var responses: RequestParameters { get }
    /// The password that the answer sets, which is hashed before the event.
    var newPassword: Password? { get }
    /// True if an alias that the answer sets must be the user's alone, or the answer fails.
    var mustReserveAliases: Bool { get }
    /// The code that the answer carries and its key, if it carries one.
    var typedCode: (code: OneTimeCode, key: String)? { get }

    /// Takes the answer as the event it is.
    ///
    /// - Parameter new: the hashes of ``newPassword``.
    func submit(
        _ new: NewPassword?, session: ChallengeSession, to machine: inout AuthMachine, in context: SignInContext
    ) -> SignInAction
}

extension ChallengeAnswerRules {
    static var isLockedWithCodes: Bool { false }
    var newPassword: Password? { nil }
    var mustReserveAliases: Bool { false }
    var typedCode: (code: OneTimeCode, key: String)? { nil }
}

/// The answer to one factor's challenge: its code.
protocol CodeAnswer: ChallengeAnswerRules {
    static var factor: SecondFactor { get }
    /// The key of the code in `ChallengeResponses`.
    static var parameter: String { get }
    var code: OneTimeCode { get }

    init(code: OneTimeCode)
}

extension CodeAnswer {
    static var challengeName: ChallengeName { factor.challengeName }
    static var isLockedWithCodes: Bool { true }
    var responses: RequestParameters { [Self.parameter: code.text] }
    var typedCode: (code: OneTimeCode, key: String)? { (code, Self.parameter) }

    init(_ responses: RequestParameters) throws(CognitoError) {
        self.init(code: OneTimeCode(try responses.required(Self.parameter)))
    }

    func submit(
        _ new: NewPassword?, session: ChallengeSession, to machine: inout AuthMachine, in context: SignInContext
    ) -> SignInAction {
        machine.codeSubmitted(code, of: Self.factor, session: session, in: context)
    }
}

/// The content of a challenge, as the client is told.
protocol ChallengePayload: Sendable {
    /// The session that the answer must carry.
    var session: SessionHandle { get }
    /// The challenge parameters exactly as on the wire.
    var parameters: [String: String] { get }
}

/// A session that was just stored, as its challenge shows it.
struct OpenedSession {
    let handle: SessionHandle
    let user: Shared<UserAuthRecord>
    /// Attributes that the pool asks for and the user has not.
    let missing: [AttributeName]

    var username: Username { user.value.username }
}
