import CognitoMFACore
import UserPoolModel

extension UserPoolService {
    /// Judges the two members that every operation of an administrator on a user has.
    func validate(_ username: Username, in pool: UserPoolID, _ more: (inout Validation) -> Void = { _ in })
        throws(CognitoError)
    {
        var validation = Validation()
        validation.check(pool.text, .userPoolID)
        validation.check(username.text, .username)
        more(&validation)
        try validation.finish()
    }

    /// Changes a user's record for an administrator.
    ///
    /// - Throws: ResourceNotFoundException, UserNotFoundException, or what the event refuses.
    func adminChange(
        _ username: Username, in poolID: UserPoolID,
        _ event: (inout AuthMachine, PoolRecord, UnixTime) -> ChangeAction
    ) async throws(CognitoError) {
        try validate(username, in: poolID)
        let key = RecordKey.user(poolID, try await pool(poolID).canonical(username))
        let action = try await loop(Draw(random)).run(
            key, as: UserAuthRecord.self,
            absent: { () async throws(CognitoError) -> Never in throw .userNotFound },
            decide: { (record) async throws(CognitoError) in
                var machine = AuthMachine(record: record)
                let action = event(&machine, try await pool(poolID), time.now())
                return (machine.record, action)
            }
        ).action
        try action.finish()
    }
}
