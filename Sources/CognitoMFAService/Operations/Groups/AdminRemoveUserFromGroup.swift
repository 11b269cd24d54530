import AuthFlow
public import UserPoolModel

/// Takes a user out of a group (Cognito's AdminRemoveUserFromGroup).
public struct AdminRemoveUserFromGroupRequest: PoolGroupUserRequest {
    package static let operation = "AdminRemoveUserFromGroup"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username
    /// The group.
    public var groupName: GroupName

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username, groupName: GroupName) {
        (self.userPoolID, self.username, self.groupName) = (userPoolID, username, groupName)
    }
}

extension UserPoolAdministration {
    /// Takes a user out of a group; the next tokens do not name it.
    ///
    /// For a user who is no member it does nothing.
    ///
    /// Source: API reference, AdminRemoveUserFromGroup.
    ///
    /// - Throws: UserNotFoundException, ResourceNotFoundException, InvalidParameterException.
    public func adminRemoveUserFromGroup(_ request: AdminRemoveUserFromGroupRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            try await service.changeMembership(request) { (machine, group) async throws(CognitoError) in
                machine.left(groupAt: group.membership.place)
            }
        }
    }
}
