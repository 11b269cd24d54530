public import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Reads an open challenge again.
///
/// Ours: a page may be loaded twice, and Cognito tells of a challenge only once.
public struct GetOpenChallengeRequest: OpenSessionRequest {
    package static let operation = "GetOpenChallenge"

    /// The app client.
    public var clientID: AppClientID
    /// The session of the challenge.
    public var session: SessionHandle
    /// The client's secret, if it has one.
    public var clientSecret: ClientSecret?

    /// Puts a request together.
    public init(clientID: AppClientID, session: SessionHandle, clientSecret: ClientSecret? = nil) {
        (self.clientID, self.session, self.clientSecret) = (clientID, session, clientSecret)
    }
}

/// An open challenge, and what a page tells of it.
public struct OpenChallenge: Sendable {
    /// The challenge; its session is the one asked with.
    public let challenge: Challenge
    /// The end of the session: at most 15 minutes after the first factor.
    public let expiresAt: UnixTime
    /// The state of the code that was sent; nil for a challenge without one.
    public let code: SentCodeStatus?
    /// True while a code is on its way to a number or an address that is being set up: another one may be entered, with
    /// the answer of MFA_SETUP in this session.
    public let isSettingUp: Bool
    /// The open factors that ``UserPool/useAnotherFactor(_:_:clientMetadata:)`` changes to.
    public let otherFactors: [MFAType]
    /// The end of the lock that refuses every code now; nil outside one.
    public let lockedUntil: UnixTime?
    /// The factors of SELECT_MFA_TYPE, with what a user knows them by; empty for another challenge.
    package let choices: [FactorChoice]
    /// The changes to another factor that this sign-in still has: 0-5.
    package let switchesLeft: Int

    init(
        _ challenge: Challenge, _ session: ChallengeSession, _ status: ChallengeStatus, of user: UserAuthRecord
    ) {
        self.challenge = challenge
        switchesLeft = max(0, SignInUses.mostSwitches - session.uses.switches)
        if case .selectMFAType(let selection) = challenge {
            choices = selection.choices.map { FactorChoice($0, of: user) }
        } else {
            choices = []
        }
        expiresAt = session.expiresAt
        code = status.code
        isSettingUp = status.isSettingUp
        otherFactors = status.otherFactors
        lockedUntil = status.lockedUntil
    }
}

/// A factor to choose, for a page.
package struct FactorChoice: Sendable, Hashable {
    /// The factor.
    package let type: MFAType
    /// The masked number or address, or the name that the user gave the app; nil for an app without one.
    package let detail: String?

    init(_ type: MFAType, of user: UserAuthRecord) {
        self.type = type
        detail =
            switch type {
            case .sms: user.attributes[.phoneNumber].flatMap { try? PhoneNumber($0) }?.masked
            case .email: user.attributes[.email].flatMap { try? EmailAddress($0) }?.masked
            default: user.softwareToken?.friendlyDeviceName
            }
    }
}

extension UserPoolService {
    /// Returns the challenge that a session waits in; reading it sends, counts and spends nothing.
    ///
    /// - Throws: NotAuthorizedException for a session that is unknown, spent, expired or another client's.
    public func getOpenChallenge(_ request: GetOpenChallengeRequest) async throws(CognitoError) -> OpenChallenge {
        try await audited(request) { (request) async throws(CognitoError) in
            try await openChallenge(try await opened(request))
        }
    }

    /// Reads the challenge of an open session.
    func openChallenge(_ call: OpenSessionCall) async throws(CognitoError) -> OpenChallenge {
        let (_, record, session) = try await read(call) { _, session, _ in session }
        return try await openChallenge(call, session, of: record)
    }

    /// The challenge of a session, in a record that was read or stored.
    func openChallenge(
        _ call: OpenSessionCall, _ session: ChallengeSession, of user: Shared<UserAuthRecord>
    ) async throws(CognitoError) -> OpenChallenge {
        let context = try await signInContext(of: call.app, randomness: call.randomness)
        let status = AuthMachine(record: user.value).status(of: session, in: context)
        return OpenChallenge(
            try await challenge(session, of: user, at: call.location, through: call.app), session, status,
            of: user.value)
    }
}
