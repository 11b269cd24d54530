import AuthFlow
import CognitoMFACore
import UserPoolModel

extension UserPoolService {
    /// The record becomes a tombstone in one swap, then the aliases are released: what a crash leaves of them is not
    /// believed.
    func replaceWithTombstone(
        _ location: UserLocation, by principal: Principal?, _ verify: (UserAuthRecord) throws(CognitoError) -> Void
    ) async throws(CognitoError) {
        let randomness = OperationRandomness(random)
        let decision = try await loop(randomness).replaceWithTombstone(
            location.key, as: UserAuthRecord.self,
            decide: { (record) async throws(CognitoError) in
                try verify(record)
                var machine = AuthMachine(record: record)
                switch machine.deleted(
                    by: principal, in: try await poolContext(in: location.pool, randomness: randomness))
                {
                case .failure(let error): return (nil, ChangeAction.refuse(error), [])
                case .success(let tombstone):
                    let (_, action, events) = machine.decided(ChangeAction.done, of: record, in: location.pool)
                    return (tombstone, action, events)
                }
            })
        guard let decision else { throw .userNotFound }
        if case .refuse(let error) = decision.action { throw error }
        let reservations = reservations(of: location.pool)
        for (_, mark) in decision.before.reservations.inOrder { await reservations.release(mark) }
    }
}
