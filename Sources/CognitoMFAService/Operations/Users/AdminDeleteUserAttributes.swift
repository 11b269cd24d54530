import AuthFlow
public import UserPoolModel

/// Deletes a user's attributes (Cognito's AdminDeleteUserAttributes).
public struct AdminDeleteUserAttributesRequest: PoolUserRequest {
    package static let operation = "AdminDeleteUserAttributes"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// The attributes to delete.
    public var userAttributeNames: [AttributeName]

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, userAttributeNames: [AttributeName]) {
        (self.userPoolID, self.username, self.userAttributeNames) = (userPoolID, username, userAttributeNames)
    }

    package func validate(_ members: inout Validation) {
        for name in userAttributeNames { members.check(name.rawValue, .attributeToDelete) }
    }
}

extension UserPoolAdministration {
    /// Deletes attributes.
    ///
    /// Source: API reference, AdminDeleteUserAttributes.
    public func adminDeleteUserAttributes(_ request: AdminDeleteUserAttributesRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            let deletion = UserAttributes(deleting: request.userAttributeNames)
            try await service.adminChange(request) { $0.attributesUpdated(deletion, in: $1) }
        }
    }
}
