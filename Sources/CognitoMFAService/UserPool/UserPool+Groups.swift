public import UserPoolModel

extension UserPool.Admin {
    /// Creates a group without members; a lower `precedence` comes first in the claims of tokens.
    ///
    /// - Throws: GroupExistsException for a name that differs from another group's in case only, or not at all.
    @discardableResult
    public func createGroup(
        _ name: GroupName, description: String? = nil, roleARN: String? = nil, precedence: Int? = nil
    ) async throws(CognitoError) -> UserGroup {
        try await service.createGroup(
            CreateGroupRequest(
                userPoolID: pool.id, groupName: name, description: description, roleARN: roleARN,
                precedence: precedence))
    }

    /// Deletes a group; members lose it in their next tokens.
    public func deleteGroup(_ name: GroupName) async throws(CognitoError) {
        try await service.deleteGroup(DeleteGroupRequest(userPoolID: pool.id, groupName: name))
    }

    /// Puts a user into a group: the next tokens name it, also those of a refresh.
    public func addUser(_ username: Username, to group: GroupName) async throws(CognitoError) {
        try await service.adminAddUserToGroup(
            AdminAddUserToGroupRequest(userPoolID: pool.id, username: username, groupName: group))
    }

    /// Takes a user out of a group: the next tokens do not name it.
    ///
    /// Tokens that are out name it until they expire.
    public func removeUser(_ username: Username, from group: GroupName) async throws(CognitoError) {
        try await service.adminRemoveUserFromGroup(
            AdminRemoveUserFromGroupRequest(userPoolID: pool.id, username: username, groupName: group))
    }

    /// Returns the first 60 groups of a user, in the order of their names.
    ///
    /// A user with more is listed with `adminListGroupsForUser(_:)`.
    public func groups(of username: Username) async throws(CognitoError) -> [UserGroup] {
        try await service.adminListGroupsForUser(
            AdminListGroupsForUserRequest(userPoolID: pool.id, username: username)
        ).groups
    }
}
