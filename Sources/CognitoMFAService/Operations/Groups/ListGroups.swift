import AuthFlow
public import UserPoolModel

/// Lists a pool's groups (Cognito's ListGroups); the record store must be able to list.
public struct ListGroupsRequest: PoolRequest {
    package static let operation = "ListGroups"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The largest number of groups: 0-60; 0 means 60.
    public var limit: Int
    /// The end of the last answer.
    public var nextToken: String?

    /// Puts a request together.
    public init(userPoolID: UserPoolID, limit: Int = 60, nextToken: String? = nil) {
        (self.userPoolID, self.limit, self.nextToken) = (userPoolID, limit, nextToken)
    }

    package func validate(_ members: inout Validation) { members.check(limit, .userLimit) }
}

/// Some groups.
public struct ListGroupsResponse: Sendable {
    /// The groups.
    public let groups: [UserGroup]
    /// The place to go on from; nil at the end.
    public let nextToken: String?
}

extension UserPoolAdministration {
    /// Lists groups, in no order that means anything; the store must be a ``RecordScanning`` one.
    ///
    /// Source: API reference, ListGroups.
    ///
    /// - Throws: ResourceNotFoundException, InvalidParameterException.
    public func listGroups(_ request: ListGroupsRequest) async throws(CognitoError) -> ListGroupsResponse {
        try await administered(request) { (request) async throws(CognitoError) in
            let pool = try await service.pool(request.userPoolID)
            let (groups, next) = try await service.page(
                of: GroupRecord.self, behind: RecordKey.groups(of: pool.id), after: request.nextToken,
                atMost: request.limit
            ) { $0.group }
            return ListGroupsResponse(groups: groups, nextToken: next)
        }
    }
}
