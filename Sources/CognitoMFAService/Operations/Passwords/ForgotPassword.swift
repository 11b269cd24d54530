import AuthFlow
public import UserPoolModel

/// Asks for a code to set a new password with (Cognito's ForgotPassword).
public struct ForgotPasswordRequest: ClientUserRequest {
    package static let operation = "ForgotPassword"

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
    /// Sends a code to the user's verified address or number, never to the one that receives the second factor's codes,
    /// and does not wait for it.
    ///
    /// Source: API reference, ForgotPassword; developer guide, account recovery. Five times an hour.
    public func forgotPassword(
        _ request: ForgotPasswordRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        try await audited(request) { (request) async throws(CognitoError) in
            let client = try await publicClient(request)
            try await authorizeSelfService(client)
            let randomness = OperationRandomness(random)
            return try await withUserOrDecoy(request.username, through: client) {
                (location) async throws(CognitoError) in
                let decision = try await change(location, randomness: randomness, absent: .clientUserNotFound) {
                    machine, context in
                    machine.recoveryAsked(hiding: hidesUnknownUsers(client), in: context)
                }
                return try await finishSilently(
                    decision, of: location, as: request.username, .recovery, through: client)
            } nobody: { (_, decoy) async throws(CognitoError) in
                try await simulate(randomness, request.username, on: decoy, .recovery, through: client)
            }
        }
    }
}
