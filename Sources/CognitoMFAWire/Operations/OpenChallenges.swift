import AuthFlow
import CognitoMFAService
import UserPoolModel

// Operations of our own on a sign-in under way: Cognito asks for a new sign-in instead.
extension PublicOperations {
    static let openChallenges: [PublicOperation] = [
        getOpenChallenge, sendNewCode, useAnotherFactor, getPendingSoftwareToken, cancelSetup, endSignIn,
    ]

    static let getOpenChallenge = PublicOperation(
        UserPoolService.getOpenChallenge,
        .added("reads an open challenge again, and changes nothing"),
        reads: {
            GetOpenChallengeRequest(clientID: $0.clientID, session: $0.openSession, clientSecret: $0.clientSecret)
        },
        writes: .openChallenge)

    static let sendNewCode = PublicOperation(
        UserPoolService.sendNewCode,
        .added("sends another code in the same session; three messages a sign-in"),
        reads: {
            SendNewCodeRequest(
                clientID: $0.clientID, session: $0.openSession, clientSecret: $0.clientSecret,
                clientMetadata: $0.clientMetadata)
        },
        writes: .openChallenge)

    static let useAnotherFactor = PublicOperation(
        UserPoolService.useAnotherFactor,
        .added("changes to another factor within a sign-in, five times at most"),
        reads: {
            UseAnotherFactorRequest(
                clientID: $0.clientID, session: $0.openSession,
                factor: $0.text("MfaType").map { MFAType(rawValue: $0) }, clientSecret: $0.clientSecret,
                clientMetadata: $0.clientMetadata)
        },
        writes: .outcome)

    static let getPendingSoftwareToken = PublicOperation(
        UserPoolService.getPendingSoftwareToken,
        .added("reads the secret of a set-up again until it is verified"),
        reads: {
            GetPendingSoftwareTokenRequest(
                clientID: $0.clientID, session: $0.openSession, clientSecret: $0.clientSecret)
        },
        writes: .init(.text("SecretCode") { $0.secretCode }, .text("Session") { $0.session?.text }))

    static let cancelSetup = PublicOperation(
        UserPoolService.cancelSetup,
        .added("cancels a set-up; without a challenge in the answer the sign-in has ended"),
        reads: {
            CancelSetupRequest(clientID: $0.clientID, session: $0.openSession, clientSecret: $0.clientSecret)
        },
        writes: .init(
            .text("ChallengeName") { $0?.challenge?.name.rawValue },
            .text("Session") { $0?.challenge?.session.text },
            .map("ChallengeParameters") { $0?.challenge?.parameters }))

    static let endSignIn = PublicOperation(
        UserPoolService.endSignIn,
        .added("ends a sign-in under way"),
        reads: {
            EndSignInRequest(clientID: $0.clientID, session: $0.openSession, clientSecret: $0.clientSecret)
        })
}

extension RequestMembers {
    /// `Session`, which is required.
    fileprivate var openSession: SessionHandle { SessionHandle(required("Session")) }
    /// `ClientSecret`, which may be absent.
    fileprivate var clientSecret: ClientSecret? { text("ClientSecret").map { ClientSecret($0) } }
}

extension ResponseShape where Value == OpenChallenge {
    fileprivate static var openChallenge: Self {
        Self(
            .text("ChallengeName") { $0.challenge.name.rawValue },
            .text("Session") { $0.challenge.session.text },
            .map("ChallengeParameters") { $0.challenge.parameters },
            .time("ExpiresAt") { $0.expiresAt },
            .structure("SentCode", .sentCode) { $0.code },
            .flag("SettingUp") { $0.isSettingUp ? true : nil },
            .someTexts("OtherMfaTypes") { $0.otherFactors.map(\.rawValue) },
            .time("LockedUntil") { $0.lockedUntil })
    }
}

extension ResponseShape where Value == SentCodeStatus {
    fileprivate static var sentCode: Self {
        Self(
            .time("SentAt") { $0.sentAt },
            .time("ExpiresAt") { $0.expiresAt },
            .time("NextSendAt") { $0.nextSendAt },
            .number("SendsLeft") { $0.sendsLeft })
    }
}
