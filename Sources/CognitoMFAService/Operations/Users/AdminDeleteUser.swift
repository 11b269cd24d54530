import AuthFlow
import CognitoMFACore
public import UserPoolModel

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

extension AdminDeleteUserRequest: PoolUserRequest {
    package static let operation = "AdminDeleteUser"
}

extension UserPoolAdministration {
    /// Deletes a user: nothing personal is left.
    ///
    /// Source: API reference, AdminDeleteUser.
    public func adminDeleteUser(_ request: AdminDeleteUserRequest) async throws(CognitoError) {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: AdminDeleteUserRequest) async throws(CognitoError) {
        let pool = try await pool(request.userPoolID)
        try await withUser(request.username, in: pool) { (location) async throws(CognitoError) in
            try await replaceWithTombstone(location, by: nil) { (record) throws(CognitoError) in
                try location.verify(record)
            }
        }
    }
}
