import AuthFlow
public import UserPoolModel

/// Asks for a pool's MFA settings (Cognito's GetUserPoolMfaConfig).
public struct GetUserPoolMFAConfigRequest: PoolRequest {
    package static let operation = "GetUserPoolMfaConfig"

    /// The pool.
    public var userPoolID: UserPoolID

    /// Puts a request together.
    public init(userPoolID: UserPoolID) { self.userPoolID = userPoolID }
}

extension UserPoolAdministration {
    /// A pool's MFA settings.
    ///
    /// Source: API reference, GetUserPoolMfaConfig.
    public func getUserPoolMFAConfig(
        _ request: GetUserPoolMFAConfigRequest
    ) async throws(CognitoError) -> UserPoolMFAConfigResponse {
        try await administered(request) { (request) async throws(CognitoError) in
            UserPoolMFAConfigResponse(try await service.pool(request.userPoolID))
        }
    }
}

/// A pool's MFA settings in force (the response of both operations).
public struct UserPoolMFAConfigResponse: Sendable, Hashable {
    /// Present when the pool offers SMS.
    public let smsMFAConfiguration: SMSMFAConfiguration?
    /// Present when the pool offers TOTP.
    public let softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration?
    /// Present when the pool offers e-mail.
    public let emailMFAConfiguration: EmailMFAConfiguration?
    /// The mode.
    public let mfaConfiguration: UserPoolMFAMode
    /// Present when passkey settings were given; they have no effect here.
    public let webAuthnConfiguration: SettingValue?

    init(_ pool: PoolRecord) {
        smsMFAConfiguration =
            pool.mfa.factors.contains(.sms)
            ? SMSMFAConfiguration(
                smsAuthenticationMessage: pool.mfa.smsAuthenticationMessage, smsConfiguration: pool.smsConfiguration)
            : nil
        softwareTokenMFAConfiguration =
            pool.mfa.factors.contains(.softwareToken) ? SoftwareTokenMFAConfiguration() : nil
        emailMFAConfiguration = pool.mfa.factors.contains(.email) ? pool.mfa.email : nil
        mfaConfiguration = pool.mfa.mode
        webAuthnConfiguration = pool.settings["WebAuthnConfiguration"]
    }
}
