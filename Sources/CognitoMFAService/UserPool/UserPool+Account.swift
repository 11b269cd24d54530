public import AuthFlow
public import CognitoMFACore
public import UserPoolModel

extension UserPool {
    /// Returns the user of an access token.
    public func user(_ accessToken: AccessToken) async throws(CognitoError) -> UserSummary {
        try await service.getUser(GetUserRequest(accessToken: accessToken))
    }

    /// Verifies an access token of this pool, and returns its holder.
    ///
    /// - Parameters:
    ///   - accessToken: The token, as the app sent it.
    ///   - readingStore: false verifies the token alone, without reading the user's record. A token whose sign-in was ended
    ///     then passes until it expires.
    /// - Throws: NotAuthorizedException for a token that does not hold; UserNotFoundException for a user who was deleted.
    public func principal(
        of accessToken: AccessToken, readingStore: Bool = true
    ) async throws(CognitoError) -> Principal {
        try await service.principal(of: accessToken, in: id, readingStore: readingStore)
    }

    /// Ends all the user's sign-ins.
    public func signOutEverywhere(_ accessToken: AccessToken) async throws(CognitoError) {
        try await service.globalSignOut(GlobalSignOutRequest(accessToken: accessToken))
    }

    /// Returns new tokens for a refresh token, with a new refresh token if the client rotates them.
    public func refresh(_ refreshToken: RefreshToken) async throws(CognitoError) -> AuthenticationResult {
        try await service.getTokensFromRefreshToken(
            GetTokensFromRefreshTokenRequest(
                refreshToken: refreshToken, clientID: clientID, clientSecret: clientSecret))
    }

    /// Ends the sign-in that a refresh token belongs to.
    public func signOut(_ refreshToken: RefreshToken) async throws(CognitoError) {
        try await service.revokeToken(
            RevokeTokenRequest(token: refreshToken, clientID: clientID, clientSecret: clientSecret))
    }

    /// Changes the password of a user who gives the present one; open challenges end, tokens stay valid.
    public func changePassword(
        _ accessToken: AccessToken, from previous: Password, to proposed: Password
    ) async throws(CognitoError) {
        try await service.changePassword(
            ChangePasswordRequest(
                accessToken: accessToken, previousPassword: previous, proposedPassword: proposed))
    }

    /// Registers a user, who stays unconfirmed until ``confirmSignUp(_:code:forceAliasCreation:)``.
    public func signUp(
        _ username: Username, password: Password, attributes: UserAttributes = [:]
    ) async throws(CognitoError) -> SignUpResponse {
        try await service.signUp(
            SignUpRequest(
                clientID: clientID, username: username, password: password, secretHash: secretHash(of: username),
                userAttributes: attributes))
    }

    /// Confirms a sign-up with its code.
    public func confirmSignUp(
        _ username: Username, code: OneTimeCode, forceAliasCreation: Bool = false
    ) async throws(CognitoError) {
        try await service.confirmSignUp(
            ConfirmSignUpRequest(
                clientID: clientID, username: username, confirmationCode: code,
                forceAliasCreation: forceAliasCreation, secretHash: secretHash(of: username)))
    }

    /// Sends the code of a sign-up again.
    @discardableResult
    public func resendConfirmationCode(_ username: Username) async throws(CognitoError) -> CodeDeliveryDetails {
        try await service.resendConfirmationCode(
            ResendConfirmationCodeRequest(
                clientID: clientID, username: username, secretHash: secretHash(of: username)))
    }

    /// Sends a code with which the user can set a new password.
    @discardableResult
    public func forgotPassword(_ username: Username) async throws(CognitoError) -> CodeDeliveryDetails {
        try await service.forgotPassword(
            ForgotPasswordRequest(clientID: clientID, username: username, secretHash: secretHash(of: username)))
    }

    /// Sets a new password with the code; all sign-ins end, second factors stay registered.
    public func confirmForgotPassword(
        _ username: Username, code: OneTimeCode, password: Password
    ) async throws(CognitoError) {
        try await service.confirmForgotPassword(
            ConfirmForgotPasswordRequest(
                clientID: clientID, username: username, confirmationCode: code, password: password,
                secretHash: secretHash(of: username)))
    }

    /// Changes the user's attributes; an empty value deletes one.
    ///
    /// - Parameters:
    ///   - accessToken: The user's access token.
    ///   - attributes: The new values.
    ///   - verifyingFirst: True sends a code to each number and address, which is the user's once
    ///     ``verifyAttribute(_:_:code:)`` has taken the code. False leaves that to the pool, as Cognito does.
    /// - Returns: The deliveries of the codes that were sent.
    @discardableResult
    public func updateAttributes(
        _ accessToken: AccessToken, _ attributes: UserAttributes, verifyingFirst: Bool = false
    ) async throws(CognitoError) -> [CodeDeliveryDetails] {
        try await service.updateUserAttributes(
            UpdateUserAttributesRequest(
                accessToken: accessToken, userAttributes: attributes, verifyingFirst: verifyingFirst))
    }

    /// Sends a code to the user's number or address.
    @discardableResult
    public func sendVerificationCode(
        _ accessToken: AccessToken, for attribute: AttributeName
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        try await service.getUserAttributeVerificationCode(
            GetUserAttributeVerificationCodeRequest(accessToken: accessToken, attributeName: attribute))
    }

    /// Verifies the user's number or address with its code.
    public func verifyAttribute(
        _ accessToken: AccessToken, _ attribute: AttributeName, code: OneTimeCode
    ) async throws(CognitoError) {
        try await service.verifyUserAttribute(
            VerifyUserAttributeRequest(accessToken: accessToken, attributeName: attribute, code: code))
    }

    /// Deletes the user.
    public func deleteUser(_ accessToken: AccessToken) async throws(CognitoError) {
        try await service.deleteUser(DeleteUserRequest(accessToken: accessToken))
    }
}
