/// Verifies a history of calls by the rules, with nothing but what clients saw.
///
/// It shares no code with the library: it has no machine, no decision table and no counters, only what `Docs/Rules.md`
/// says. A call may have taken effect at any instant of its span, so a history of calls that overlap is accused only of
/// what no order of them allows; a sequential one of everything.
public struct Auditor: Sendable {
    /// The figures.
    public var terms: Terms

    /// An auditor with the figures of the rules, or a pool's own.
    public init(terms: Terms = Terms()) { self.terms = terms }

    /// The rules that a history breaks; none if all is well.
    public func violations(in history: History) -> [Violation] {
        let evidence = Evidence(history)
        var found: [Violation] = []
        for user in evidence.users.values.sorted(by: { $0.name < $1.name }) {
            auditPresence(of: user, &found)
            auditPasswords(of: user, &found)
            auditSessions(of: user, evidence, &found)
            auditCodes(of: user, evidence, &found)
            auditRecoveries(of: user, &found)
            auditGrants(of: user, evidence, &found)
            auditSteps(of: user, &found)
            auditSetUps(of: user, evidence, &found)
            auditTokens(of: user, evidence, &found)
            auditLocks(of: user, evidence, &found)
            auditViews(of: user, evidence, &found)
        }
        auditSecrecy(of: evidence, &found)
        return found
    }
}

extension Auditor {
    /// R22, R23, R116: whoever is disabled or deleted is let in by nothing.
    func auditPresence(of user: Evidence.User, _ found: inout [Violation]) {
        for call in user.calls where call.answer.isAccepted {
            switch call.request {
            case .create, .configure, .revoke: continue
            default: break
            }
            if !user.exists.values(during: call).contains(true) {
                found.append(Violation("R116", "a call succeeded for a user who had been deleted", [call]))
            }
            guard call.request.isUsersOwn, !user.isEnabled.values(during: call).contains(true) else { continue }
            found.append(Violation("R23", "a user who had been disabled was let in", [call]))
        }
    }

    /// R16, R37: only a password that was the user's at some instant of the call.
    func auditPasswords(of user: Evidence.User, _ found: inout [Violation]) {
        for call in user.calls where call.answer.isAccepted {
            guard let password = call.request.password else { continue }
            if !user.passwords.values(during: call).contains(password) {
                found.append(Violation("R37", "a password was accepted that was not the user's", [call]))
            }
        }
    }

    /// R82: tokens only after every factor that the pool demanded.
    func auditGrants(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        for call in user.calls {
            guard case .tokens = call.answer, let satisfied = evidence.satisfied(by: call) else { continue }
            let rules = evidence.pool.values(during: call)
            guard !rules.contains(where: { mayGrant(satisfied, under: $0, to: user, by: call) }) else { continue }
            let names = satisfied.map(\.rawValue).sorted().joined(separator: ", ")
            found.append(
                Violation("R82", "tokens for (\(names)) where the pool demanded a factor of the user", [call]))
        }
    }

    private func mayGrant(
        _ satisfied: Set<Factor>, under rule: PoolRule, to user: Evidence.User, by call: Observation
    ) -> Bool {
        func mayReach(_ factor: Factor) -> Bool {
            let values = (factor == .app ? user.secrets : user.numbers).values(during: call)
            return values.contains { $0 != nil }
        }
        func mayBeOn(_ factor: Factor, _ isOn: Bool) -> Bool {
            // Finishing a set-up switches the app on in the same swap.
            if factor == .app, isOn, case .finishSetUp = call.request { return true }
            return user.switchedOn[factor]?.values(during: call).contains(isOn) ?? !isOn
        }
        switch rule.mode {
        case .off: return true
        case .optional:
            if Factor.allCases.allSatisfy({ mayBeOn($0, false) }) { return true }
            return satisfied.contains { factor in
                mayReach(factor) && mayBeOn(factor, true) && (factor == .app || rule.factors.contains(factor))
            }
        case .on: return satisfied.contains { mayReach($0) && rule.factors.contains($0) }
        }
    }
}

extension Request {
    /// Whether it is the user who calls, not an administrator.
    var isUsersOwn: Bool {
        switch self {
        case .signIn, .refresh, .changePassword: true
        default: session != nil || token != nil
        }
    }
}
