public import UserPoolModel

/// What a client must answer next.
///
/// Cognito adds to these, so a switch over them needs `@unknown default`; a switch over ``AuthOutcome`` with
/// `case .challenged(let other)` does not.
@nonexhaustive public enum Challenge: Sendable {
    /// The code of a text message.
    case smsMFA(CodeDelivery)
    /// The code of an e-mail.
    case emailOTP(CodeDelivery)
    /// The code of an authenticator app.
    case softwareTokenMFA(SoftwareTokenMFA)
    /// A choice among the user's factors.
    case selectMFAType(SelectMFAType)
    /// Setting up a factor: associate, verify, then answer.
    case mfaSetup(MFASetup)
    /// A password of the user's own.
    case newPasswordRequired(NewPasswordRequired)

    /// A code was sent, by text message or by e-mail.
    public struct CodeDelivery: Sendable {
        /// What the answer must carry.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// Where the code went, masked.
        public let delivery: CodeDeliveryDetails
    }

    /// The user's app shows a code.
    public struct SoftwareTokenMFA: Sendable {
        /// What the answer must carry.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// The name the user gave the app.
        public let friendlyDeviceName: String?
    }

    /// The user has several factors and prefers none.
    public struct SelectMFAType: Sendable {
        /// What the answer must carry.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// The factors to choose from.
        public let choices: [MFAType]
    }

    /// The pool asks for a factor and the user has none.
    public struct MFASetup: Sendable {
        /// What AssociateSoftwareToken must carry; each call answers the next one.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// The factors the pool takes.
        ///
        /// Only ``MFAType/softwareToken`` can be set up here; for SMS a number must be added first.
        public let choices: [MFAType]
    }

    /// The password is a temporary one.
    public struct NewPasswordRequired: Sendable {
        /// What the answer must carry.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// Attributes the answer must bring along.
        public let requiredAttributes: [AttributeName]
        /// What the user's attributes are.
        public let userAttributes: UserAttributes
    }

    /// Cognito's name of the challenge.
    public var name: ChallengeName {
        switch self {
        case .smsMFA: .smsMFA
        case .emailOTP: .emailOTP
        case .softwareTokenMFA: .softwareTokenMFA
        case .selectMFAType: .selectMFAType
        case .mfaSetup: .mfaSetup
        case .newPasswordRequired: .newPasswordRequired
        }
    }

    /// What the answer must carry.
    public var session: SessionHandle {
        switch self {
        case .smsMFA(let challenge), .emailOTP(let challenge): challenge.session
        case .softwareTokenMFA(let challenge): challenge.session
        case .selectMFAType(let challenge): challenge.session
        case .mfaSetup(let challenge): challenge.session
        case .newPasswordRequired(let challenge): challenge.session
        }
    }

    /// The challenge parameters exactly as on the wire.
    public var parameters: [String: String] {
        switch self {
        case .smsMFA(let challenge), .emailOTP(let challenge):
            [
                ChallengeParameter.userIDForSRP: challenge.username.text,
                ChallengeParameter.codeDeliveryMedium: challenge.delivery.deliveryMedium,
                ChallengeParameter.codeDeliveryDestination: challenge.delivery.destination,
            ]
        case .softwareTokenMFA(let challenge):
            [ChallengeParameter.userIDForSRP: challenge.username.text].merging(
                challenge.friendlyDeviceName.map { [ChallengeParameter.friendlyDeviceName: $0] } ?? [:]
            ) { $1 }
        case .selectMFAType(let challenge):
            [
                ChallengeParameter.userIDForSRP: challenge.username.text,
                ChallengeParameter.mfasCanChoose: JSONText.array(challenge.choices.map(\.rawValue)),
            ]
        case .mfaSetup(let challenge):
            [
                ChallengeParameter.userIDForSRP: challenge.username.text,
                ChallengeParameter.mfasCanSetup: JSONText.array(challenge.choices.map(\.rawValue)),
            ]
        case .newPasswordRequired(let challenge):
            [
                ChallengeParameter.userIDForSRP: challenge.username.text,
                ChallengeParameter.requiredAttributes: JSONText.array(
                    challenge.requiredAttributes.map { ChallengeParameter.userAttributesPrefix + $0.rawValue }),
                ChallengeParameter.userAttributes: JSONText.object(
                    challenge.userAttributes.map { ($0.key.rawValue, $0.value) }),
            ]
        }
    }

    /// The challenge of a session that was stored.
    ///
    /// - Parameter missing: attributes that the pool asks for and the user has not.
    package init(
        _ session: ChallengeSession, of user: Shared<UserAuthRecord>, handle: SessionHandle,
        missing: [AttributeName] = []
    ) {
        switch session.state {
        case .replacingPassword:
            self = .newPasswordRequired(
                .init(
                    session: handle, username: user.value.username, requiredAttributes: missing,
                    userAttributes: user.value.attributes.filter { $0.key != .sub }))
        case .selectingMFAType(let choices):
            self = .selectMFAType(.init(session: handle, username: user.value.username, choices: choices))
        case .awaitingFactor(.sentCode(let code)):
            let sent = CodeDelivery(
                session: handle, username: user.value.username, delivery: CodeDeliveryDetails(code.destination))
            switch code.destination {
            case .phone: self = .smsMFA(sent)
            case .email: self = .emailOTP(sent)
            }
        case .awaitingFactor(.softwareToken):
            self = .softwareTokenMFA(
                .init(
                    session: handle, username: user.value.username,
                    friendlyDeviceName: user.value.softwareToken?.friendlyDeviceName))
        case .settingUpMFA(let choices, _):
            self = .mfaSetup(.init(session: handle, username: user.value.username, choices: choices))
        case .mfaSetUp:
            self = .mfaSetup(.init(session: handle, username: user.value.username, choices: [.softwareToken]))
        }
    }
}
