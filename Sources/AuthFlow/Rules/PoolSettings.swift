package import CognitoMFACore
package import UserPoolModel

/// The settings that a SetUserPoolMfaConfig request gives; nil where it has no such block.
package struct PoolMFASettings: Sendable {
    let sms: SMSMFAConfiguration?
    let softwareToken: SoftwareTokenMFAConfiguration?
    let email: EmailMFAConfiguration?
    let mode: UserPoolMFAMode?

    package init(
        sms: SMSMFAConfiguration?, softwareToken: SoftwareTokenMFAConfiguration?, email: EmailMFAConfiguration?,
        mode: UserPoolMFAMode?
    ) {
        (self.sms, self.softwareToken, self.email, self.mode) = (sms, softwareToken, email, mode)
    }

    fileprivate var isEmpty: Bool { sms == nil && softwareToken == nil && email == nil }
}

extension PoolRecord {
    /// Takes SetUserPoolMfaConfig (R86).
    ///
    /// A request without mode and blocks changes nothing. A TOTP or e-mail block that is left out takes that factor away; an
    /// SMS block that is left out keeps SMS where MFA is on. Settings equal to the pool's own change nothing, the time of the
    /// last change included.
    ///
    /// - Throws: InvalidParameterException for the combinations the service refuses, and in profile `classic` for a change
    ///   *to* ON: a pool requires MFA from its creation or never. Source: the guide as first published, "Required".
    ///
    /// - Parameter webAuthn: the passkey settings, which change alone if the request has nothing else.
    package mutating func take(
        _ settings: PoolMFASettings, webAuthn: SettingValue? = nil, in profile: CognitoProfile = .classic,
        at now: UnixTime
    ) throws(CognitoError) {
        if let webAuthn, self.settings["WebAuthnConfiguration"] != webAuthn {
            self.settings["WebAuthnConfiguration"] = webAuthn
            modifiedAt = now
        }
        guard let mode = settings.mode else {
            guard settings.isEmpty else { throw .offWithFactor }
            return
        }
        let role = settings.sms?.smsConfiguration ?? smsConfiguration
        var factors: Set<MFAType> = []
        // A pool that has an SMS role keeps offering SMS, whatever its mode is now.
        if role != nil { factors.insert(.sms) }
        if settings.softwareToken?.enabled == true { factors.insert(.softwareToken) }
        if settings.email != nil { factors.insert(.email) }
        if mode == .off {
            guard settings.isEmpty else { throw .offWithFactor }
        } else {
            guard !factors.isEmpty else { throw .noFactorConfigured }
            guard smsConfiguration == nil || settings.sms != nil || mfa.mode != .off else { throw .cannotDropSMS }
            guard mode != .on || mfa.mode == .on || profile.canTurnOn else { throw .cannotTurnOn }
        }
        var pool = self
        pool.smsConfiguration = role
        pool.mfa = UserPoolMFAConfiguration(
            mode: mode, factors: factors,
            smsAuthenticationMessage: settings.sms?.smsAuthenticationMessage ?? mfa.smsAuthenticationMessage,
            email: settings.email ?? mfa.email)
        try pool.validateCombinations()
        guard pool != self else { return }
        pool.modifiedAt = now
        self = pool
    }

    /// Takes UpdateUserPool: an option that is not mentioned is kept where it guards users, and reset elsewhere.
    ///
    /// - Parameter name: nil keeps the pool's name.
    /// - Throws: InvalidParameterException for a change to ON, in every profile, and for turning MFA off while an SMS role
    ///   is given. Source: replies of UpdateUserPool.
    package mutating func update(
        name: String?, to members: UserPoolOptions, at now: UnixTime
    ) throws(CognitoError) {
        let mode = members.mfaConfiguration ?? mfa.mode
        guard mode != .on || mfa.mode == .on else { throw .cannotTurnOn }
        if mode == .off, mfa.mode != .off, members.smsConfiguration != nil { throw .cannotTurnOffWithRole }
        let role = members.smsConfiguration ?? smsConfiguration
        var factors = mfa.factors
        factors.remove(.sms)
        if role != nil { factors.insert(.sms) }
        guard mode == .off || !factors.isEmpty else { throw .smsConfigurationRequired }
        var pool = self
        pool.take(members)
        pool.name = name ?? self.name
        pool.smsConfiguration = role
        pool.mfa = UserPoolMFAConfiguration(
            mode: mode, factors: factors, smsAuthenticationMessage: members.smsAuthenticationMessage, email: mfa.email)
        pool.modifiedAt = now
        try pool.validateCombinations()
        self = pool
    }

    /// Takes the members that are not about factors.
    package mutating func take(_ members: UserPoolOptions) {
        passwordPolicy = members.passwordPolicy ?? passwordPolicy
        accountRecovery = members.accountRecoverySetting ?? accountRecovery
        allowAdminCreateUserOnly = members.allowAdminCreateUserOnly ?? allowAdminCreateUserOnly
        attributesRequireVerificationBeforeUpdate =
            members.attributesRequireVerificationBeforeUpdate ?? attributesRequireVerificationBeforeUpdate
        firstSignInTokensWithoutMFA = members.firstSignInTokensWithoutMFA ?? firstSignInTokensWithoutMFA
        deletionProtection = members.deletionProtection ?? deletionProtection
        tags = members.tags ?? tags
        settings = StoredSetting.update(settings, by: members.otherSettings, StoredSetting.pool)
        // The newer way to say how long a temporary password lives takes the older one's place.
        if members.passwordPolicy != nil, members.otherSettings["UnusedAccountValidityDays"] == nil {
            settings["UnusedAccountValidityDays"] = nil
        }
        autoVerifiedAttributes = members.autoVerifiedAttributes ?? []
        messages = members.messages ?? VerificationMessages()
    }

    /// Validates the settings that must agree with each other.
    ///
    /// - Throws: InvalidParameterException when the only way back is a factor, when an administrator stands beside another
    ///   way, and when an attribute is to be verified before an update that is not verified at all.
    package func validateCombinations() throws(CognitoError) {
        guard (attributesRequireVerificationBeforeUpdate ?? []).isSubset(of: autoVerifiedAttributes) else {
            throw .verifiedBeforeUpdateOnly
        }
        guard let ways = accountRecovery else { return }
        if ways.contains(.adminOnly), ways.count > 1 { throw .adminOnlyStandsAlone }
        guard mfa.mode != .off, ways.count == 1 else { return }
        if ways == [.verifiedPhoneNumber], mfa.factors.contains(.sms) { throw .recoveryByFactor }
        if ways == [.verifiedEmail], mfa.factors.contains(.email) { throw .recoveryByEmailFactor }
    }

    // The attributes that the pool's users may have.
    /// Every attribute with its rules: the standard ones, as far as the pool says nothing else, and the custom ones.
    package var allAttributes: [SchemaAttribute] {
        let standard = SchemaAttribute.standard.map { usual in
            guard var own = schema.first(where: { $0.name == usual.name }) else { return usual }
            own.type = usual.type
            own.minimum = own.minimum ?? usual.minimum
            own.maximum = own.maximum ?? usual.maximum
            return own
        }
        return standard + schema.filter { !AttributeName.standard.contains($0.name) }
    }

    /// The rules of one attribute; nil for one that the pool has not.
    package func attribute(_ name: AttributeName) -> SchemaAttribute? { allAttributes.first { $0.name == name } }

    /// Adds attributes at creation or later.
    ///
    /// - Throws: InvalidParameterException for a name that is no custom one, for a required custom attribute, for bounds that
    ///   cannot be met, for one that the pool has already, and for more than 50 of them.
    package mutating func add(_ attributes: [SchemaAttribute], customOnly: Bool) throws(CognitoError) {
        for attribute in attributes {
            if let usual = SchemaAttribute.standard.first(where: { $0.name == attribute.name }) {
                guard !customOnly else { throw .invalidSchema(attribute.name) }
                guard attribute.type == usual.type || attribute.type == .string else {
                    throw .standardAttributeType(attribute.name)
                }
            } else {
                guard attribute.isCustom else { throw .invalidSchema(attribute.name) }
                guard !attribute.isRequired else { throw .requiredCustomAttribute }
            }
            try attribute.validateBounds()
            if let taken = schema.first(where: { $0.isCalled(as: attribute) }) {
                throw .attributeTwice(attribute.name, taken.name)
            }
            schema.append(attribute)
        }
        guard schema.count(where: \.isCustom) <= SchemaAttribute.customCap else { throw .tooManyAttributes }
    }
}
