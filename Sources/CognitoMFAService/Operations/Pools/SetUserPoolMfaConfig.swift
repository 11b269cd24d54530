import AuthFlow
public import UserPoolModel

/// Sets a pool's MFA settings (Cognito's SetUserPoolMfaConfig).
///
/// With a mode, TOTP or e-mail that is left out is off; SMS that is left out stays where MFA is on. Without mode and
/// blocks nothing changes.
public struct SetUserPoolMFAConfigRequest: PoolRequest {
    package static let operation = "SetUserPoolMfaConfig"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The pool's SMS settings; absent leaves them.
    public var smsMFAConfiguration: SMSMFAConfiguration?
    /// The pool's TOTP settings; absent means TOTP is off.
    public var softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration?
    /// The text of e-mails with a code; absent means e-mail is no factor.
    public var emailMFAConfiguration: EmailMFAConfiguration?
    /// The mode; a block without a mode is refused.
    public var mfaConfiguration: UserPoolMFAMode?
    /// The pool's passkey settings (Cognito's `WebAuthnConfiguration`), stored and told back; absent leaves them.
    public var webAuthnConfiguration: SettingValue?

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, smsMFAConfiguration: SMSMFAConfiguration? = nil,
        softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration? = nil,
        emailMFAConfiguration: EmailMFAConfiguration? = nil, mfaConfiguration: UserPoolMFAMode? = nil,
        webAuthnConfiguration: SettingValue? = nil
    ) {
        self.webAuthnConfiguration = webAuthnConfiguration
        self.emailMFAConfiguration = emailMFAConfiguration
        self.userPoolID = userPoolID
        self.smsMFAConfiguration = smsMFAConfiguration
        self.softwareTokenMFAConfiguration = softwareTokenMFAConfiguration
        self.mfaConfiguration = mfaConfiguration
    }

    package func validate(_ members: inout Validation) {
        members.check(smsMFAConfiguration?.smsAuthenticationMessage, .smsAuthenticationMessage)
        if let role = smsMFAConfiguration?.smsConfiguration { members.check(role) }
        members.check(emailMFAConfiguration?.message, .emailMFAMessage)
        members.check(emailMFAConfiguration?.subject, .emailMFASubject)
        let settings = webAuthnConfiguration.map { ["WebAuthnConfiguration": $0] } ?? [:]
        StoredSetting.validate(settings, StoredSetting.pool, &members)
    }
}

extension UserPoolAdministration {
    /// Sets a pool's MFA settings.
    ///
    /// Source: API reference, SetUserPoolMfaConfig.
    public func setUserPoolMFAConfig(
        _ request: SetUserPoolMFAConfigRequest
    ) async throws(CognitoError) -> UserPoolMFAConfigResponse {
        try await administered(request) { (request) async throws(CognitoError) in
            let pool = try await service.changePool(request.userPoolID, isTold: true) { (pool) throws(CognitoError) in
                try pool.take(
                    PoolMFASettings(
                        sms: request.smsMFAConfiguration, softwareToken: request.softwareTokenMFAConfiguration,
                        email: request.emailMFAConfiguration, mode: request.mfaConfiguration),
                    webAuthn: request.webAuthnConfiguration, in: service.profile, at: service.time.now())
            }
            return UserPoolMFAConfigResponse(pool)
        }
    }
}
