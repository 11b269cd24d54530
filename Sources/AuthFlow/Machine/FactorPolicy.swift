package import UserPoolModel

/// The decision table: which challenge comes next, or tokens.
///
/// Source: Cognito developer guide, MFA, "user experience"; in `Docs/Fidelity.md` row by row. Where it is silent the
/// answer is never tokens.
package struct FactorPolicy: Sendable {
    private let pool: UserPoolMFAConfiguration
    private let preference: UserMFAPreference
    private let hasPhone: Bool
    private let hasSoftwareToken: Bool
    private let closed: Set<MFAType>

    package init(pool: UserPoolMFAConfiguration, user: UserAuthRecord) {
        self.pool = pool
        preference = user.mfa
        hasPhone = user.attributes.phone != nil
        hasSoftwareToken = user.softwareToken != nil
        closed = Set(MFAType.all.filter(user.codeFailures.isClosed))
    }

    /// What must happen now.
    package enum NextStep: Sendable, Equatable {
        case tokens
        case challenge(MFAType)
        case select([MFAType])
        case setUp([MFAType])
        case refuse(CognitoError)
    }

    /// What must happen for someone who has the password right and has answered `satisfied`.
    package func next(satisfied: Set<MFAType>) -> NextStep {
        guard pool.mode != .off else { return .tokens }
        if pool.mode == .optional, preference.enabled.isEmpty { return .tokens }
        guard satisfied.isDisjoint(with: usable) else { return .tokens }
        guard !usable.isEmpty else { return withoutFactor }
        let open = offered
        if let preferred = preference.preferred, open.contains(preferred) { return .challenge(preferred) }
        switch open.count {
        // A closed factor never opens the way to setting up another: that would pass with the password alone.
        case 0: return .refuse(.attemptsExceeded(.never))
        case 1: return .challenge(open[0])
        default: return .select(open)
        }
    }

    /// The factors that may be asked for, in the order of lists.
    package var offered: [MFAType] { MFAType.all.filter { usable.contains($0) && !closed.contains($0) } }

    /// The factors that the user can answer with and the pool accepts, closed ones included.
    private var usable: Set<MFAType> {
        var factors: Set<MFAType> = []
        // A number counts in a required pool even if it was never switched on; a registered authenticator too. In an
        // optional pool one that was switched on stays asked for when the pool stops offering it.
        if hasPhone, pool.factors.contains(.sms) { factors.insert(.sms) }
        if hasSoftwareToken, pool.mode == .optional || pool.factors.contains(.softwareToken) {
            factors.insert(.softwareToken)
        }
        return pool.mode == .optional ? factors.intersection(preference.enabled) : factors
    }

    private var withoutFactor: NextStep {
        if pool.mode == .optional { return .refuse(.noSMSConfiguration) }
        let choices = MFAType.all.filter(pool.factors.contains)
        return choices.isEmpty ? .refuse(.noFactorOffered) : .setUp(choices)
    }
}
