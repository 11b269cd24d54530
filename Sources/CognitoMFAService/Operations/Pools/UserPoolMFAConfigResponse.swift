import AuthFlow
public import UserPoolModel

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
    }
}
