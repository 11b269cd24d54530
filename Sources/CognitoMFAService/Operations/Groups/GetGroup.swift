import AuthFlow
public import UserPoolModel

/// Asks for a group (Cognito's GetGroup).
public struct GetGroupRequest: PoolGroupRequest {
    package static let operation = "GetGroup"

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
    /// A group, by its name in any case.
    ///
    /// Source: API reference, GetGroup.
    ///
    /// - Throws: ResourceNotFoundException, InvalidParameterException.
    public func getGroup(_ request: GetGroupRequest) async throws(CognitoError) -> UserGroup {
        try await administered(request) { (request) async throws(CognitoError) in
            let pool = try await service.pool(request.userPoolID)
            return try await service.group(request.groupName, in: pool.id).group
        }
    }
}
