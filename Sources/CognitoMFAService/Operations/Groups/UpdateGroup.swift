import AuthFlow
public import UserPoolModel

/// Changes a group (Cognito's UpdateGroup).
public struct UpdateGroupRequest: PoolGroupRequest {
    package static let operation = "UpdateGroup"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The group; a name cannot be changed.
    public var groupName: GroupName
    /// The new description, at most 2,048 characters; nil leaves it.
    public var description: String?
    /// The new IAM role, 20-2,048 characters; nil leaves it.
    public var roleARN: String?
    /// The new rank, from 0, the best; nil leaves it.
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
    /// Changes what the request has; members' next tokens show it.
    ///
    /// Source: API reference, UpdateGroup.
    ///
    /// - Throws: ResourceNotFoundException, InvalidParameterException.
    public func updateGroup(_ request: UpdateGroupRequest) async throws(CognitoError) -> UserGroup {
        try await administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: UpdateGroupRequest) async throws(CognitoError) -> UserGroup {
        let pool = try await pool(request.userPoolID).id
        return try await loop(OperationRandomness(random)).run(
            .group(pool, request.groupName), as: GroupRecord.self, absent: .groupNotFound,
            decide: { (record) async throws(CognitoError) in
                var changed = record
                if let description = request.description { changed.group.description = description }
                if let role = request.roleARN { changed.group.roleARN = role }
                if let precedence = request.precedence { changed.group.precedence = precedence }
                if changed != record { changed.group.lastModifiedDate = time.now() }
                return (changed, ChangeAction.done, [])
            }
        ).record.group
    }
}
