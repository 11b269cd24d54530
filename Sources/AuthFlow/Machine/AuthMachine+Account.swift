package import CognitoMFACore
package import UserPoolModel

extension AuthMachine {
    /// Why the holder of an access token may not act, or nil when the record still backs the token.
    package func refusal(of principal: Principal) -> CognitoError? {
        if principal.sub != record.sub { return .userNotFound }
        if !record.isEnabled { return .userDisabled }
        switch record.status {
        case .unconfirmed: return .userNotConfirmed
        case .resetRequired: return .passwordResetRequired
        case .confirmed, .forceChangePassword: break
        }
        if principal.generation != record.generation { return .revokedAccessToken }
        return principal.scopes.contains(Principal.userAdminScope) ? nil : .missingScope
    }

    /// Takes SetUserMFAPreference.
    ///
    /// An absent factor stays as it is; in a required pool factors can be preferred only.
    package mutating func preferenceSet(
        sms: MFAPreference?, softwareToken: MFAPreference?, by principal: Principal?, under pool: PoolRecord
    ) -> ChangeAction {
        if let principal, let refusal = refusal(of: principal) { return .refuse(refusal) }
        if sms == .preferred, softwareToken == .preferred { return .refuse(.twoPreferred) }
        let wishes = [(MFAType.sms, sms), (.softwareToken, softwareToken)].compactMap { factor, wish in
            wish.map { (factor, $0) }
        }
        for (factor, wish) in wishes where wish != .disabled && !record.canUse(factor) {
            return .refuse(.noDeliveryConfig(factor))
        }
        for (factor, wish) in wishes {
            switch (pool.mfa.mode, wish) {
            case (.on, .disabled), (.on, .enabled):
                if record.mfa.preferred == factor, wish == .enabled { record.mfa.preferNone() }
            case (.on, .preferred), (.off, _), (.optional, _):
                record.mfa.set(factor, to: wish)
            }
        }
        return .done
    }

    /// Takes AdminUpdateUserAttributes.
    ///
    /// An empty value deletes.
    package mutating func attributesUpdated(_ changes: UserAttributes, at now: UnixTime) -> ChangeAction {
        var changed = record
        do throws(CognitoError) {
            try changed.apply(changes, byAdministrator: true, at: now)
        } catch {
            return .refuse(error)
        }
        record = changed
        return .done
    }

    /// Takes GlobalSignOut by a user, or AdminUserGlobalSignOut.
    package mutating func signedOutEverywhere(by principal: Principal?) -> ChangeAction {
        if let principal, let refusal = refusal(of: principal) { return .refuse(refusal) }
        record.revokeEverything()
        return .done
    }
}

extension UserAuthRecord {
    fileprivate func canUse(_ factor: MFAType) -> Bool {
        factor == .sms ? attributes.phone != nil : softwareToken != nil
    }

    /// Changes attributes.
    ///
    /// A new number or address starts unverified, and whatever was sent to the old one ends.
    package mutating func apply(
        _ changes: UserAttributes, byAdministrator isAdministrator: Bool, at now: UnixTime
    ) throws(CognitoError) {
        try UserAuthRecord.judge(changes, byAdministrator: isAdministrator)
        let oldNumber = attributes.phone
        for (name, value) in changes where attributes[name] != value {
            attributes[name] = value.isEmpty ? nil : value
            if let verified = name.verifiedFlag { attributes[verified] = value.isEmpty ? nil : "false" }
        }
        for name in [AttributeName.phoneNumber, .email] {
            guard let flag = name.verifiedFlag, let verified = changes[flag] else { continue }
            guard attributes[name] != nil else {
                if verified == "true" { throw .verifiedWithout(name) }
                attributes[flag] = nil
                continue
            }
            attributes[flag] = verified
        }
        if let oldNumber, attributes.phone != oldNumber {
            closeSessions {
                if case .awaitingSMSCode(let code) = $0.state { code.destination == oldNumber } else { false }
            }
        }
        modifiedAt = now
    }

    /// Judges the names and the values of a change.
    package static func judge(
        _ changes: UserAttributes, byAdministrator isAdministrator: Bool
    ) throws(CognitoError) {
        for (name, value) in changes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard AttributeName.standard.contains(name) else { throw .attributeNotInSchema(name) }
            switch name {
            case .sub: throw .attributeImmutable(name)
            case .phoneNumber: if !value.isEmpty { _ = try PhoneNumber(value) }
            case .email: if !value.isEmpty, !value.isEmailAddress { throw .invalidEmail }
            case .phoneNumberVerified, .emailVerified:
                guard isAdministrator else { throw .attributeImmutable(name) }
                guard ["true", "false"].contains(value) else { throw .attributeImmutable(name) }
            default: break
            }
        }
    }
}

extension AttributeName {
    /// The flag that says whether a code was received there.
    fileprivate var verifiedFlag: AttributeName? {
        switch self {
        case .phoneNumber: .phoneNumberVerified
        case .email: .emailVerified
        default: nil
        }
    }
}

extension String {
    /// One `@` with something on either side and no white space: all that can be judged without sending.
    fileprivate var isEmailAddress: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !contains(where: \.isWhitespace)
    }
}
