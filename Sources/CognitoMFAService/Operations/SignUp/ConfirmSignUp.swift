import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Confirms a sign-up by its code (Cognito's ConfirmSignUp).
public struct ConfirmSignUpRequest: ClientUserRequest {
    package static let operation = "ConfirmSignUp"

    /// The app client.
    public var clientID: AppClientID
    /// The user.
    public var username: Username
    /// The code that was sent.
    public var confirmationCode: OneTimeCode
    /// True if an address or number that is another user's alias becomes this user's.
    public var forceAliasCreation: Bool
    /// Needed if the client has a secret.
    public var secretHash: String?

    /// Puts a request together.
    public init(
        clientID: AppClientID, username: Username, confirmationCode: OneTimeCode, forceAliasCreation: Bool = false,
        secretHash: String? = nil
    ) {
        self.clientID = clientID
        self.username = username
        self.confirmationCode = confirmationCode
        self.forceAliasCreation = forceAliasCreation
        self.secretHash = secretHash
    }

    package func validate(_ members: inout Validation) { members.check(confirmationCode.text, .confirmationCode) }
}

extension UserPoolService {
    /// Confirms a sign-up; what received the code is verified from then on.
    ///
    /// Source: API reference, ConfirmSignUp. Fifteen times an hour.
    public func confirmSignUp(_ request: ConfirmSignUpRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let client = try await publicClient(request)
            let randomness = OperationRandomness(random)
            try await withUserOrDecoy(request.username, through: client) { (location) async throws(CognitoError) in
                let decision = try await change(
                    location, randomness: randomness, policy: request.forceAliasCreation ? .forcing : .failing,
                    absent: .clientUserNotFound
                ) { machine, context in
                    machine.signUpConfirmed(request.confirmationCode, hiding: hidesUnknownUsers(client), in: context)
                }
                try await finish(decision, of: location)
            } nobody: { (_, decoy) async throws(CognitoError) in
                try await refuse(request.confirmationCode, for: .signUp, randomness, on: decoy, through: client)
            }
        }
    }
}
