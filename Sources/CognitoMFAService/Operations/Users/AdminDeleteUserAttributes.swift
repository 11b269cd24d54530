import AuthFlow
public import UserPoolModel

/// Deletes a user's attributes (Cognito's AdminDeleteUserAttributes).
public struct AdminDeleteUserAttributesRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// The attributes to delete.
    public var userAttributeNames: [AttributeName]

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, userAttributeNames: [AttributeName]) {
        self.userPoolID = userPoolID
        self.username = username
        self.userAttributeNames = userAttributeNames
    }
}

extension AdminDeleteUserAttributesRequest: PoolUserRequest {
    package static let operation = "AdminDeleteUserAttributes"

    package func validate(_ members: inout Validation) {
        for name in userAttributeNames { members.check(name.rawValue, .attributeToDelete) }
    }
}

extension UserPoolAdministration {
    /// Deletes attributes.
    ///
    /// Source: API reference, AdminDeleteUserAttributes.
    public func adminDeleteUserAttributes(_ request: AdminDeleteUserAttributesRequest) async throws(CognitoError) {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: AdminDeleteUserAttributesRequest) async throws(CognitoError) {
        let deletion = UserAttributes(deleting: request.userAttributeNames)
        try await adminChange(request) { machine, context in
            machine.attributesUpdated(deletion, in: context)
        }
    }
}
