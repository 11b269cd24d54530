extension Auditor {
    /// R22-R27, R91-R98: a token is accepted in its lifetime, for its user, and not after a call that revokes it.
    func auditTokens(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        for call in user.calls where call.answer.isAccepted {
            if case .refresh(let token) = call.request {
                audit(token, call, user, evidence, &found)
                auditRotation(of: token, call, user, evidence, &found)
            } else if let token = call.request.token, !evidence.isBrowser(token, of: call) {
                audit(token, call, user, evidence, &found)
                if let giver = evidence.givers[token],
                    call.span.clock.lowerBound >= giver.span.clock.upperBound + terms.accessMilliseconds
                        + terms.skewMilliseconds
                {
                    found.append(Violation("R92", "an expired access token was accepted", [giver, call]))
                }
            }
        }
    }

    private func audit(
        _ token: String, _ call: Observation, _ user: Evidence.User, _ evidence: Evidence,
        _ found: inout [Violation]
    ) {
        guard let giver = evidence.givers[token], let family = evidence.families[token] else {
            found.append(Violation("R92", "a token was accepted that nobody was given", [call]))
            return
        }
        if giver.user != call.user {
            found.append(Violation("R2", "another user's token was accepted", [giver, call]))
        }
        // The family has the age of its sign-in: a token refreshed later is of the same generation.
        let origin = user.calls.first { $0.number == family } ?? giver
        for end in user.calls where end.answer.isAccepted && end.span.precedes(call.span) {
            if let rule = end.request.endOfAccess, origin.span.precedes(end.span) {
                found.append(Violation(rule, "a token was accepted after what revoked it", [origin, end, call]))
            } else if case .revoke(let revoked) = end.request, evidence.families[revoked] == family {
                found.append(Violation("R96", "a token of a revoked sign-in was accepted", [origin, end, call]))
            }
        }
        let first = origin.request.session.flatMap { evidence.first(of: $0) } ?? origin
        auditVerdict(of: first, in: user, before: call, keepsTokens: true, &found)
        for reuse in user.calls where reuse.answer.isReuse && reuse.span.precedes(call.span) {
            guard case .refresh(let reused) = reuse.request, evidence.families[reused] == family else { continue }
            found.append(Violation("R97", "a token was accepted after a replaced one had come back", [reuse, call]))
        }
    }

    /// R95, R97: a replaced refresh token yields its successor during the grace; an older one is refused.
    private func auditRotation(
        of token: String, _ call: Observation, _ user: Evidence.User, _ evidence: Evidence,
        _ found: inout [Violation]
    ) {
        guard case .tokens(_, let next) = call.answer, let place = evidence.places[token],
            let family = evidence.families[token]
        else { return }
        if let next, evidence.places[next] != place + 1 || evidence.families[next] != family {
            found.append(Violation("R95", "a refresh token's successor is not the next of its family", [call]))
        }
        let rotations = user.calls.filter {
            guard case .refresh(let other) = $0.request, case .tokens(_, _?) = $0.answer else { return false }
            return evidence.families[other] == family
        }
        func turn(of rotation: Observation) -> Int {
            guard case .refresh(let other) = rotation.request else { return -1 }
            return evidence.places[other] ?? -1
        }
        for later in rotations where later.span.precedes(call.span) && turn(of: later) > place {
            found.append(Violation("R97", "a refresh token was accepted whose successor was replaced", [later, call]))
        }
        // The grace starts at the latest clock of any rotation, also of one whose reply was lost.
        let latest = user.calls.filter {
            guard case .refresh(let other) = $0.request, $0.number != call.number else { return false }
            return evidence.families[other] == family && $0.span.began < call.span.ended
                && ($0.answer.isAccepted || $0.answer.isUncertain)
        }.map(\.span.clock.upperBound).max()
        if let first = rotations.first(where: { turn(of: $0) == place && $0.span.precedes(call.span) }), let latest,
            call.span.clock.lowerBound >= latest + terms.graceMilliseconds + terms.skewMilliseconds
        {
            found.append(Violation("R97", "a replaced refresh token was accepted after its grace", [first, call]))
        }
    }
}
