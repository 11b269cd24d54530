import AuthFlow
import UserPoolModel

extension UserPoolService {
    /// Changes a user's record for an administrator, who may name the user by alias or `sub` too, and sends what the
    /// change has to send.
    ///
    /// - Throws: ResourceNotFoundException, UserNotFoundException, or what the event refuses.
    @discardableResult
    func adminChange(
        _ request: some PoolUserRequest,
        hashing: NewPasswordHashing? = nil,
        _ event: (inout AuthMachine, PoolContext) throws(CognitoError) -> ChangeAction
    ) async throws(CognitoError) -> UserAuthRecord {
        let pool = try await pool(request.userPoolID)
        let randomness = OperationRandomness(random)
        return try await withUser(request.username, in: pool) { (location) async throws(CognitoError) in
            let decision = try await change(location, randomness: randomness, hashing: hashing, event)
            try await completeAliases(of: decision, in: pool.id)
            try await finish(decision, of: location)
            return decision.record
        }
    }

    /// Completes the user's aliases that a crash of an earlier change has left half done; the `sub` is no alias.
    func completeAliases<Action>(
        of decision: SwapLoop.Decision<UserAuthRecord, Action>, in pool: UserPoolID
    ) async throws(CognitoError) {
        var record = decision.record
        // The reservations of this change are confirmed already.
        record.reservations = record.reservations.filter {
            $0.key != .sub && decision.before.reservations[$0.key] == $0.value
        }
        try await confirmReservations(of: record, in: pool)
    }

    /// Throws a refusal, and sends the messages of a change.
    ///
    /// - Parameter followsPassword: the user asks with an access token, and so after a right password.
    /// - Returns: the destinations of the messages.
    @discardableResult
    func finish(
        _ decision: SwapLoop.Decision<UserAuthRecord, ChangeAction>, of location: UserLocation,
        followsPassword: Bool = false
    ) async throws(CognitoError) -> [CodeDeliveryDetails] {
        switch decision.action {
        case .done: return []
        case .refuse(let error): throw error
        case .reserveFirst: throw .tooManyRequests
        case .send(let messages):
            return try await sendAll(
                messages, quota: .sendsWithPassword,
                on: { destination in
                    guard followsPassword else { return .anyone }
                    return DestinationQuota(afterPasswordOf: decision.record, at: location, to: destination)
                }, to: recipient(decision.record, in: location.pool), of: location)
        }
    }
}
