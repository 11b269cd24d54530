import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Replaces a pool's MFA settings (Cognito's SetUserPoolMfaConfig): a factor that is left out is off.
public struct SetUserPoolMFAConfigRequest: Sendable {
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
}

/// Asks for a pool's MFA settings (Cognito's GetUserPoolMfaConfig).
public struct GetUserPoolMFAConfigRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID

    /// Puts a request together.
    public init(userPoolID: UserPoolID) { self.userPoolID = userPoolID }
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

extension UserPoolService {
    func setUserPoolMFAConfig(
        _ request: SetUserPoolMFAConfigRequest
    ) async throws(CognitoError) -> UserPoolMFAConfigResponse {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        validation.check(request.smsMFAConfiguration?.smsAuthenticationMessage, .smsAuthenticationMessage)
        validation.check(request.smsMFAConfiguration?.smsConfiguration?.snsCallerARN, .snsCallerARN)
        validation.check(request.smsMFAConfiguration?.smsConfiguration?.snsRegion, .snsRegion)
        validation.check(request.emailMFAConfiguration?.message, .emailMFAMessage)
        validation.check(request.emailMFAConfiguration?.subject, .emailMFASubject)
        try validation.finish()
        let pool = try await changePool(request.userPoolID, isTold: true) { (pool) throws(CognitoError) in
            try pool.take(
                PoolMFASettings(
                    sms: request.smsMFAConfiguration, softwareToken: request.softwareTokenMFAConfiguration,
                    email: request.emailMFAConfiguration, mode: request.mfaConfiguration ?? .off),
                in: profile, at: time.now())
        }
        return UserPoolMFAConfigResponse(pool)
    }

    func getUserPoolMFAConfig(
        _ request: GetUserPoolMFAConfigRequest
    ) async throws(CognitoError) -> UserPoolMFAConfigResponse {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        try validation.finish()
        return UserPoolMFAConfigResponse(try await pool(request.userPoolID))
    }
}
