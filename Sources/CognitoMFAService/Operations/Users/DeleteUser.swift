import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Deletes the user behind an access token (Cognito's DeleteUser).
public struct DeleteUserRequest: Sendable {
    /// The user's access token.
    public var accessToken: AccessToken

    /// Puts a request together.
    public init(accessToken: AccessToken) { self.accessToken = accessToken }
}

/// Deletes any user (Cognito's AdminDeleteUser).
public struct AdminDeleteUserRequest: Sendable {
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
    /// Deletes the user: nothing personal is left, and every token ends.
    ///
    /// Source: API reference, DeleteUser.
    public func deleteUser(_ request: DeleteUserRequest) async throws(CognitoError) {
        try await audited("DeleteUser") { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(_ request: DeleteUserRequest) async throws(CognitoError) {
        let authorized = try await authorize(request.accessToken)
        try await replaceWithTombstone(authorized.location, by: authorized.principal) { (record) throws(CognitoError) in
            try authorized.verify(record)
        }
    }

    func adminDeleteUser(_ request: AdminDeleteUserRequest) async throws(CognitoError) {
        try validate(request.username, in: request.userPoolID)
        let pool = try await pool(request.userPoolID)
        try await withUser(request.username, in: pool) { (location) async throws(CognitoError) in
            try await replaceWithTombstone(location, by: nil) { (record) throws(CognitoError) in
                try location.verify(record)
            }
        }
    }

    /// The record becomes a tombstone in one swap, then the aliases are released: what a crash leaves of them is not
    /// believed.
    private func replaceWithTombstone(
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
