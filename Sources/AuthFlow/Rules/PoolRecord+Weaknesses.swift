package import CognitoMFACore
package import UserPoolModel

// A stored pool beside the settings that code asks for.
extension PoolRecord {
    /// The points in which the pool asks for less than another one, in Cognito's words; empty if there is none.
    package func weaknesses(against asked: PoolRecord) -> [String] {
        var found: [String] = []
        func compare(_ name: String, _ stored: Int, atLeast asked: Int) {
            if stored < asked { found.append("\(name) is \(stored), not \(asked)") }
        }
        func compare(_ name: String, _ stored: Bool, asks asked: Bool) {
            if asked, !stored { found.append("\(name) is false, not true") }
        }
        if mfa.mode.strength < asked.mfa.mode.strength {
            found.append("MfaConfiguration is \(mfa.mode.rawValue), not \(asked.mfa.mode.rawValue)")
        }
        for factor in surplusFactors(beside: asked).inOrder { found.append("\(factor.type.rawValue) is offered") }
        if firstSignInTokensWithoutMFA, !asked.firstSignInTokensWithoutMFA {
            found.append("firstSignInTokensWithoutMFA is true, not false")
        }
        let (stored, policy) = (passwordPolicy, asked.passwordPolicy)
        compare("MinimumLength", stored.minimumLength, atLeast: policy.minimumLength)
        compare("PasswordHistorySize", stored.passwordHistorySize, atLeast: policy.passwordHistorySize)
        compare("RequireUppercase", stored.requireUppercase, asks: policy.requireUppercase)
        compare("RequireLowercase", stored.requireLowercase, asks: policy.requireLowercase)
        compare("RequireNumbers", stored.requireNumbers, asks: policy.requireNumbers)
        compare("RequireSymbols", stored.requireSymbols, asks: policy.requireSymbols)
        compare("AllowAdminCreateUserOnly", allowAdminCreateUserOnly, asks: asked.allowAdminCreateUserOnly)
        let held = attributesRequireVerificationBeforeUpdate ?? []
        for name in (asked.attributesRequireVerificationBeforeUpdate ?? []).map(\.rawValue).sorted()
        where !held.contains(AttributeName(rawValue: name)) {
            found.append("AttributesRequireVerificationBeforeUpdate lacks \(name)")
        }
        return found
    }

    /// Changes what is weaker than in another pool, and nothing else.
    ///
    /// - Throws: InvalidParameterException in profile `classic` for a change to ON, and for settings that do not agree.
    package mutating func strengthen(
        to asked: PoolRecord, in profile: CognitoProfile, at now: UnixTime
    ) throws(CognitoError) {
        guard !weaknesses(against: asked).isEmpty else { return }
        var pool = self
        let mode = mfa.mode.strength < asked.mfa.mode.strength ? asked.mfa.mode : mfa.mode
        guard mode != .on || mfa.mode == .on || profile.canTurnOn else { throw .cannotTurnOn }
        var factors = mfa.offered.subtracting(surplusFactors(beside: asked))
        if mode != mfa.mode || factors.isEmpty { for factor in asked.mfa.offered.inOrder { factors.insert(factor) } }
        pool.smsConfiguration = factors.contains(.sms) ? smsConfiguration ?? asked.smsConfiguration : nil
        pool.mfa = UserPoolMFAConfiguration(
            mode: mode, factors: Set(factors.types), smsAuthenticationMessage: mfa.smsAuthenticationMessage,
            email: mfa.email)
        pool.firstSignInTokensWithoutMFA = firstSignInTokensWithoutMFA && asked.firstSignInTokensWithoutMFA
        let policy = asked.passwordPolicy
        pool.passwordPolicy.minimumLength = max(passwordPolicy.minimumLength, policy.minimumLength)
        pool.passwordPolicy.passwordHistorySize = max(passwordPolicy.passwordHistorySize, policy.passwordHistorySize)
        pool.passwordPolicy.requireUppercase = passwordPolicy.requireUppercase || policy.requireUppercase
        pool.passwordPolicy.requireLowercase = passwordPolicy.requireLowercase || policy.requireLowercase
        pool.passwordPolicy.requireNumbers = passwordPolicy.requireNumbers || policy.requireNumbers
        pool.passwordPolicy.requireSymbols = passwordPolicy.requireSymbols || policy.requireSymbols
        pool.allowAdminCreateUserOnly = allowAdminCreateUserOnly || asked.allowAdminCreateUserOnly
        if let more = asked.attributesRequireVerificationBeforeUpdate {
            pool.attributesRequireVerificationBeforeUpdate =
                (attributesRequireVerificationBeforeUpdate ?? []).union(more)
            // What is verified before an update must be verified automatically.
            pool.autoVerifiedAttributes.formUnion(more)
        }
        pool.modifiedAt = now
        try pool.validateCombinations()
        self = pool
    }

    /// The factors by message that the pool offers and another one, which has MFA, does not.
    private func surplusFactors(beside asked: PoolRecord) -> FactorSet {
        guard mfa.mode != .off, asked.mfa.mode != .off else { return FactorSet() }
        return FactorSet(mfa.offered.subtracting(asked.mfa.offered).inOrder.filter { $0.attribute != nil })
    }
}

extension UserPoolMFAMode {
    /// The order of the modes by what they ask for.
    fileprivate var strength: Int {
        switch self {
        case .off: 0
        case .optional: 1
        case .on: 2
        }
    }
}
