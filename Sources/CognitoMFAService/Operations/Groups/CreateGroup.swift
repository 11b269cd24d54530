import AuthFlow
public import UserPoolModel

/// Creates a group (Cognito's CreateGroup).
public struct CreateGroupRequest: PoolGroupRequest {
    package static let operation = "CreateGroup"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The name: 1-128 characters; no other group of the pool may have it in another case.
    public var groupName: GroupName
    /// At most 2,048 characters.
    public var description: String?
    /// The IAM role for the claims of members' ID tokens: 20-2,048 characters.
    public var roleARN: String?
    /// The rank among a user's groups, from 0, the best.
    public var precedence: Int?

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, groupName: GroupName, description: String? = nil, roleARN: String? = nil,
        precedence: Int? = nil
    ) {
        (self.userPoolID, self.groupName) = (userPoolID, groupName)
        (self.description, self.roleARN, self.precedence) = (description, roleARN, precedence)
    }

    package func validate(_ members: inout Validation) {
        members.check(description, .groupDescription)
        members.check(roleARN, .groupRoleARN)
        members.check(precedence, .precedence)
    }
}

extension UserPoolAdministration {
    /// Creates a group without members; a pool has at most 10,000.
    ///
    /// Former members of a deleted group with the same name are not members.
    ///
    /// Source: API reference, CreateGroup.
    ///
    /// - Throws: GroupExistsException, LimitExceededException, ResourceNotFoundException, InvalidParameterException.
    public func createGroup(_ request: CreateGroupRequest) async throws(CognitoError) -> UserGroup {
        try await administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: CreateGroupRequest) async throws(CognitoError) -> UserGroup {
        let pool = try await pool(request.userPoolID).id
        try await requireRoomForGroup(in: pool)
        let now = time.now()
        let group = UserGroup(
            groupName: request.groupName, userPoolID: pool, description: request.description,
            roleARN: request.roleARN, precedence: request.precedence, creationDate: now, lastModifiedDate: now)
        // Each try has an id of its own: what was deleted meanwhile must not come back with its members.
        let record = try await loop(OperationRandomness(random)).create(
            under: .group(pool, request.groupName), replacing: false
        ) { (_) throws(CognitoError) in
            GroupRecord(group, id: random.bytes(count: GroupMembership.idByteCount, for: .nonce))
        }
        guard let record else { throw .groupExists }
        return record.group
    }
}
