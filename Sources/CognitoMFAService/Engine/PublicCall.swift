import AuthFlow
import CognitoMFACore
import UserPoolModel

// Public calls on a user by name.
extension UserPoolService {
    /// Verifies what every public operation on a named user has, and answers its client.
    func publicClient<Request: ClientUserRequest>(_ request: Request) async throws(CognitoError) -> AppClient {
        let client = try await client(request.clientID)
        try client.verifySecretHash(request.secretHash, of: request.username.text)
        try await admit(Request.operation, request.username, through: client.id)
        return client
    }

    /// - Throws: NotAuthorizedException where administrators alone bring users back.
    func authorizeSelfService(_ client: AppClient) async throws(CognitoError) {
        guard try await pool(client.userPoolID).accountRecovery != [.adminOnly] else { throw .contactAdministrator }
    }

    /// Refuses an operation on a name that nobody has; hidden, it counts on the decoy.
    func refuse(
        _ randomness: OperationRandomness, on key: RecordKey, through client: AppClient,
        _ verify: (inout DecoyRecord, PoolContext) -> CognitoError
    ) async throws(CognitoError) {
        guard hidesUnknownUsers(client) else { throw .clientUserNotFound }
        let action = try await onDecoy(key, randomness: randomness) { (decoy) async throws(CognitoError) in
            let context = try await poolContext(in: client.userPoolID, randomness: randomness)
            return ChangeAction.refuse(verify(&decoy, context))
        }
        if case .refuse(let error) = action { throw error }
    }

    /// Answers as if a code had been sent to a name that nobody has.
    func simulate(
        _ randomness: OperationRandomness, _ username: Username, on key: RecordKey, _ purpose: CodePurpose,
        limit: HourlyUses.Operation, through client: AppClient
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        guard hidesUnknownUsers(client) else { throw .clientUserNotFound }
        let action = try await onDecoy(key, randomness: randomness) { (decoy) async throws(CognitoError) in
            let context = try await poolContext(in: client.userPoolID, randomness: randomness)
            return decoy.ask(purpose, limit: limit, in: context)
        }
        if case .refuse(let error) = action { throw error }
        if case .send(let messages) = action { wordForNobody(messages, in: client.userPoolID) }
        AuditedCall.current?.note(hiding: .clientUserNotFound)
        return DecoyDelivery(in: try await pool(client.userPoolID), keys: keys).details(for: username, purpose)
    }

    /// Words messages in a task, as those to a user are, and hands them to nobody.
    private func wordForNobody(_ messages: [MessageRequest], in pool: UserPoolID) {
        for message in messages {
            background.start { withExtendedLifetime(OutgoingMessage(message, for: pool)) {} }
        }
    }

    /// Sends what a public operation has to send without waiting for it; where unknown users are hidden, whatever tells
    /// of a user's state is answered as if a code had been sent, and in `strict` everything is.
    func finishSilently(
        _ decision: SwapLoop.Decision<UserAuthRecord, ChangeAction>, of location: UserLocation,
        as username: Username, _ purpose: CodePurpose, through client: AppClient
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        let hides = hidesUnknownUsers(client)
        // Read for a user too, whose answer does not need it: the calls are equal.
        let decoy = hides ? DecoyDelivery(in: try await pool(client.userPoolID), keys: keys) : nil
        switch decision.action {
        case .send(let messages):
            for message in messages {
                sendSilently(
                    message, quota: hides ? nil : .sendsWithoutPassword,
                    to: recipient(decision.record, in: location.pool), of: location)
            }
            guard let first = messages.first else { throw .noRecoveryChannel }
            if profile.simulatesDeliveries, let decoy { return decoy.details(for: username, purpose) }
            return CodeDeliveryDetails(first.destination)
        case .refuse(let error):
            guard let decoy, error.code != .limitExceeded, error.code != .internalError else { throw error }
            AuditedCall.current?.note(hiding: error)
            return decoy.details(for: username, purpose)
        case .done, .reserveFirst: throw .tooManyRequests
        }
    }
}
