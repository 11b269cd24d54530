import AuthFlow
public import UserPoolModel

/// Changes a user's attributes (Cognito's AdminUpdateUserAttributes).
///
/// This is how a lost number is replaced.
public struct AdminUpdateUserAttributesRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// The new values; an empty one deletes.
    public var userAttributes: UserAttributes

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, userAttributes: UserAttributes) {
        self.userPoolID = userPoolID
        self.username = username
        self.userAttributes = userAttributes
    }
}

extension UserPoolService {
    func adminUpdateUserAttributes(_ request: AdminUpdateUserAttributesRequest) async throws(CognitoError) {
        try validate(request.username, in: request.userPoolID) { $0.check(request.userAttributes) }
        try await adminChange(request.username, in: request.userPoolID) { machine, context in
            machine.attributesUpdated(request.userAttributes, in: context)
        }
    }
}
