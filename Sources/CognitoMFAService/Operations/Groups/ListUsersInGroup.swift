import AuthFlow
public import UserPoolModel

/// Lists a group's members (Cognito's ListUsersInGroup); the record store must be able to list.
public struct ListUsersInGroupRequest: PoolGroupRequest {
    package static let operation = "ListUsersInGroup"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The group.
    public var groupName: GroupName
    /// The largest number of users: 0-60; 0 means 60.
    public var limit: Int
    /// The end of the last answer.
    public var nextToken: String?

    /// Puts a request together.
    public init(userPoolID: UserPoolID, groupName: GroupName, limit: Int = 60, nextToken: String? = nil) {
        (self.userPoolID, self.groupName) = (userPoolID, groupName)
        (self.limit, self.nextToken) = (limit, nextToken)
    }

    package func validate(_ members: inout Validation) { members.check(limit, .userLimit) }
}

/// Some members of a group.
public struct ListUsersInGroupResponse: Sendable {
    /// The users, in no order that means anything.
    public let users: [UserSummary]
    /// The place to go on from; nil at the end.
    public let nextToken: String?
}

extension UserPoolAdministration {
    /// Lists the members of a group; the store must be a ``RecordScanning`` one.
    ///
    /// It goes through the pool's users, as ListUsers with a filter does.
    ///
    /// Source: API reference, ListUsersInGroup.
    ///
    /// - Throws: ResourceNotFoundException, InvalidParameterException.
    public func listUsersInGroup(
        _ request: ListUsersInGroupRequest
    ) async throws(CognitoError) -> ListUsersInGroupResponse {
        try await administered(request) { (request) async throws(CognitoError) in
            let pool = try await service.pool(request.userPoolID)
            let membership = try await service.group(request.groupName, in: pool.id).membership
            let (users, next) = try await service.page(
                of: UserAuthRecord.self, behind: RecordKey.users(of: pool.id), after: request.nextToken,
                atMost: request.limit
            ) { user in
                user.groups.contains(membership) ? UserSummary(user, in: pool) : nil
            }
            return ListUsersInGroupResponse(users: users, nextToken: next)
        }
    }
}
