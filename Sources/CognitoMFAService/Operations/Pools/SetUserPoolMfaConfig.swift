package import AuthFlow
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

/// A pool's SMS settings (Cognito's `SmsMfaConfigType`).
public struct SMSMFAConfiguration: Sendable, Hashable {
    /// 6-140 characters with `{####}`.
    public var smsAuthenticationMessage: String?
    /// The role; absent leaves the one the pool has.
    public var smsConfiguration: SMSConfiguration?

    /// Puts settings together.
    public init(smsAuthenticationMessage: String? = nil, smsConfiguration: SMSConfiguration? = nil) {
        self.smsAuthenticationMessage = smsAuthenticationMessage
        self.smsConfiguration = smsConfiguration
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

/// What SetUserPoolMfaConfig leads to.
private struct ReplacedAction: MachineAction {}

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
        let decision = try await loop(OperationRandomness(random)).run(
            .pool(request.userPoolID), as: PoolRecord.self,
            absent: { () async throws(CognitoError) -> Never in throw .poolNotFound(request.userPoolID) },
            decide: { (record) async throws(CognitoError) in
                let pool = try record.replacing(with: request, under: profile)
                return (pool, ReplacedAction(), pool == record ? [] : changed(pool: pool.id))
            })
        return UserPoolMFAConfigResponse(decision.record)
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

extension PoolRecord {
    /// The pool with the settings of a request in place of its own.
    ///
    /// - Throws: InvalidParameterException for the combinations the service refuses, and in profile `classic` for a change
    ///   *to* ON: a pool requires MFA from its creation or never. Source: the guide as first published, "Required".
    package func replacing(
        with request: SetUserPoolMFAConfigRequest, under profile: CognitoProfile = .classic
    ) throws(CognitoError) -> PoolRecord {
        let mode = request.mfaConfiguration ?? .off
        let role = request.smsMFAConfiguration?.smsConfiguration ?? smsConfiguration
        var factors: Set<MFAType> = []
        if request.smsMFAConfiguration != nil, role != nil { factors.insert(.sms) }
        if request.softwareTokenMFAConfiguration?.enabled == true { factors.insert(.softwareToken) }
        if request.emailMFAConfiguration != nil { factors.insert(.email) }
        if mode == .off {
            let isConfigured =
                request.smsMFAConfiguration != nil || request.softwareTokenMFAConfiguration != nil
                || request.emailMFAConfiguration != nil
            guard !isConfigured else { throw .offWithFactor }
        } else {
            guard !factors.isEmpty else { throw .noFactorConfigured }
            guard smsConfiguration == nil || request.smsMFAConfiguration != nil else { throw .cannotDropSMS }
            guard mode != .on || mfa.mode == .on || profile.canTurnOn else { throw .cannotTurnOn }
        }
        var pool = self
        pool.smsConfiguration = role
        // A pool that keeps its SMS role keeps offering SMS, whatever its mode is now.
        if mode == .off, role != nil { factors.insert(.sms) }
        pool.mfa = UserPoolMFAConfiguration(
            mode: mode, factors: factors,
            smsAuthenticationMessage: request.smsMFAConfiguration?.smsAuthenticationMessage
                ?? mfa.smsAuthenticationMessage,
            email: request.emailMFAConfiguration ?? mfa.email)
        try pool.validateRecovery()
        return pool
    }
}
