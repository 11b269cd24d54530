import AuthFlow
public import UserPoolModel

/// Sends a sign-up's code again (Cognito's ResendConfirmationCode).
public struct ResendConfirmationCodeRequest: ClientUserRequest {
    package static let operation = "ResendConfirmationCode"

    /// The app client.
    public var clientID: AppClientID
    /// The user.
    public var username: Username
    /// Needed if the client has a secret.
    public var secretHash: String?
    /// For the triggers after the decision; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(
        clientID: AppClientID, username: Username, secretHash: String? = nil, clientMetadata: [String: String] = [:]
    ) {
        self.clientID = clientID
        self.username = username
        self.secretHash = secretHash
        self.clientMetadata = clientMetadata
    }

    package var triggerMetadata: [String: String] { clientMetadata }
}

extension UserPoolService {
    /// Sends a sign-up's code again, and does not wait for it.
    ///
    /// Source: API reference, ResendConfirmationCode. Five times an hour.
    public func resendConfirmationCode(
        _ request: ResendConfirmationCodeRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        try await audited(request) { (request) async throws(CognitoError) in
            let client = try await publicClient(request)
            let randomness = OperationRandomness(random)
            return try await withUserOrDecoy(request.username, through: client) {
                (location) async throws(CognitoError) in
                let decision = try await change(location, randomness: randomness, absent: .clientUserNotFound) {
                    machine, context in
                    machine.signUpCodeAsked(hiding: hidesUnknownUsers(client), in: context)
                }
                return try await finishSilently(decision, of: location, as: request.username, .signUp, through: client)
            } nobody: { (_, decoy) async throws(CognitoError) in
                try await simulate(randomness, request.username, on: decoy, .signUp, through: client)
            }
        }
    }
}
