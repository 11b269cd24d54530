import AuthFlow
public import UserPoolModel

/// Deletes a group (Cognito's DeleteGroup).
public struct DeleteGroupRequest: PoolGroupRequest {
    package static let operation = "DeleteGroup"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The group.
    public var groupName: GroupName

    /// Puts a request together.
    public init(userPoolID: UserPoolID, groupName: GroupName) {
        (self.userPoolID, self.groupName) = (userPoolID, groupName)
    }
}

extension UserPoolAdministration {
    /// Deletes a group, with its memberships; members' next tokens do not name it.
    ///
    /// Source: API reference, DeleteGroup.
    ///
    /// - Throws: ResourceNotFoundException, InvalidParameterException.
    public func deleteGroup(_ request: DeleteGroupRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            let pool = try await service.pool(request.userPoolID)
            let group = try await service.group(request.groupName, in: pool.id)
            // Another group of the name that was created meanwhile stays.
            try await service.followUp().remove(.group(pool.id, request.groupName), as: GroupRecord.self) {
                $0.id == group.id
            }
        }
    }
}
