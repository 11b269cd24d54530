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

    /// Performs an event on a name that nobody has, on the stand-in of its decoy.
    ///
    /// - Throws: UserNotFoundException where unknown users are not hidden.
    private func onStandIn(
        _ randomness: OperationRandomness, of key: RecordKey, through client: AppClient,
        _ event: (inout DecoyRecord, PoolContext) -> ChangeAction
    ) async throws(CognitoError) -> SwapLoop.Decision<DecoyRecord, ChangeAction> {
        guard hidesUnknownUsers(client) else { throw .clientUserNotFound }
        return try await onDecoy(key, randomness: randomness) { (decoy) async throws(CognitoError) in
            event(&decoy, try await poolContext(in: client.userPoolID, randomness: randomness))
        }
    }

    /// Refuses the code of a name that nobody has; hidden, it counts on the decoy.
    func refuse(
        _ code: OneTimeCode, for purpose: CodePurpose, _ randomness: OperationRandomness, on key: RecordKey,
        through client: AppClient
    ) async throws(CognitoError) {
        let decision = try await onStandIn(randomness, of: key, through: client) { $0.answer(purpose, code, in: $1) }
        guard case .refuse(let error) = decision.action else { throw .verificationCodeMismatch }
        throw error
    }

    /// Answers as if a code had been sent to a name that nobody has.
    func simulate(
        _ randomness: OperationRandomness, _ username: Username, on key: RecordKey, _ purpose: CodePurpose,
        through client: AppClient
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        let decision = try await onStandIn(randomness, of: key, through: client) { $0.ask(purpose, in: $1) }
        let details = try await finishSilently(
            decision.action, as: username, purpose, through: client, simulating: true
        ) { message in
            sendSilently(
                message, on: .nobody(decoy: key), to: recipient(decision.record.standIn, in: client.userPoolID))
        }
        AuditedCall.current?.note(hiding: .clientUserNotFound)
        return details
    }

    /// Sends what a public operation has to send to a user without waiting for it.
    func finishSilently(
        _ decision: SwapLoop.Decision<UserAuthRecord, ChangeAction>, of location: UserLocation,
        as username: Username, _ purpose: CodePurpose, through client: AppClient
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        let hides = hidesUnknownUsers(client)
        return try await finishSilently(
            decision.action, as: username, purpose, through: client, simulating: profile.simulatesDeliveries
        ) { message in
            sendSilently(
                message, to: recipient(decision.record, in: location.pool), takingBackOf: hides ? nil : location)
        }
    }

    /// Hands messages to `send`, and answers; where unknown users are hidden, whatever tells of a user's state is answered
    /// as if a code had been sent.
    ///
    /// - Parameter isSimulating: true if a message is answered with a simulated delivery, where unknown users are hidden.
    private func finishSilently(
        _ action: ChangeAction, as username: Username, _ purpose: CodePurpose, through client: AppClient,
        simulating isSimulating: Bool, send: (MessageRequest) -> Void
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        let decoy = hidesUnknownUsers(client) ? DecoyDelivery(in: try await pool(client.userPoolID), keys: keys) : nil
        if case .send(let messages) = action { for message in messages { send(message) } }
        // Made for a user too, whose answer does not need it: the reading and the digest are the same for every name.
        let simulated = decoy?.details(for: username, purpose)
        switch action {
        case .send(let messages):
            guard let first = messages.first else { throw .noRecoveryChannel }
            let details = CodeDeliveryDetails(first.destination)
            return isSimulating ? simulated ?? details : details
        case .refuse(let error):
            guard let simulated, error.code != .limitExceeded, error.code != .internalError else { throw error }
            AuditedCall.current?.note(hiding: error)
            return simulated
        case .done, .reserveFirst: throw .tooManyRequests
        }
    }
}

extension AppClient {
    /// Verifies the SECRET_HASH of a call, in constant time.
    ///
    /// Source: developer guide, computing secret hash values.
    func verifySecretHash(_ hash: String?, of username: String?) throws(CognitoError) {
        guard secret != nil else {
            if hash != nil { throw .secretHashWrong(id) }
            return
        }
        guard let hash else { throw .secretHashMissing(id) }
        guard accepts(secretHash: hash, of: [username ?? ""]) else { throw .secretHashWrong(id) }
    }

    /// Returns true if a SECRET_HASH fits one of the names; a client without a secret takes none.
    func accepts(secretHash hash: String?, of names: [String]) -> Bool {
        guard !secrets.isEmpty else { return hash == nil }
        return names.reduce(false) { found, name in
            secrets.reduce(found) { found, secret in
                let expected = secret.value.hash(username: Username(name), client: id)
                return ConstantTime.areEqual((hash ?? "").utf8, expected.utf8) || found
            }
        }
    }
}
