import AuthFlow
public import UserPoolModel

/// Deletes the user's own attributes (Cognito's DeleteUserAttributes).
public struct DeleteUserAttributesRequest: OperationRequest {
    package static let operation = "DeleteUserAttributes"

    /// The user's access token.
    public var accessToken: AccessToken
    /// The attributes to delete.
    public var userAttributeNames: [AttributeName]

    /// Puts a request together.
    public init(accessToken: AccessToken, userAttributeNames: [AttributeName]) {
        (self.accessToken, self.userAttributeNames) = (accessToken, userAttributeNames)
    }

    package func validate(_ members: inout Validation) {
        for name in userAttributeNames { members.check(name.rawValue, .attributeToDelete) }
    }
}

extension UserPoolService {
    /// Deletes the user's own attributes.
    ///
    /// Source: API reference, DeleteUserAttributes.
    public func deleteUserAttributes(_ request: DeleteUserAttributesRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let deletion = UserAttributes(deleting: request.userAttributeNames)
            let authorized = try await authorize(request.accessToken)
            try await changeReserving(authorized) { $0.attributesUpdated(deletion, by: authorized.principal, in: $1) }
        }
    }
}

extension UserAttributes {
    /// Deletes attributes by setting them to nothing.
    init(deleting names: [AttributeName]) { self.init(names.map { ($0, "") }) { $1 } }
}
