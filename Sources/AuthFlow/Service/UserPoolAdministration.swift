public import UserPoolModel

/// The operations of administrators and of configuration, apart from the public ones: whoever maps requests to methods of
/// ``UserPoolService`` exposes none of these.
public struct UserPoolAdministration: Sendable {
    let service: UserPoolService

    /// Creates a pool under an id that is drawn.
    ///
    /// Source: API reference, CreateUserPool.
    public func createUserPool(
        _ request: CreateUserPoolRequest, region: String = "us-east-1"
    ) async throws(CognitoError) -> UserPoolDescription {
        try await service.createUserPool(request, region: region)
    }

    /// Creates an app client under an id that is drawn.
    ///
    /// Source: API reference, CreateUserPoolClient.
    public func createUserPoolClient(_ request: CreateUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        try await service.createUserPoolClient(request)
    }

    /// Replaces a pool's MFA settings.
    ///
    /// Source: API reference, SetUserPoolMfaConfig.
    public func setUserPoolMfaConfig(
        _ request: SetUserPoolMfaConfigRequest
    ) async throws(CognitoError) -> UserPoolMfaConfigResponse {
        try await service.setUserPoolMfaConfig(request)
    }

    /// A pool's MFA settings.
    ///
    /// Source: API reference, GetUserPoolMfaConfig.
    public func getUserPoolMfaConfig(
        _ request: GetUserPoolMfaConfigRequest
    ) async throws(CognitoError) -> UserPoolMfaConfigResponse {
        try await service.getUserPoolMfaConfig(request)
    }

    /// Creates a user.
    ///
    /// Source: API reference, AdminCreateUser.
    ///
    /// - Throws: UsernameExistsException, InvalidPasswordException, InvalidParameterException, ResourceNotFoundException.
    public func adminCreateUser(_ request: AdminCreateUserRequest) async throws(CognitoError) -> UserSummary {
        try await service.adminCreateUser(request)
    }

    /// Sets a password and ends all the user's sign-ins.
    ///
    /// Source: API reference, AdminSetUserPassword.
    public func adminSetUserPassword(_ request: AdminSetUserPasswordRequest) async throws(CognitoError) {
        try await service.adminSetUserPassword(request)
    }

    /// Changes attributes.
    ///
    /// Source: API reference, AdminUpdateUserAttributes.
    public func adminUpdateUserAttributes(_ request: AdminUpdateUserAttributesRequest) async throws(CognitoError) {
        try await service.adminUpdateUserAttributes(request)
    }

    /// A user.
    ///
    /// Source: API reference, AdminGetUser.
    public func adminGetUser(_ request: AdminGetUserRequest) async throws(CognitoError) -> UserSummary {
        try await service.adminGetUser(request)
    }

    /// Sets a user's factors.
    ///
    /// Source: API reference, AdminSetUserMFAPreference.
    public func adminSetUserMFAPreference(_ request: AdminSetUserMFAPreferenceRequest) async throws(CognitoError) {
        try await service.adminSetUserMFAPreference(request)
    }

    /// Starts a sign-in through a trusted server.
    ///
    /// Source: API reference, AdminInitiateAuth.
    public func adminInitiateAuth(_ request: AdminInitiateAuthRequest) async throws(CognitoError) -> AuthOutcome {
        try await service.adminInitiateAuth(request)
    }

    /// Answers a challenge through a trusted server.
    ///
    /// Source: API reference, AdminRespondToAuthChallenge.
    public func adminRespondToAuthChallenge(
        _ request: AdminRespondToAuthChallengeRequest
    ) async throws(CognitoError) -> AuthOutcome {
        try await service.adminRespondToAuthChallenge(request)
    }

    /// Ends all the sign-ins of a user.
    ///
    /// Source: API reference, AdminUserGlobalSignOut.
    public func adminUserGlobalSignOut(_ request: AdminUserGlobalSignOutRequest) async throws(CognitoError) {
        try await service.adminUserGlobalSignOut(request)
    }

    /// Removes a user's authenticator app.
    ///
    /// - Throws: SoftwareTokenMFANotFoundException when the user has none.
    public func adminDeleteSoftwareToken(_ request: AdminDeleteSoftwareTokenRequest) async throws(CognitoError) {
        try await service.adminDeleteSoftwareToken(request)
    }

    /// Keeps a user out and ends all sign-ins.
    public func adminDisableUser(_ request: AdminDisableUserRequest) async throws(CognitoError) {
        try await service.adminDisableUser(request)
    }

    /// Lets a user sign in again; tokens from before stay revoked.
    public func adminEnableUser(_ request: AdminEnableUserRequest) async throws(CognitoError) {
        try await service.adminEnableUser(request)
    }

    /// A pool's settings.
    ///
    /// - Throws: ResourceNotFoundException `User pool <id> does not exist.`
    public func describeUserPool(
        _ request: DescribeUserPoolRequest
    ) async throws(CognitoError) -> UserPoolDescription {
        try await service.describeUserPool(request)
    }

    /// An app client's settings, its secret included.
    ///
    /// - Throws: ResourceNotFoundException `User pool client <id> does not exist.`, also for another pool's.
    public func describeUserPoolClient(
        _ request: DescribeUserPoolClientRequest
    ) async throws(CognitoError) -> AppClient {
        try await service.describeUserPoolClient(request)
    }
}
