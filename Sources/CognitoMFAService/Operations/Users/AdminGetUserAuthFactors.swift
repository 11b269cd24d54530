public import UserPoolModel

/// Asks for the factors of any user (Cognito's AdminGetUserAuthFactors).
public struct AdminGetUserAuthFactorsRequest: PoolUserRequest {
    package static let operation = "AdminGetUserAuthFactors"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username) {
        (self.userPoolID, self.username) = (userPoolID, username)
    }
}

extension UserPoolAdministration {
    /// The first and second factors of a user, named by name, alias or `sub`.
    ///
    /// Source: API reference, AdminGetUserAuthFactors.
    ///
    /// - Throws: UserNotFoundException, ResourceNotFoundException, InvalidParameterException.
    public func adminGetUserAuthFactors(
        _ request: AdminGetUserAuthFactorsRequest
    ) async throws(CognitoError) -> GetUserAuthFactorsResponse {
        try await administered(request) { (request) async throws(CognitoError) in
            let (record, pool) = try await service.user(request)
            return GetUserAuthFactorsResponse(record, in: pool)
        }
    }
}
