extension Auditor {
    /// R46-R51: wrong answers are counted, locks hold, factors close.
    func auditLocks(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        let passwords = user.calls.filter { $0.request.password != nil }
        auditLadder(
            "R48", "password", of: user,
            wrong: passwords.filter(\.answer.isWrongPassword),
            verified: passwords.filter { $0.answer.isWrongPassword || $0.answer.isAccepted },
            clears: user.calls.filter { call in
                if call.request.liftsLocks { return call.answer.isAccepted || call.answer.isUncertain }
                return call.request.password != nil && !call.answer.isWrongPassword && !call.answer.isLock
            }, &found)

        let codes = user.calls.filter { if case .answer = $0.request { true } else { false } }
        let clears = user.calls.filter { clearsCodes($0, evidence) }
        auditLadder(
            "R49", "code", of: user, wrong: codes.filter(\.answer.isWrongCode),
            verified: codes.filter { $0.answer.isWrongCode || $0.answer.isAccepted }, clears: clears, &found)
        auditClosing(of: user, codes, clears, &found)
    }

    /// True for a grant in which a code was accepted, and for an administrator's unlock.
    ///
    /// A call that may have been one, because its outcome is uncertain, counts as well.
    private func clearsCodes(_ call: Observation, _ evidence: Evidence) -> Bool {
        if call.request.liftsLocks { return call.answer.isAccepted || call.answer.isUncertain }
        switch call.request {
        case .answer, .finishSetUp, .choose:
            if call.answer.isGrant { return evidence.satisfied(by: call)?.isEmpty == false }
            return call.answer.isUncertain
        default: return false
        }
    }

    private func auditLadder(
        _ rule: String, _ what: String, of user: Evidence.User, wrong: [Observation], verified: [Observation],
        clears: [Observation], _ found: inout [Violation]
    ) {
        guard wrong.count >= terms.freeFailures else { return }
        for call in verified {
            // The failures that were certainly counted before this call was verified, and that nothing has cleared.
            let cleared = clears.filter { $0.number != call.number && $0.span.began < call.span.ended }
                .map(\.span.ended).max()
            let counted = wrong.filter {
                $0.number != call.number && $0.span.precedes(call.span) && $0.span.began > (cleared ?? -1)
            }
            guard counted.count >= terms.freeFailures, let start = counted.map(\.span.began).min(),
                let drift = hull(of: user, from: start, to: call.span.ended)
            else { continue }
            let lock = lockMilliseconds(after: counted.count)
            guard drift + lock < terms.quietMilliseconds else { continue }
            let last = counted.filter { one in !counted.contains { one.span.precedes($0.span) } }
            guard let failed = last.map(\.span.clock.lowerBound).min() else { continue }
            if call.span.clock.upperBound + terms.skewMilliseconds < failed + lock {
                let verdict = call.answer.isAccepted ? "right" : "wrong"
                found.append(
                    Violation(rule, "a \(what) was verified as \(verdict) during a lock", counted.suffix(6) + [call]))
            }
        }
        auditWindows(rule, what, of: user, wrong: wrong, clears: clears, &found)
    }

    /// R48, R51: n wrong answers take at least 2^(n-5) - 1 seconds of locks, however many come at once.
    private func auditWindows(
        _ rule: String, _ what: String, of user: Evidence.User, wrong: [Observation], clears: [Observation],
        _ found: inout [Violation]
    ) {
        let ordered = wrong.sorted { $0.span.began < $1.span.began }
        for first in ordered.indices {
            for last in ordered.indices.dropFirst(first + terms.freeFailures) {
                let window = ordered[first...last]
                let start = ordered[first].span.began
                guard let end = window.map(\.span.ended).max(),
                    !clears.contains(where: { $0.span.began < end && $0.span.ended > start }),
                    let drift = hull(of: user, from: start, to: end)
                else { break }
                let needed = lockMilliseconds(after: window.count) - 1_000
                let low = window.map(\.span.clock.lowerBound).min() ?? 0
                let high = window.map(\.span.clock.upperBound).max() ?? 0
                guard drift + needed < terms.quietMilliseconds else { break }
                if high - low + terms.skewMilliseconds < needed {
                    found.append(
                        Violation(
                            rule == "R49" ? "R51" : rule, "more wrong \(what)s were verified than the locks allow",
                            Array(window)))
                    return
                }
            }
        }
    }

    /// The lock after a number of failures, in milliseconds: 1 s after the fifth, doubled with each further one.
    private func lockMilliseconds(after failures: Int) -> Int64 {
        guard failures >= terms.freeFailures else { return 0 }
        return min(1_000 << Int64(min(failures - terms.freeFailures, 20)), terms.quietMilliseconds)
    }

    /// The spread of the clocks of all calls on a user between two instants, in milliseconds.
    ///
    /// With a wide spread a ladder starts anew or a lock is shortened (R21). The result is then nil: no order follows.
    private func hull(of user: Evidence.User, from start: Int, to end: Int) -> Int64? {
        let clocks = user.calls.filter { $0.span.began <= end && $0.span.ended >= start }.map(\.span.clock)
        guard let low = clocks.map(\.lowerBound).min(), let high = clocks.map(\.upperBound).max() else { return nil }
        let width = high - low
        return width < terms.quietMilliseconds ? width : nil
    }

    /// R50: a factor closes after a hundred wrong codes in a row.
    private func auditClosing(
        of user: Evidence.User, _ codes: [Observation], _ clears: [Observation], _ found: inout [Violation]
    ) {
        for call in codes where call.answer.isAccepted || call.answer.isWrongCode {
            guard case .answer(_, let factor, _) = call.request else { continue }
            // Replacing the app from a signed-in session opens it again.
            let opens = clears + user.calls.filter { $0.request.replacesApp && factor == .app }
            let cleared = opens.filter { $0.number != call.number && $0.span.began < call.span.ended }
                .map(\.span.ended).max()
            let counted = codes.filter {
                guard case .answer(_, factor, _) = $0.request, $0.answer.isWrongCode else { return false }
                return $0.span.precedes(call.span) && $0.span.began > (cleared ?? -1)
            }
            let before = cleared == nil ? user.premise?.consecutive[factor] ?? 0 : 0
            if before + counted.count >= terms.closingFailures {
                found.append(Violation("R50", "a code of a closed factor was verified", counted.suffix(3) + [call]))
            }
        }
    }
}

extension Request {
    /// True when success lifts every lock of the user, or creates or deletes the user.
    fileprivate var liftsLocks: Bool {
        switch self {
        case .unlock, .create, .delete: true
        default: false
        }
    }

    fileprivate var replacesApp: Bool { if case .verify(.token, _) = self { true } else { false } }
}
