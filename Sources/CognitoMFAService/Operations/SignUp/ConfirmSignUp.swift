import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Confirms a sign-up by its code (Cognito's ConfirmSignUp).
public struct ConfirmSignUpRequest: Sendable {
    /// The app client.
    public var clientID: AppClientID
    /// The user.
    public var username: Username
    /// The code that was sent.
    public var confirmationCode: OneTimeCode
    /// Whether an address or number that is another user's alias becomes this user's.
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
}

/// Sends a sign-up's code again (Cognito's ResendConfirmationCode).
public struct ResendConfirmationCodeRequest: Sendable {
    /// The app client.
    public var clientID: AppClientID
    /// The user.
    public var username: Username
    /// Needed if the client has a secret.
    public var secretHash: String?

    /// Puts a request together.
    public init(clientID: AppClientID, username: Username, secretHash: String? = nil) {
        self.clientID = clientID
        self.username = username
        self.secretHash = secretHash
    }
}

/// Confirms a sign-up without a code (Cognito's AdminConfirmSignUp).
public struct AdminConfirmSignUpRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username) {
        self.userPoolID = userPoolID
        self.username = username
    }
}

extension UserPoolService {
    /// Confirms a sign-up; what received the code is verified from then on.
    ///
    /// Source: API reference, ConfirmSignUp. Fifteen times an hour.
    public func confirmSignUp(_ request: ConfirmSignUpRequest) async throws(CognitoError) {
        try await audited(
            "ConfirmSignUp", through: request.clientID, naming: request.username.text
        ) { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(_ request: ConfirmSignUpRequest) async throws(CognitoError) {
        let client = try await publicClient(
            "ConfirmSignUp", request.clientID, request.username, request.secretHash
        ) { $0.check(request.confirmationCode.text, .confirmationCode) }
        let randomness = OperationRandomness(random)
        try await withUserOrDecoy(request.username, through: client) { (location) async throws(CognitoError) in
            let decision = try await change(
                location, randomness: randomness, policy: request.forceAliasCreation ? .forcing : .failing,
                absent: .clientUserNotFound
            ) { machine, context in
                machine.signUpConfirmed(
                    request.confirmationCode, hiding: hidesUnknownUsers(client), in: context)
            }
            try await finish(decision, of: location)
        } nobody: { (_, decoy) async throws(CognitoError) in
            try await refuse(randomness, on: decoy, through: client) { decoy, context in
                decoy.answer(.signUp, limit: .confirmSignUp, in: context)
            }
        }
    }

    /// Sends a sign-up's code again, and does not wait for it.
    ///
    /// Source: API reference, ResendConfirmationCode. Five times an hour.
    public func resendConfirmationCode(
        _ request: ResendConfirmationCodeRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        try await audited(
            "ResendConfirmationCode", through: request.clientID, naming: request.username.text
        ) { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(
        _ request: ResendConfirmationCodeRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        let client = try await publicClient(
            "ResendConfirmationCode", request.clientID, request.username, request.secretHash)
        let randomness = OperationRandomness(random)
        return try await withUserOrDecoy(request.username, through: client) {
            (location) async throws(CognitoError) in
            let decision = try await change(location, randomness: randomness, absent: .clientUserNotFound) {
                machine, context in
                machine.signUpCodeAsked(hiding: hidesUnknownUsers(client), in: context)
            }
            return try await finishSilently(decision, of: location, as: request.username, .signUp, through: client)
        } nobody: { (_, decoy) async throws(CognitoError) in
            try await simulate(
                randomness, request.username, on: decoy, .signUp, limit: .resendConfirmationCode, through: client)
        }
    }

    func adminConfirmSignUp(_ request: AdminConfirmSignUpRequest) async throws(CognitoError) {
        try await adminChange(request.username, in: request.userPoolID) { machine, context in
            machine.signUpConfirmedByAdministrator(in: context)
        }
    }
}
