import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Confirms a sign-up without a code (Cognito's AdminConfirmSignUp).
public struct AdminConfirmSignUpRequest: PoolUserRequest {
    package static let operation = "AdminConfirmSignUp"

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
    /// Confirms a sign-up without a code.
    ///
    /// Source: API reference, AdminConfirmSignUp.
    public func adminConfirmSignUp(_ request: AdminConfirmSignUpRequest) async throws(CognitoError) {
        try await change(request) { $0.signUpConfirmedByAdministrator(in: $1) }
    }
}
