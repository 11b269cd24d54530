import AuthFlow
public import UserPoolModel

/// Changes a user's attributes (Cognito's AdminUpdateUserAttributes).
///
/// This is how a lost number is replaced.
public struct AdminUpdateUserAttributesRequest: PoolUserRequest, RedactedValue {
    package static let operation = "AdminUpdateUserAttributes"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// The new values; an empty one deletes.
    public var userAttributes: UserAttributes
    /// For the triggers after the decision; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, username: Username, userAttributes: UserAttributes,
        clientMetadata: [String: String] = [:]
    ) {
        self.userPoolID = userPoolID
        self.username = username
        self.userAttributes = userAttributes
        self.clientMetadata = clientMetadata
    }

    package var triggerMetadata: [String: String] { clientMetadata }

    package func validate(_ members: inout Validation) { members.check(userAttributes) }
}

extension UserPoolAdministration {
    /// Changes attributes.
    ///
    /// Source: API reference, AdminUpdateUserAttributes.
    public func adminUpdateUserAttributes(_ request: AdminUpdateUserAttributesRequest) async throws(CognitoError) {
        try await change(request) { $0.attributesUpdated(request.userAttributes.withPlainFlags, in: $1) }
    }
}
