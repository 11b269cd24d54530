public import CognitoMFACore
public import UserPoolModel

/// The answer to a challenge.
///
/// Hosts build it; the table between it and the wire's `ChallengeResponses` is here.
@nonexhaustive public enum ChallengeAnswer: Sendable {
    /// The code of a text message.
    case smsMFA(code: OneTimeCode)
    /// The code of an e-mail.
    case emailOTP(code: OneTimeCode)
    /// The code of an authenticator app.
    case softwareTokenMFA(code: OneTimeCode)
    /// The factor chosen.
    case selectMFAType(MFAType)
    /// The authenticator app is associated and verified.
    case mfaSetup
    /// An address to receive codes at, where the pool takes e-mail for a factor.
    case mfaSetupByEmail(String)
    /// The user's own password, and attributes the challenge asked for.
    case newPassword(Password, attributes: UserAttributes = [:])

    /// The challenge that this answers.
    public var challengeName: ChallengeName {
        switch self {
        case .smsMFA: .smsMFA
        case .emailOTP: .emailOTP
        case .softwareTokenMFA: .softwareTokenMFA
        case .selectMFAType: .selectMFAType
        case .mfaSetup, .mfaSetupByEmail: .mfaSetup
        case .newPassword: .newPasswordRequired
        }
    }

    /// The answer as `ChallengeResponses`, without USERNAME.
    public var responses: RequestParameters {
        switch self {
        case .smsMFA(let code): [ChallengeParameter.smsMFACode: code.text]
        case .emailOTP(let code): [ChallengeParameter.emailOTPCode: code.text]
        case .softwareTokenMFA(let code): [ChallengeParameter.softwareTokenMFACode: code.text]
        case .selectMFAType(let factor): [ChallengeParameter.answer: factor.rawValue]
        case .mfaSetup: [:]
        case .mfaSetupByEmail(let address): [ChallengeParameter.email: address]
        case .newPassword(let password, let attributes):
            RequestParameters(
                attributes.reduce(into: [ChallengeParameter.newPassword: password.text]) {
                    $0[ChallengeParameter.userAttributesPrefix + $1.key.rawValue] = $1.value
                })
        }
    }

    /// Reads `ChallengeResponses`.
    ///
    /// - Throws: InvalidParameterException `Missing required parameter <KEY>`; UnsupportedOperationException for a
    ///   challenge that is not offered.
    package init(_ name: ChallengeName, _ responses: RequestParameters) throws(CognitoError) {
        switch name {
        case .smsMFA: self = .smsMFA(code: OneTimeCode(try responses.required(ChallengeParameter.smsMFACode)))
        case .emailOTP: self = .emailOTP(code: OneTimeCode(try responses.required(ChallengeParameter.emailOTPCode)))
        case .softwareTokenMFA:
            self = .softwareTokenMFA(code: OneTimeCode(try responses.required(ChallengeParameter.softwareTokenMFACode)))
        case .selectMFAType:
            self = .selectMFAType(MFAType(answer: try responses.required(ChallengeParameter.answer)))
        case .mfaSetup: self = responses[ChallengeParameter.email].map { .mfaSetupByEmail($0) } ?? .mfaSetup
        case .newPasswordRequired:
            let prefix = ChallengeParameter.userAttributesPrefix
            let attributes = responses.values.filter { $0.key.hasPrefix(prefix) }.map {
                (AttributeName(rawValue: String($0.key.dropFirst(prefix.count))), $0.value)
            }
            self = .newPassword(
                Password(try responses.required(ChallengeParameter.newPassword)),
                attributes: Dictionary(attributes) { $1 })
        default: throw .challengeNotSupported(name)
        }
    }
}
