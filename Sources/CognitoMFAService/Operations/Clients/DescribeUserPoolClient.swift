import AuthFlow
public import UserPoolModel

/// Asks for an app client's settings (Cognito's DescribeUserPoolClient).
public struct DescribeUserPoolClientRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The app client.
    public var clientID: AppClientID

    /// Puts a request together.
    public init(userPoolID: UserPoolID, clientID: AppClientID) {
        self.userPoolID = userPoolID
        self.clientID = clientID
    }
}

extension UserPoolService {
    func describeUserPoolClient(_ request: DescribeUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        validation.check(request.clientID.text, .clientID)
        try validation.finish()
        return try await client(request.clientID, of: pool(request.userPoolID).id)
    }
}
