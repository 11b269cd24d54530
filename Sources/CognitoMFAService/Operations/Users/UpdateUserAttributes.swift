import AuthFlow
public import UserPoolModel

/// Changes the user's own attributes (Cognito's UpdateUserAttributes).
public struct UpdateUserAttributesRequest: Sendable {
    /// The user's access token.
    public var accessToken: AccessToken
    /// The new values; an empty one deletes.
    public var userAttributes: UserAttributes

    /// Puts a request together.
    public init(accessToken: AccessToken, userAttributes: UserAttributes) {
        self.accessToken = accessToken
        self.userAttributes = userAttributes
    }
}

/// Deletes the user's own attributes (Cognito's DeleteUserAttributes).
public struct DeleteUserAttributesRequest: Sendable {
    /// The user's access token.
    public var accessToken: AccessToken
    /// What to delete.
    public var userAttributeNames: [AttributeName]

    /// Puts a request together.
    public init(accessToken: AccessToken, userAttributeNames: [AttributeName]) {
        self.accessToken = accessToken
        self.userAttributeNames = userAttributeNames
    }
}

/// Deletes a user's attributes (Cognito's AdminDeleteUserAttributes).
public struct AdminDeleteUserAttributesRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// What to delete.
    public var userAttributeNames: [AttributeName]

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, userAttributeNames: [AttributeName]) {
        self.userPoolID = userPoolID
        self.username = username
        self.userAttributeNames = userAttributeNames
    }
}

extension UserPoolService {
    /// Changes the user's own attributes; a new number or address is sent a code where the pool verifies it.
    ///
    /// Source: API reference, UpdateUserAttributes.
    ///
    /// - Returns: where codes went.
    public func updateUserAttributes(
        _ request: UpdateUserAttributesRequest
    ) async throws(CognitoError) -> [CodeDeliveryDetails] {
        try await audited("UpdateUserAttributes") { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(
        _ request: UpdateUserAttributesRequest
    ) async throws(CognitoError) -> [CodeDeliveryDetails] {
        var validation = Validation()
        validation.check(request.userAttributes)
        try validation.finish()
        let authorized = try await authorize(request.accessToken)
        return try await changeReserving(authorized) { machine, context in
            machine.attributesUpdated(request.userAttributes, by: authorized.principal, in: context)
        }
    }

    /// Deletes the user's own attributes.
    ///
    /// Source: API reference, DeleteUserAttributes.
    public func deleteUserAttributes(_ request: DeleteUserAttributesRequest) async throws(CognitoError) {
        try await audited("DeleteUserAttributes") { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(_ request: DeleteUserAttributesRequest) async throws(CognitoError) {
        let deletion = try deletion(of: request.userAttributeNames)
        let authorized = try await authorize(request.accessToken)
        try await changeReserving(authorized) { machine, context in
            machine.attributesUpdated(deletion, by: authorized.principal, in: context)
        }
    }

    func adminDeleteUserAttributes(_ request: AdminDeleteUserAttributesRequest) async throws(CognitoError) {
        let deletion = try deletion(of: request.userAttributeNames)
        try await adminChange(request.username, in: request.userPoolID) { machine, context in
            machine.attributesUpdated(deletion, in: context)
        }
    }

    /// Deleting is setting to nothing.
    private func deletion(of names: [AttributeName]) throws(CognitoError) -> UserAttributes {
        var validation = Validation()
        for name in names { validation.check(name.rawValue, .attributeToDelete) }
        try validation.finish()
        return Dictionary(names.map { ($0, "") }) { $1 }
    }
}
