package import CognitoMFACore
package import UserPoolModel

/// The settings that SetUserPoolMfaConfig puts in place of a pool's; a factor without settings is off.
package struct PoolMFASettings: Sendable {
    let sms: SMSMFAConfiguration?
    let softwareToken: SoftwareTokenMFAConfiguration?
    let email: EmailMFAConfiguration?
    let mode: UserPoolMFAMode

    package init(
        sms: SMSMFAConfiguration?, softwareToken: SoftwareTokenMFAConfiguration?, email: EmailMFAConfiguration?,
        mode: UserPoolMFAMode
    ) {
        (self.sms, self.softwareToken, self.email, self.mode) = (sms, softwareToken, email, mode)
    }

    fileprivate var isEmpty: Bool { sms == nil && softwareToken == nil && email == nil }
}

extension PoolRecord {
    /// Takes SetUserPoolMfaConfig.
    ///
    /// Settings equal to the pool's own change nothing, the time of the last change included.
    ///
    /// - Throws: InvalidParameterException for the combinations the service refuses, and in profile `classic` for a change
    ///   *to* ON: a pool requires MFA from its creation or never. Source: the guide as first published, "Required".
    package mutating func take(
        _ settings: PoolMFASettings, in profile: CognitoProfile = .classic, at now: UnixTime
    ) throws(CognitoError) {
        let mode = settings.mode
        let role = settings.sms?.smsConfiguration ?? smsConfiguration
        var factors: Set<MFAType> = []
        if settings.sms != nil, role != nil { factors.insert(.sms) }
        if settings.softwareToken?.enabled == true { factors.insert(.softwareToken) }
        if settings.email != nil { factors.insert(.email) }
        if mode == .off {
            guard settings.isEmpty else { throw .offWithFactor }
        } else {
            guard !factors.isEmpty else { throw .noFactorConfigured }
            guard smsConfiguration == nil || settings.sms != nil else { throw .cannotDropSMS }
            guard mode != .on || mfa.mode == .on || profile.canTurnOn else { throw .cannotTurnOn }
        }
        var pool = self
        pool.smsConfiguration = role
        // A pool that keeps its SMS role keeps offering SMS, whatever its mode is now.
        if role != nil { factors.insert(.sms) }
        pool.mfa = UserPoolMFAConfiguration(
            mode: mode, factors: factors,
            smsAuthenticationMessage: settings.sms?.smsAuthenticationMessage ?? mfa.smsAuthenticationMessage,
            email: settings.email ?? mfa.email)
        try pool.validateRecovery()
        guard pool != self else { return }
        pool.modifiedAt = now
        self = pool
    }

    /// Takes UpdateUserPool.
    ///
    /// - Parameter name: nil keeps the pool's name.
    /// - Throws: InvalidParameterException for a change to ON, in every profile, and for turning MFA off while an SMS role
    ///   is given. Source: replies of UpdateUserPool.
    package mutating func update(
        name: String?, to members: UserPoolOptions, at now: UnixTime
    ) throws(CognitoError) {
        let mode = members.mfaConfiguration ?? .off
        guard mode != .on || mfa.mode == .on else { throw .cannotTurnOn }
        if mode == .off, mfa.mode != .off, members.smsConfiguration != nil { throw .cannotTurnOffWithRole }
        var factors = mfa.factors
        factors.remove(.sms)
        if members.smsConfiguration != nil { factors.insert(.sms) }
        guard mode == .off || !factors.isEmpty else { throw .smsConfigurationRequired }
        var pool = self
        pool.take(members)
        pool.name = name ?? self.name
        pool.smsConfiguration = members.smsConfiguration
        pool.mfa = UserPoolMFAConfiguration(
            mode: mode, factors: factors, smsAuthenticationMessage: members.smsAuthenticationMessage, email: mfa.email)
        pool.modifiedAt = now
        try pool.validateRecovery()
        self = pool
    }

    /// Takes the members that are not about factors.
    package mutating func take(_ members: UserPoolOptions) {
        passwordPolicy = members.passwordPolicy
        autoVerifiedAttributes = members.autoVerifiedAttributes
        accountRecovery = members.accountRecoverySetting
        messages = members.messages
        allowAdminCreateUserOnly = members.allowAdminCreateUserOnly
        attributesRequireVerificationBeforeUpdate = members.attributesRequireVerificationBeforeUpdate
        firstSignInTokensWithoutMFA = members.firstSignInTokensWithoutMFA
    }

    /// Validates the ways back to an account.
    ///
    /// - Throws: InvalidParameterException when the only way back is a factor, or an administrator stands beside another
    ///   way.
    package func validateRecovery() throws(CognitoError) {
        guard let ways = accountRecovery else { return }
        if ways.contains(.adminOnly), ways.count > 1 { throw .adminOnlyStandsAlone }
        if mfa.mode != .off, mfa.factors.contains(.sms), ways == [.verifiedPhoneNumber] { throw .recoveryByFactor }
    }
}
