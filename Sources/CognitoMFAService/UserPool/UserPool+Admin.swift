public import AuthFlow
public import UserPoolModel

extension UserPool {
    /// The administrator's operations on one pool, for help desks, scripts and migrations.
    public struct Admin: Sendable {
        let pool: UserPool

        var service: UserPoolAdministration { pool.service.administration }

        /// Creates a user who may sign in at once with `password`, in one step.
        @discardableResult
        public func createUser(
            _ username: Username, password: Password, attributes: UserAttributes = [:]
        ) async throws(CognitoError) -> UserSummary {
            try await service.adminCreateUser(
                AdminCreateUserRequest(
                    userPoolID: pool.id, username: username, permanentPassword: password, userAttributes: attributes))
        }

        /// Creates a user who must replace `temporaryPassword` at the first sign-in.
        ///
        /// The user receives an invitation only if `invitingBy` names a medium, `SMS` or `EMAIL`.
        @discardableResult
        public func createUser(
            _ username: Username, temporaryPassword: Password, attributes: UserAttributes = [:],
            invitingBy mediums: [String] = []
        ) async throws(CognitoError) -> UserSummary {
            try await service.adminCreateUser(
                AdminCreateUserRequest(
                    userPoolID: pool.id, username: username, temporaryPassword: temporaryPassword,
                    userAttributes: attributes, messageAction: mediums.isEmpty ? .suppress : nil,
                    desiredDeliveryMediums: mediums.isEmpty ? nil : mediums))
        }

        /// Sets a password and ends all the user's sign-ins.
        ///
        /// With `permanent: false` the user must replace it at the next sign-in.
        public func setPassword(
            _ username: Username, _ password: Password, permanent: Bool = true
        ) async throws(CognitoError) {
            try await service.adminSetUserPassword(
                AdminSetUserPasswordRequest(
                    userPoolID: pool.id, username: username, password: password, permanent: permanent))
        }

        /// Changes a user's attributes; an empty value deletes one.
        public func updateAttributes(
            _ username: Username, _ attributes: UserAttributes
        ) async throws(CognitoError) {
            try await service.adminUpdateUserAttributes(
                AdminUpdateUserAttributesRequest(
                    userPoolID: pool.id, username: username, userAttributes: attributes))
        }

        /// Sets a user's preferences for factors; an absent one stays as it is.
        public func setMFAPreference(
            _ username: Username, sms: MFAPreference? = nil, softwareToken: MFAPreference? = nil,
            email: MFAPreference? = nil
        ) async throws(CognitoError) {
            try await service.adminSetUserMFAPreference(
                AdminSetUserMFAPreferenceRequest(
                    userPoolID: pool.id, username: username, smsMFASettings: sms.map { MFASettings($0) },
                    softwareTokenMFASettings: softwareToken.map { MFASettings($0) },
                    emailMFASettings: email.map { MFASettings($0) }))
        }

        /// Returns a user.
        public func user(_ username: Username) async throws(CognitoError) -> UserSummary {
            try await service.adminGetUser(AdminGetUserRequest(userPoolID: pool.id, username: username))
        }

        /// Removes a user's authenticator app, as after the loss of a phone.
        public func deleteSoftwareToken(_ username: Username) async throws(CognitoError) {
            try await service.adminDeleteSoftwareToken(
                AdminDeleteSoftwareTokenRequest(userPoolID: pool.id, username: username))
        }

        /// Disables a user, who can no longer sign in, and ends all sign-ins.
        public func disableUser(_ username: Username) async throws(CognitoError) {
            try await service.adminDisableUser(AdminDisableUserRequest(userPoolID: pool.id, username: username))
        }

        /// Enables a user again.
        public func enableUser(_ username: Username) async throws(CognitoError) {
            try await service.adminEnableUser(AdminEnableUserRequest(userPoolID: pool.id, username: username))
        }

        /// Ends all the sign-ins of a user.
        public func signOutEverywhere(_ username: Username) async throws(CognitoError) {
            try await service.adminUserGlobalSignOut(
                AdminUserGlobalSignOutRequest(userPoolID: pool.id, username: username))
        }

        /// Imports a user with the password hash of another directory, in a format that the host's hasher reads.
        @discardableResult
        public func importUser(
            _ username: Username, passwordHash: PasswordHash, attributes: UserAttributes = [:]
        ) async throws(CognitoError) -> UserSummary {
            try await service.adminImportUser(
                AdminImportUserRequest(
                    userPoolID: pool.id, username: username, passwordHash: passwordHash, userAttributes: attributes))
        }

        /// Confirms a sign-up without a code.
        public func confirmSignUp(_ username: Username) async throws(CognitoError) {
            try await service.adminConfirmSignUp(AdminConfirmSignUpRequest(userPoolID: pool.id, username: username))
        }

        /// Removes a user's password and sends a code with which the user sets a new one.
        public func resetPassword(_ username: Username) async throws(CognitoError) {
            try await service.adminResetUserPassword(
                AdminResetUserPasswordRequest(userPoolID: pool.id, username: username))
        }

        /// Deletes a user and all personal data.
        public func deleteUser(_ username: Username) async throws(CognitoError) {
            try await service.adminDeleteUser(AdminDeleteUserRequest(userPoolID: pool.id, username: username))
        }

        /// Lifts a user's locks, and reopens factors and recovery that wrong codes have closed.
        public func unlock(_ username: Username) async throws(CognitoError) {
            try await service.adminUnlock(AdminUnlockRequest(userPoolID: pool.id, username: username))
        }

        /// Explains the result of a user's next sign-in.
        public func explainSignIn(of username: Username) async throws(CognitoError) -> SignInExplanation {
            try await service.explainSignIn(of: username, in: pool.id)
        }

        /// Returns the users who could not sign in if the pool had these MFA settings.
        public func usersWhoCouldNotSignIn(
            under configuration: UserPoolMFAConfiguration
        ) async throws(CognitoError) -> [Username] {
            try await service.usersWhoCouldNotSignIn(in: pool.id, under: configuration)
        }

        /// Returns users, at most 60 at once.
        public func users(
            filter: String? = nil, after paginationToken: String? = nil
        ) async throws(CognitoError) -> ListUsersResponse {
            try await service.listUsers(
                ListUsersRequest(userPoolID: pool.id, filter: filter, paginationToken: paginationToken))
        }

        /// Starts a sign-in on behalf of a user.
        public func signIn(_ username: Username, password: Password) async throws(CognitoError) -> AuthOutcome {
            try await service.adminInitiateAuth(
                AdminInitiateAuthRequest(
                    userPoolID: pool.id, authFlow: .adminUserPasswordAuth, clientID: pool.clientID,
                    authParameters: RequestParameters([
                        ChallengeParameter.username: username.text, ChallengeParameter.password: password.text,
                    ]).adding(ChallengeParameter.secretHash, pool.secretHash(of: username))))
        }

        /// Answers a challenge on behalf of a user.
        public func respond(
            to session: SessionHandle, with answer: ChallengeAnswer, as username: Username? = nil
        ) async throws(CognitoError) -> AuthOutcome {
            let responses = answer.responses
                .adding(ChallengeParameter.username, username?.text)
                .adding(ChallengeParameter.secretHash, username.flatMap(pool.secretHash))
            return try await service.adminRespondToAuthChallenge(
                AdminRespondToAuthChallengeRequest(
                    userPoolID: pool.id,
                    response: RespondToAuthChallengeRequest(
                        clientID: pool.clientID, challengeName: answer.challengeName, session: session,
                        challengeResponses: responses)))
        }

        /// Replaces the pool's MFA settings.
        public func setMFA(_ configuration: UserPoolMFAConfiguration) async throws(CognitoError) {
            let isOff = configuration.mode == .off
            let sms =
                configuration.factors.contains(.sms)
                ? SMSMFAConfiguration(
                    smsAuthenticationMessage: configuration.smsAuthenticationMessage,
                    smsConfiguration: SMSConfiguration()) : nil
            _ = try await service.setUserPoolMFAConfig(
                SetUserPoolMFAConfigRequest(
                    userPoolID: pool.id, smsMFAConfiguration: isOff ? nil : sms,
                    softwareTokenMFAConfiguration: !isOff && configuration.factors.contains(.softwareToken)
                        ? SoftwareTokenMFAConfiguration() : nil,
                    emailMFAConfiguration: !isOff && configuration.factors.contains(.email) ? configuration.email : nil,
                    mfaConfiguration: configuration.mode))
        }
    }
}
