import AuthFlow
public import UserPoolModel

/// Replaces a pool's MFA settings (Cognito's SetUserPoolMfaConfig): a factor that is left out is off.
public struct SetUserPoolMFAConfigRequest: PoolRequest {
    package static let operation = "SetUserPoolMfaConfig"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The pool's SMS settings; absent means SMS is off.
    public var smsMFAConfiguration: SMSMFAConfiguration?
    /// The pool's TOTP settings; absent means TOTP is off.
    public var softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration?
    /// The text of e-mails with a code; absent means e-mail is no factor.
    public var emailMFAConfiguration: EmailMFAConfiguration?
    /// The mode; OFF unless given.
    public var mfaConfiguration: UserPoolMFAMode?

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, smsMFAConfiguration: SMSMFAConfiguration? = nil,
        softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration? = nil,
        emailMFAConfiguration: EmailMFAConfiguration? = nil, mfaConfiguration: UserPoolMFAMode? = nil
    ) {
        self.emailMFAConfiguration = emailMFAConfiguration
        self.userPoolID = userPoolID
        self.smsMFAConfiguration = smsMFAConfiguration
        self.softwareTokenMFAConfiguration = softwareTokenMFAConfiguration
        self.mfaConfiguration = mfaConfiguration
    }

    package func validate(_ members: inout Validation) {
        members.check(smsMFAConfiguration?.smsAuthenticationMessage, .smsAuthenticationMessage)
        members.check(smsMFAConfiguration?.smsConfiguration?.snsCallerARN, .snsCallerARN)
        members.check(smsMFAConfiguration?.smsConfiguration?.snsRegion, .snsRegion)
        members.check(emailMFAConfiguration?.message, .emailMFAMessage)
        members.check(emailMFAConfiguration?.subject, .emailMFASubject)
    }
}

extension UserPoolAdministration {
    /// Replaces a pool's MFA settings.
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
                        email: request.emailMFAConfiguration, mode: request.mfaConfiguration ?? .off),
                    in: service.profile, at: service.time.now())
            }
            return UserPoolMFAConfigResponse(pool)
        }
    }
}
