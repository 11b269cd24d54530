import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Makes a user set a new password (Cognito's AdminResetUserPassword): all sign-ins end, and a code is sent.
public struct AdminResetUserPasswordRequest: PoolUserRequest {
    package static let operation = "AdminResetUserPassword"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// For the triggers after the decision; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, clientMetadata: [String: String] = [:]) {
        (self.userPoolID, self.username, self.clientMetadata) = (userPoolID, username, clientMetadata)
    }

    package var triggerMetadata: [String: String] { clientMetadata }
}

extension UserPoolAdministration {
    /// Makes a user set a new password, with a code that is sent.
    ///
    /// Source: API reference, AdminResetUserPassword.
    public func adminResetUserPassword(_ request: AdminResetUserPasswordRequest) async throws(CognitoError) {
        try await change(request) { $0.resetRequired(in: $1) }
    }
}
