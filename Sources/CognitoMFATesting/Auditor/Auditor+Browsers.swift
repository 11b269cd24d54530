extension Auditor {
    /// R130: a browser session is accepted for its user, for its hour, while nothing has ended it, and only as far as the
    /// factors that it was won with suffice.
    func auditBrowsers(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        for call in user.calls where call.answer.isAccepted {
            guard let session = call.request.token, evidence.isBrowser(session, of: call) else { continue }
            guard let giver = evidence.browsers[session] else {
                found.append(Violation("R130", "a browser session was accepted that nobody was given", [call]))
                continue
            }
            if giver.user != call.user {
                found.append(Violation("R2", "another user's browser session was accepted", [giver, call]))
            }
            if call.span.clock.lowerBound >= giver.span.clock.upperBound + terms.browserMilliseconds
                + terms.skewMilliseconds
            {
                found.append(Violation("R130", "a browser session was accepted after its hour", [giver, call]))
            }
            auditEnd(ofBrowser: session, giver, call, user, &found)
            auditDemand(on: giver, call, user, evidence, &found)
            let first = giver.request.session.flatMap { evidence.first(of: $0) } ?? giver
            auditVerdict(of: first, in: user, before: call, keepsTokens: false, &found)
        }
    }

    private func auditEnd(
        ofBrowser session: String, _ giver: Observation, _ call: Observation, _ user: Evidence.User,
        _ found: inout [Violation]
    ) {
        for end in user.calls where end.answer.isAccepted && end.span.precedes(call.span) {
            if end.request == .endBrowser(session) {
                found.append(Violation("R130", "a browser session answered after it was ended", [giver, end, call]))
            }
            if end.replaced == session, case .browser = end.answer {
                found.append(
                    Violation("R130", "a browser session answered after another had taken its place", [end, call]))
            }
            guard giver.span.precedes(end.span) else { continue }
            if let rule = end.request.endOfAccess {
                found.append(Violation(rule, "a browser session answered after what ended it", [giver, end, call]))
            } else if case .changePassword(let token, _, _) = end.request, token != session {
                found.append(
                    Violation(
                        "R130", "a browser session answered after the password was changed elsewhere",
                        [giver, end, call]))
            }
        }
    }

    /// The pool's demand at some instant of the call, with the factors of the session.
    private func auditDemand(
        on giver: Observation, _ call: Observation, _ user: Evidence.User, _ evidence: Evidence,
        _ found: inout [Violation]
    ) {
        guard let satisfied = evidence.satisfied(by: giver) else { return }
        let rules = evidence.pool.values(during: call)
        guard !rules.contains(where: { mayGrant(satisfied, under: $0, to: user, by: call) }) else { return }
        found.append(
            Violation("R130", "a browser session answered where the pool demanded another factor", [giver, call]))
    }
}

extension Evidence {
    /// True when a call presents a browser session, as such or in an access token's place.
    func isBrowser(_ token: String, of call: Observation) -> Bool {
        switch call.request {
        case .readBrowser, .reauthenticate: true
        default: browsers[token] != nil
        }
    }
}
