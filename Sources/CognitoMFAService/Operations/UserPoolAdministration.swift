import AuthFlow
public import UserPoolModel

/// The operations of administrators and of configuration, apart from the public ones: whoever maps requests to methods of
/// ``UserPoolService`` exposes none of these.
public struct UserPoolAdministration: Sendable {
    package let service: UserPoolService

    /// Creates a pool under an id that is drawn.
    ///
    /// Source: API reference, CreateUserPool.
    public func createUserPool(
        _ request: CreateUserPoolRequest, region: String = "us-east-1"
    ) async throws(CognitoError) -> UserPoolDescription {
        try await service.administered("CreateUserPool") { () async throws(CognitoError) in
            try await service.createUserPool(request, region: region)
        }
    }

    /// Creates an app client under an id that is drawn.
    ///
    /// Source: API reference, CreateUserPoolClient.
    public func createUserPoolClient(_ request: CreateUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        try await service.administered(
            "CreateUserPoolClient", in: request.userPoolID
        ) { () async throws(CognitoError) in
            try await service.createUserPoolClient(request)
        }
    }

    /// Replaces a pool's MFA settings.
    ///
    /// Source: API reference, SetUserPoolMfaConfig.
    public func setUserPoolMFAConfig(
        _ request: SetUserPoolMFAConfigRequest
    ) async throws(CognitoError) -> UserPoolMFAConfigResponse {
        try await service.administered(
            "SetUserPoolMfaConfig", in: request.userPoolID
        ) { () async throws(CognitoError) in
            try await service.setUserPoolMFAConfig(request)
        }
    }

    /// A pool's MFA settings.
    ///
    /// Source: API reference, GetUserPoolMfaConfig.
    public func getUserPoolMFAConfig(
        _ request: GetUserPoolMFAConfigRequest
    ) async throws(CognitoError) -> UserPoolMFAConfigResponse {
        try await service.administered(
            "GetUserPoolMfaConfig", in: request.userPoolID
        ) { () async throws(CognitoError) in
            try await service.getUserPoolMFAConfig(request)
        }
    }

    /// Creates a user.
    ///
    /// Source: API reference, AdminCreateUser.
    ///
    /// - Throws: UsernameExistsException, InvalidPasswordException, InvalidParameterException, ResourceNotFoundException.
    public func adminCreateUser(_ request: AdminCreateUserRequest) async throws(CognitoError) -> UserSummary {
        try await service.administered(
            "AdminCreateUser", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminCreateUser(request)
        }
    }

    /// Sets a password and ends all the user's sign-ins.
    ///
    /// Source: API reference, AdminSetUserPassword.
    public func adminSetUserPassword(_ request: AdminSetUserPasswordRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminSetUserPassword", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminSetUserPassword(request)
        }
    }

    /// Changes attributes.
    ///
    /// Source: API reference, AdminUpdateUserAttributes.
    public func adminUpdateUserAttributes(_ request: AdminUpdateUserAttributesRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminUpdateUserAttributes", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminUpdateUserAttributes(request)
        }
    }

    /// A user.
    ///
    /// Source: API reference, AdminGetUser.
    public func adminGetUser(_ request: AdminGetUserRequest) async throws(CognitoError) -> UserSummary {
        try await service.administered(
            "AdminGetUser", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminGetUser(request)
        }
    }

    /// Sets a user's factors.
    ///
    /// Source: API reference, AdminSetUserMFAPreference.
    public func adminSetUserMFAPreference(_ request: AdminSetUserMFAPreferenceRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminSetUserMFAPreference", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminSetUserMFAPreference(request)
        }
    }

    /// Starts a sign-in through a trusted server.
    ///
    /// Source: API reference, AdminInitiateAuth.
    public func adminInitiateAuth(_ request: AdminInitiateAuthRequest) async throws(CognitoError) -> AuthOutcome {
        try await service.administered(
            "AdminInitiateAuth", in: request.userPoolID, through: request.clientID,
            naming: request.authParameters[ChallengeParameter.username].map { Username($0) }
        ) { () async throws(CognitoError) in
            try await service.adminInitiateAuth(request)
        }
    }

    /// Answers a challenge through a trusted server.
    ///
    /// Source: API reference, AdminRespondToAuthChallenge.
    public func adminRespondToAuthChallenge(
        _ request: AdminRespondToAuthChallengeRequest
    ) async throws(CognitoError) -> AuthOutcome {
        try await service.administered(
            "AdminRespondToAuthChallenge", in: request.userPoolID, through: request.response.clientID,
            naming: request.response.challengeResponses[ChallengeParameter.username].map { Username($0) }
        ) { () async throws(CognitoError) in
            try await service.adminRespondToAuthChallenge(request)
        }
    }

    /// Ends all the sign-ins of a user.
    ///
    /// Source: API reference, AdminUserGlobalSignOut.
    public func adminUserGlobalSignOut(_ request: AdminUserGlobalSignOutRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminUserGlobalSignOut", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminUserGlobalSignOut(request)
        }
    }

    /// Removes a user's authenticator app.
    ///
    /// - Throws: SoftwareTokenMFANotFoundException when the user has none.
    public func adminDeleteSoftwareToken(_ request: AdminDeleteSoftwareTokenRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminDeleteSoftwareToken", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminDeleteSoftwareToken(request)
        }
    }

    /// Keeps a user out and ends all sign-ins.
    public func adminDisableUser(_ request: AdminDisableUserRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminDisableUser", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminDisableUser(request)
        }
    }

    /// Lets a user sign in again; tokens from before stay revoked.
    public func adminEnableUser(_ request: AdminEnableUserRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminEnableUser", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminEnableUser(request)
        }
    }

    /// A pool's settings.
    ///
    /// - Throws: ResourceNotFoundException `User pool <id> does not exist.`
    public func describeUserPool(
        _ request: DescribeUserPoolRequest
    ) async throws(CognitoError) -> UserPoolDescription {
        try await service.administered("DescribeUserPool", in: request.userPoolID) { () async throws(CognitoError) in
            try await service.describeUserPool(request)
        }
    }

    /// An app client's settings, its secret included.
    ///
    /// - Throws: ResourceNotFoundException `User pool client <id> does not exist.`, also for another pool's.
    public func describeUserPoolClient(
        _ request: DescribeUserPoolClientRequest
    ) async throws(CognitoError) -> AppClient {
        try await service.administered(
            "DescribeUserPoolClient", in: request.userPoolID, through: request.clientID
        ) { () async throws(CognitoError) in
            try await service.describeUserPoolClient(request)
        }
    }

    /// Replaces a pool's settings; a member left out has its default again.
    ///
    /// Source: API reference, UpdateUserPool.
    public func updateUserPool(_ request: UpdateUserPoolRequest) async throws(CognitoError) {
        try await service.administered("UpdateUserPool", in: request.userPoolID) { () async throws(CognitoError) in
            try await service.updateUserPool(request)
        }
    }

    /// Deletes a pool; its id is never given again.
    ///
    /// Source: API reference, DeleteUserPool.
    public func deleteUserPool(_ request: DeleteUserPoolRequest) async throws(CognitoError) {
        try await service.administered("DeleteUserPool", in: request.userPoolID) { () async throws(CognitoError) in
            try await service.deleteUserPool(request)
        }
    }

    /// Lists pools.
    ///
    /// Source: API reference, ListUserPools.
    public func listUserPools(_ request: ListUserPoolsRequest) async throws(CognitoError) -> ListUserPoolsResponse {
        try await service.administered("ListUserPools") { () async throws(CognitoError) in
            try await service.listUserPools(request)
        }
    }

    /// Lists a pool's app clients.
    ///
    /// Source: API reference, ListUserPoolClients.
    public func listUserPoolClients(_ request: ListUserPoolClientsRequest) async throws(CognitoError)
        -> ListUserPoolClientsResponse
    {
        try await service.administered("ListUserPoolClients", in: request.userPoolID) { () async throws(CognitoError) in
            try await service.listUserPoolClients(request)
        }
    }

    /// Replaces an app client's settings; the secret stays.
    ///
    /// Source: API reference, UpdateUserPoolClient.
    public func updateUserPoolClient(_ request: UpdateUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        try await service.administered(
            "UpdateUserPoolClient", in: request.settings.userPoolID, through: request.clientID
        ) { () async throws(CognitoError) in
            try await service.updateUserPoolClient(request)
        }
    }

    /// Deletes an app client; its sessions and tokens end.
    ///
    /// Source: API reference, DeleteUserPoolClient.
    public func deleteUserPoolClient(_ request: DeleteUserPoolClientRequest) async throws(CognitoError) {
        try await service.administered(
            "DeleteUserPoolClient", in: request.userPoolID, through: request.clientID
        ) { () async throws(CognitoError) in
            try await service.deleteUserPoolClient(request)
        }
    }

    /// Confirms a sign-up without a code.
    ///
    /// Source: API reference, AdminConfirmSignUp.
    public func adminConfirmSignUp(_ request: AdminConfirmSignUpRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminConfirmSignUp", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminConfirmSignUp(request)
        }
    }

    /// Makes a user set a new password, with a code that is sent.
    ///
    /// Source: API reference, AdminResetUserPassword.
    public func adminResetUserPassword(_ request: AdminResetUserPasswordRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminResetUserPassword", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminResetUserPassword(request)
        }
    }

    /// Deletes attributes.
    ///
    /// Source: API reference, AdminDeleteUserAttributes.
    public func adminDeleteUserAttributes(_ request: AdminDeleteUserAttributesRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminDeleteUserAttributes", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminDeleteUserAttributes(request)
        }
    }

    /// Deletes a user: nothing personal is left.
    ///
    /// Source: API reference, AdminDeleteUser.
    public func adminDeleteUser(_ request: AdminDeleteUserRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminDeleteUser", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminDeleteUser(request)
        }
    }

    /// Switches a user's text messages on or off.
    ///
    /// Source: API reference, AdminSetUserSettings.
    public func adminSetUserSettings(_ request: AdminSetUserSettingsRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminSetUserSettings", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminSetUserSettings(request)
        }
    }

    /// Lists users; the store must be a ``RecordScanning`` one.
    ///
    /// Source: API reference, ListUsers.
    public func listUsers(_ request: ListUsersRequest) async throws(CognitoError) -> ListUsersResponse {
        try await service.administered("ListUsers", in: request.userPoolID) { () async throws(CognitoError) in
            try await service.listUsers(request)
        }
    }

    /// Lifts a user's locks, and opens factors and recovery that wrong codes have closed.
    ///
    /// Ours: Cognito has no operation for it.
    public func adminUnlock(_ request: AdminUnlockRequest) async throws(CognitoError) {
        try await service.administered(
            "AdminUnlock", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminUnlock(request)
        }
    }

    /// Brings a user over with the password hash of another directory.
    ///
    /// Ours: Cognito imports users without passwords.
    public func adminImportUser(_ request: AdminImportUserRequest) async throws(CognitoError) -> UserSummary {
        try await service.administered(
            "AdminImportUser", in: request.userPoolID, naming: request.username
        ) { () async throws(CognitoError) in
            try await service.adminImportUser(request)
        }
    }

    /// Tells what a user's next sign-in with the right password leads to, and why; nothing is changed or sent.
    public func explainSignIn(
        of username: Username, in pool: UserPoolID
    ) async throws(CognitoError) -> SignInExplanation {
        try await service.administered("ExplainSignIn", in: pool, naming: username) { () async throws(CognitoError) in
            try await service.explainSignIn(username, in: pool)
        }
    }

    /// The users who could not sign in if a pool had these MFA settings.
    ///
    /// - Throws: UnsupportedOperationException when the store is not a ``RecordScanning`` one.
    public func usersWhoCouldNotSignIn(
        in pool: UserPoolID, under configuration: UserPoolMFAConfiguration
    ) async throws(CognitoError) -> [Username] {
        try await service.administered("UsersWhoCouldNotSignIn", in: pool) { () async throws(CognitoError) in
            try await service.usersWhoCouldNotSignIn(in: pool, under: configuration)
        }
    }
}

extension UserPoolService {
    /// The operations of administrators: whoever holds this value may do anything to every pool.
    public var administration: UserPoolAdministration { UserPoolAdministration(service: self) }
}
