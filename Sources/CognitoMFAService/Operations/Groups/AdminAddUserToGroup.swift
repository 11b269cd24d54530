import AuthFlow
public import UserPoolModel

/// Puts a user into a group (Cognito's AdminAddUserToGroup).
public struct AdminAddUserToGroupRequest: PoolGroupUserRequest {
    package static let operation = "AdminAddUserToGroup"

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
    /// Puts a user into a group; the next tokens name it.
    ///
    /// A member stays one. A user is in at most 100 groups.
    ///
    /// Source: API reference, AdminAddUserToGroup.
    ///
    /// - Throws: UserNotFoundException, ResourceNotFoundException, LimitExceededException, InvalidParameterException.
    public func adminAddUserToGroup(_ request: AdminAddUserToGroupRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            try await service.changeMembership(request) { (machine, group) async throws(CognitoError) in
                // Only where room is short is it worth a reading of all groups.
                var ended: [GroupMembership] = []
                if machine.record.groups.count >= UserAuthRecord.groupCap {
                    let memberships = machine.record.groups
                    let live = try await service.groups(of: memberships, in: request.userPoolID).map(\.membership)
                    ended = memberships.filter { !live.contains($0) }
                }
                return machine.joined(group.membership, dropping: ended)
            }
        }
    }
}
