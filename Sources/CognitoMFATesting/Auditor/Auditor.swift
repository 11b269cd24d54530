/// Checks a history of calls against the rules, from the clients' observations only.
///
/// It shares no code with the library: it has no state machine, no decision table and no counters, only the rules of
/// `Docs/Rules.md`. A call may take effect at any instant of its span. Calls that overlap therefore break a rule only if
/// no order of them keeps it.
public struct Auditor: Sendable {
    /// The limits and lifetimes that the history is checked against.
    public var terms: Terms

    /// Creates an auditor with the limits of the rules, or with those of a pool.
    public init(terms: Terms = Terms()) { self.terms = terms }

    /// Returns a violation for each rule that a history breaks; an empty array when it breaks none.
    public func violations(in history: History) -> [Violation] {
        let evidence = Evidence(history)
        var found: [Violation] = []
        for user in evidence.users.values.sorted(by: { $0.name < $1.name }) {
            auditPresence(of: user, &found)
            auditPasswords(of: user, &found)
            auditSessions(of: user, evidence, &found)
            auditCodes(of: user, evidence, &found)
            auditOpenSignIns(of: user, evidence, &found)
            auditRecoveries(of: user, &found)
            auditGrants(of: user, evidence, &found)
            auditSteps(of: user, &found)
            auditSetUps(of: user, evidence, &found)
            auditTokens(of: user, evidence, &found)
            auditBrowsers(of: user, evidence, &found)
            auditLocks(of: user, evidence, &found)
            auditViews(of: user, evidence, &found)
            auditGroups(of: user, evidence, &found)
        }
        auditSecrecy(of: evidence, &found)
        return found
    }
}

extension Auditor {
    /// R22, R23, R116: no call of a disabled or deleted user succeeds.
    func auditPresence(of user: Evidence.User, _ found: inout [Violation]) {
        for call in user.calls where call.answer.isAccepted {
            switch call.request {
            case .create, .configure, .revoke, .endBrowser: continue
            default: break
            }
            if !user.exists.values(during: call).contains(true), !mayEndCreation(call, of: user) {
                found.append(Violation("R116", "a call succeeded for a user who had been deleted", [call]))
            }
            guard call.request.isUsersOwn, !user.isEnabled.values(during: call).contains(true) else { continue }
            found.append(Violation("R23", "a user who had been disabled was let in", [call]))
        }
    }

    /// True for a deletion that may have met a creation under way, which has the name and is then refused.
    private func mayEndCreation(_ call: Observation, of user: Evidence.User) -> Bool {
        guard case .delete = call.request else { return false }
        return user.calls.contains { other in
            guard case .create = other.request else { return false }
            return !other.span.precedes(call.span) && !call.span.precedes(other.span)
        }
    }

    /// R16, R37: an accepted password was the user's at some instant of the call.
    func auditPasswords(of user: Evidence.User, _ found: inout [Violation]) {
        for call in user.calls where call.answer.isAccepted {
            guard let password = call.request.password else { continue }
            if !user.passwords.values(during: call).contains(password) {
                found.append(Violation("R37", "a password was accepted that was not the user's", [call]))
            }
        }
    }

    /// R82: tokens are granted only after every factor that the pool demanded.
    func auditGrants(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        for call in user.calls {
            guard call.answer.isGrant, let satisfied = evidence.satisfied(by: call) else { continue }
            let rules = evidence.pool.values(during: call)
            guard !rules.contains(where: { mayGrant(satisfied, under: $0, to: user, by: call) }) else { continue }
            let names = satisfied.map(\.rawValue).sorted().joined(separator: ", ")
            if case .browser = call.answer {
                let sentence = "a browser session was opened for (\(names)) without the second factor"
                found.append(Violation("R130", sentence, [call]))
                continue
            }
            found.append(Violation("R82", "tokens for (\(names)) where the pool demanded a factor of the user", [call]))
        }
    }

    /// Returns true where the pool's rule may let in a user who has proved some factors.
    func mayGrant(
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
    /// True when the user calls, and not an administrator.
    var isUsersOwn: Bool {
        switch self {
        case .signIn, .refresh, .changePassword, .sendNewCode: true
        default: session != nil || token != nil
        }
    }
}

/// One value over time under writes that overlap; it knows the values that a reading call may have found.
///
/// A write takes effect at one instant of its span. A reader cannot find the value of write A if a certain write B began
/// after A had ended, and B ended before the reader began.
struct Register<Value: Hashable & Sendable>: Sendable {
    private struct Write {
        let value: Value
        let span: Observation.Span
        let number: Int
        let isCertain: Bool
    }

    private let initial: Value
    private var writes: [Write] = []

    init(_ initial: Value) { self.initial = initial }

    /// Records a write; an uncertain one may never have taken effect.
    mutating func write(_ value: Value, by observation: Observation, isCertain: Bool) {
        writes.append(Write(value: value, span: observation.span, number: observation.number, isCertain: isCertain))
    }

    /// The values that a call may have found.
    func values(during reader: Observation) -> Set<Value> {
        var found: Set<Value> = []
        if !writes.contains(where: { $0.isCertain && $0.number != reader.number && $0.span.precedes(reader.span) }) {
            found.insert(initial)
        }
        for write in writes where write.number != reader.number && write.span.began < reader.span.ended {
            let isOver = writes.contains { later in
                later.isCertain && later.number != reader.number && write.span.precedes(later.span)
                    && later.span.precedes(reader.span)
            }
            if !isOver { found.insert(write.value) }
        }
        return found
    }
}
