import CognitoMFACore
package import UserPoolModel

/// The row of the decision table that answered.
public enum SignInRule: String, Sendable, Hashable, CaseIterable {
    /// The pool asks nobody.
    case poolIsOff
    /// The pool asks who has switched a factor on, and the user has not.
    case nothingSwitchedOn
    /// A factor that the pool demands has been answered in this sign-in.
    case factorAnswered
    /// The user's preferred factor.
    case preferredFactor
    /// The only factor that can be asked for.
    case onlyFactor
    /// Several factors can be asked for and none is preferred.
    case severalFactors
    /// The pool requires a factor and the user has none.
    case setUp
    /// The pool lets a user who signed up in once, to set a factor up.
    case firstSignIn
    /// The factors switched on have lost their number or address.
    case switchedOnButUnusable
    /// Every factor left is closed by wrong codes.
    case allFactorsClosed
    /// The pool requires a factor and has none to set up.
    case nothingToSetUp
}

/// The decision table: which challenge comes next, or tokens.
///
/// Source: Cognito developer guide, MFA, "user experience"; in `Docs/Fidelity.md` row by row. Where it is silent the
/// answer is never tokens.
package struct FactorPolicy: Sendable {
    private let demand: FactorDemand
    private let preference: UserMFAPreference
    private let reachable: FactorSet
    private let closed: FactorSet
    private let mayEnterOnce: Bool

    package init(pool: borrowing PoolRecord, user: borrowing UserAuthRecord) { self.init(FactorDemand(pool), of: user) }

    package init(_ demand: FactorDemand, of user: borrowing UserAuthRecord) {
        self.demand = demand
        preference = user.mfa
        // Verified or not: what is there can be asked for. The table has no use for the others.
        let asked =
            switch demand.mode {
            case .off: FactorSet()
            case .optional: preference.factors
            case .on: demand.factors
            }
        var (reachable, closed) = (FactorSet(), FactorSet())
        for factor in asked.inOrder {
            if factor.rules.isRegistered(by: user) { reachable.insert(factor) }
            if user.codeFailures.isClosed(factor) { closed.insert(factor) }
        }
        (self.reachable, self.closed) = (reachable, closed)
        mayEnterOnce = demand.grantsFirstSignIn && user.awaitsFirstSignIn
    }

    /// The next step of a sign-in.
    package enum NextStep: Sendable, Equatable {
        case tokens
        case challenge(SecondFactor)
        case select([SecondFactor])
        case setUp([SecondFactor])
        case refuse(CognitoError)

        /// The factors to answer with, to choose from, or to set up.
        package var factors: [SecondFactor] {
            switch self {
            case .tokens, .refuse: []
            case .challenge(let factor): [factor]
            case .select(let factors), .setUp(let factors): factors
            }
        }
    }

    /// The next step for someone whose first factor is proved and who has answered `satisfied`.
    package func next(satisfied: FactorSet) -> NextStep { decision(satisfied: satisfied).step }

    /// The same with the row that says so.
    package func decision(satisfied: FactorSet) -> (rule: SignInRule, step: NextStep) {
        guard demand.mode != .off else { return (.poolIsOff, .tokens) }
        if demand.mode == .optional, preference.factors.isEmpty { return (.nothingSwitchedOn, .tokens) }
        guard satisfied.isDisjoint(with: usable) else { return (.factorAnswered, .tokens) }
        guard !candidates.isEmpty else { return withoutCandidate }
        if let preferred = preference.preferredFactor, usable.contains(preferred), !closed.contains(preferred) {
            return (.preferredFactor, .challenge(preferred))
        }
        let open = offered
        switch open.count {
        // A closed factor never opens the way to setting up another: that would pass with the password alone.
        case 0: return (.allFactorsClosed, .refuse(.attemptsExceeded(.changeCall)))
        case 1: return (.onlyFactor, .challenge(open[0]))
        default: return (.severalFactors, .select(open))
        }
    }

    /// The factors that may be chosen among, in the order of lists.
    package var offered: [SecondFactor] { candidates.subtracting(closed).inOrder }

    /// The factors that the user can answer with and the pool accepts, closed ones included.
    private var usable: FactorSet {
        guard demand.mode == .optional else { return reachable.intersection(demand.factors) }
        // An authenticator that was switched on stays asked for when the pool stops offering it.
        return reachable.intersection(preference.factors).intersection(demand.factors.inserting(.softwareToken))
    }

    /// The usable ones without the channel that a forgotten password is recovered by, unless the user prefers it: in a
    /// required pool whoever reads that channel would have both factors.
    private var candidates: FactorSet {
        guard demand.mode == .on else { return usable }
        var candidates = usable
        for factor in SecondFactor.allCases where factor.attribute != nil && factor.attribute == demand.recovery {
            if factor != preference.preferredFactor { candidates.remove(factor) }
        }
        return candidates
    }

    private var withoutCandidate: (rule: SignInRule, step: NextStep) {
        if demand.mode == .optional { return (.switchedOnButUnusable, .refuse(.noSMSConfiguration)) }
        guard usable.isDisjoint(with: closed) else {
            return (.allFactorsClosed, .refuse(.attemptsExceeded(.changeCall)))
        }
        if mayEnterOnce, usable.isEmpty { return (.firstSignIn, .tokens) }
        let choices = SecondFactor.allCases.filter {
            demand.factors.contains($0) && !reachable.contains($0)
                && ($0.attribute == nil || $0.attribute != demand.recovery)
        }
        return choices.isEmpty ? (.nothingToSetUp, .refuse(.noFactorOffered)) : (.setUp, .setUp(choices))
    }
}

// The one copy of the rules that keep a user out before any factor is asked for.
extension UserAuthRecord {
    /// The reason for which the user's status keeps the user out, or nil.
    package var statusRefusal: CognitoError? {
        switch status {
        case .unconfirmed: .userNotConfirmed
        case .resetRequired: .passwordResetRequired
        case .confirmed, .forceChangePassword: nil
        }
    }

    /// The reason for which a right password does not pass now, or nil: disabled, status, temporary password, in this
    /// order.
    func refusalOfRightPassword(at now: UnixTime) -> CognitoError? {
        if !isEnabled { return .userDisabled }
        if let refusal = statusRefusal { return refusal }
        guard status == .forceChangePassword, let end = temporaryPasswordExpiresAt, now >= end else { return nil }
        return .temporaryPasswordExpired
    }
}

extension AuthMachine {
    /// Runs the next sign-in with the right password on a copy of the record.
    ///
    /// It is the event of a sign-in, so that gate, table and limits are the same. Nothing is stored.
    package static func rehearseSignIn(of record: UserAuthRecord, in context: SignInContext) -> SignInAction {
        var machine = AuthMachine(record: record)
        let proof = FirstFactorProof(password: record.password, generation: record.generation, isAccepted: true)
        return machine.firstFactorChecked(proof, in: context)
    }
}
