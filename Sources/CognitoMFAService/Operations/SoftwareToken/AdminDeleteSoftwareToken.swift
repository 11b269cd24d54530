import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Removes a user's authenticator app (Cognito's AdminDeleteSoftwareToken).
public struct AdminDeleteSoftwareTokenRequest: PoolUserRequest {
    package static let operation = "AdminDeleteSoftwareToken"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username) {
        (self.userPoolID, self.username) = (userPoolID, username)
    }
}

extension UserPoolAdministration {
    /// Removes a user's authenticator app; it succeeds too where the user has none.
    ///
    /// Source: API reference, AdminDeleteSoftwareToken, whose list of exceptions has none for that.
    public func adminDeleteSoftwareToken(_ request: AdminDeleteSoftwareTokenRequest) async throws(CognitoError) {
        try await change(request) { $0.softwareTokenDeleted(by: nil, in: $1) }
    }
}
