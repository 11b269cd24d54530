public import UserPoolModel

/// Asks for the factors of any user (Cognito's AdminGetUserAuthFactors).
public struct AdminGetUserAuthFactorsRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The user.
    public var username: Username

    /// Puts a request together.
    public init(userPoolID: UserPoolID, username: Username) {
        self.userPoolID = userPoolID
        self.username = username
    }
}

extension AdminGetUserAuthFactorsRequest: PoolUserRequest {
    package static let operation = "AdminGetUserAuthFactors"
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
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(
        _ request: AdminGetUserAuthFactorsRequest
    ) async throws(CognitoError) -> GetUserAuthFactorsResponse {
        let (record, pool) = try await user(request)
        return GetUserAuthFactorsResponse(record, in: pool)
    }
}
