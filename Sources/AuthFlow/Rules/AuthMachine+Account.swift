package import CognitoMFACore
package import UserPoolModel

extension AuthMachine {
    /// The time after a sign-in in which factors may be changed without a new one, in profile `strict`.
    package static let freshness = Duration.seconds(600)

    /// The reason for which the holder of an access token may not act; nil while the record backs the token.
    package func refusal(of principal: Principal) -> CognitoError? {
        if principal.sub != record.sub { return .userNotFound }
        if !record.isEnabled { return .userDisabled }
        if let refusal = record.statusRefusal { return refusal }
        if !record.honours(principal.family, madeUnder: principal.generation) { return .revokedAccessToken }
        return principal.scopes.contains(Principal.userAdminScope) ? nil : .missingScope
    }

    /// The same for a change of factors, which profile `strict` grants after a fresh sign-in only.
    package func refusal(ofChangeBy principal: Principal, in context: PoolContext) -> CognitoError? {
        if let refusal = refusal(of: principal) { return refusal }
        guard context.profile.guardsFactors, context.now >= principal.authenticatedAt + Self.freshness else {
            return nil
        }
        return .reauthenticationRequired
    }

    /// Takes SetUserMFAPreference.
    ///
    /// An absent factor stays as it is; in a required pool factors can be preferred only. In profile `strict` a user must
    /// not choose a number or address that has received no code yet, if sign-in would ask for nothing else.
    package mutating func preferenceSet(
        _ wishes: [MFAType: MFAPreference], by principal: Principal?, in context: PoolContext
    ) -> ChangeAction {
        if let principal, let refusal = refusal(ofChangeBy: principal, in: context) { return .refuse(refusal) }
        guard wishes.values.filter({ $0 == .preferred }).count < 2 else { return .refuse(.twoPreferred) }
        let ordered = SecondFactor.allCases.compactMap { factor in wishes[factor.type].map { (factor, $0) } }
        for (factor, wish) in ordered where wish != .disabled && !factor.rules.isRegistered(by: record) {
            return .refuse(.noDeliveryConfig(factor.type))
        }
        let before = record.mfa
        for (factor, wish) in ordered {
            switch (context.pool.mfa.mode, wish) {
            case (.on, .disabled), (.on, .enabled):
                if record.mfa.preferredFactor == factor, wish == .enabled { record.mfa.preferNone() }
            case (.on, .preferred), (.off, _), (.optional, _):
                record.mfa.set(factor, to: wish)
            }
        }
        guard record.mfa != before else { return .done }
        if principal != nil, context.profile.guardsFactors, let factor = onlyUnverifiedFactor {
            record.mfa = before
            return .refuse(.noDeliveryConfig(factor.type))
        }
        let preference = record.mfa
        emit(at: context.now) { .mfaPreferenceChanged($0, preference) }
        factorChanged(by: principal, in: context)
        return .done
    }

    /// The first factor that sign-in would ask for, where it would ask for unverified numbers and addresses only.
    private var onlyUnverifiedFactor: SecondFactor? {
        let usable = record.mfa.factors.inOrder.filter { $0.rules.isRegistered(by: record) }
        let asked = record.mfa.preferredFactor.flatMap { usable.contains($0) ? [$0] : nil } ?? usable
        return asked.contains { $0.rules.isProven(by: record) } ? nil : asked.first
    }

    /// Takes GlobalSignOut by a user, or AdminUserGlobalSignOut.
    package mutating func signedOutEverywhere(by principal: Principal?, at now: UnixTime) -> ChangeAction {
        if let principal, let refusal = refusal(of: principal) { return .refuse(refusal) }
        record.revokeEverything()
        emit(at: now) { .signedOutEverywhere($0) }
        return .done
    }

    /// Takes AdminDisableUser and AdminEnableUser.
    ///
    /// Whoever is disabled is signed out; enabling brings no token back.
    package mutating func enabled(_ isEnabled: Bool, at now: UnixTime) -> ChangeAction {
        if !isEnabled { record.revokeEverything() }
        record.isEnabled = isEnabled
        record.modifiedAt = now
        emit(at: now) { .userEnabled($0, isEnabled) }
        return .done
    }

    /// Takes AdminUnlock: locks are lifted, closed factors and recovery opened.
    package mutating func unlocked(at now: UnixTime) -> ChangeAction {
        record.passwordFailures.clear()
        record.codeFailures.clearAll()
        record.recoveryFailures = 0
        emit(at: now) { .unlocked($0) }
        return .done
    }

    /// Takes DeleteUser, or AdminDeleteUser.
    ///
    /// - Returns: what is left, or why not.
    package mutating func deleted(
        by principal: Principal?, in context: PoolContext
    ) -> Result<Tombstone, CognitoError> {
        if let principal, let refusal = refusal(ofChangeBy: principal, in: context) { return .failure(refusal) }
        emit(at: context.now) { .userDeleted($0) }
        return .success(Tombstone(generation: record.generation &+ 1))
    }

    /// The reason for which the user's record no longer backs a family of tokens, or nil.
    package func refusal(of family: FamilyRecord) -> CognitoError? {
        if !record.isEnabled { return .userDisabled }
        if !record.honours(family.id, madeUnder: family.generation) { return .revokedRefreshToken }
        return record.statusRefusal
    }

    /// Brings the record's marks in line with its attributes: what is no alias any more loses its mark, what has become
    /// one gets the mark that the operation holds.
    ///
    /// - Returns: the aliases that must be reserved first.
    package mutating func updateReservations(in context: PoolContext) -> [Alias] {
        let wanted = context.pool.aliases(of: record)
        var missing: [Alias] = []
        for name in [AttributeName.email, .phoneNumber, .preferredUsername] {
            guard let alias = wanted.first(where: { $0.attribute == name }) else {
                record.reservations[name] = nil
                continue
            }
            if record.reservations[name]?.digest == alias.digest { continue }
            if context.aliases.refused.contains(name) {
                record.reservations[name] = nil
                continue
            }
            guard let mark = context.aliases.marks[name], mark.digest == alias.digest else {
                missing.append(alias)
                continue
            }
            record.reservations[name] = mark
        }
        return missing
    }
}
