import CognitoMFACore
public import UserPoolModel

extension Challenge {
    /// The user's app shows a code.
    public struct SoftwareTokenMFA: Sendable {
        /// The session that the answer must carry.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// The name the user gave the app.
        public let friendlyDeviceName: String?

        init(_ opened: OpenedSession) {
            session = opened.handle
            username = opened.username
            friendlyDeviceName = opened.user.value.softwareToken?.friendlyDeviceName
        }
    }
}

extension Challenge.SoftwareTokenMFA: ChallengePayload {
    var parameters: [String: String] {
        var parameters = [ChallengeParameter.userIDForSRP: username.text]
        parameters[ChallengeParameter.friendlyDeviceName] = friendlyDeviceName
        return parameters
    }
}

/// SOFTWARE_TOKEN_MFA: the code of an authenticator app.
struct SoftwareTokenMFAAnswer: CodeAnswer {
    static let factor = SecondFactor.softwareToken
    static let parameter = ChallengeParameter.softwareTokenMFACode

    let code: OneTimeCode

    var answer: ChallengeAnswer { .softwareTokenMFA(code: code) }
}
