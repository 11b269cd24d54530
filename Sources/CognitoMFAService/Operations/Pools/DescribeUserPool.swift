import AuthFlow
public import UserPoolModel

/// Asks for a pool's settings (Cognito's DescribeUserPool).
public struct DescribeUserPoolRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID

    /// Puts a request together.
    public init(userPoolID: UserPoolID) { self.userPoolID = userPoolID }
}

extension UserPoolService {
    func describeUserPool(_ request: DescribeUserPoolRequest) async throws(CognitoError) -> UserPoolDescription {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        try validation.finish()
        return UserPoolDescription(try await pool(request.userPoolID))
    }
}
