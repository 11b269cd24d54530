extension Auditor {
    /// R53, R55: what one sign-in may use up, over all its sessions: messages, wrong codes, changes of factor.
    func auditOpenSignIns(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        var stages: [Int: [Observation]] = [:]
        var switches: [Int: [Observation]] = [:]
        for call in user.calls {
            if call.request.beginsSignIn { stages[call.number, default: []].append(call) }
            guard let session = call.request.session ?? call.request.resent else { continue }
            if let stage = evidence.stage(of: session) { stages[stage.number, default: []].append(call) }
            if case .useAnotherFactor = call.request, call.answer.isAccepted, let first = evidence.first(of: session) {
                switches[first.number, default: []].append(call)
            }
            if call.request.resent != nil, call.answer.isAccepted {
                auditResend(of: session, call, user, evidence, &found)
            }
        }
        for calls in switches.values where calls.count > terms.switchesPerSignIn {
            found.append(Violation("R53", "a sign-in changed to another factor too often", calls))
        }
        for calls in stages.values {
            auditTries(of: calls, &found)
            auditMessages(calls.filter { !$0.messages.isEmpty && $0.answer.isAccepted }, &found)
        }
        auditRefusedSwitches(of: user, evidence, &found)
    }

    /// R22-R36: a further code is sent only in an open session that waits for one.
    private func auditResend(
        of session: String, _ call: Observation, _ user: Evidence.User, _ evidence: Evidence,
        _ found: inout [Violation]
    ) {
        guard let opener = evidence.openers[session] else {
            found.append(Violation("R28", "a further code was sent for a session that nobody was given", [call]))
            return
        }
        if opener.user != call.user {
            found.append(Violation("R29", "a further code was sent for another user's session", [opener, call]))
        }
        if case .challenge(.sms, _) = opener.answer {
        } else {
            found.append(Violation("R29", "a further code was sent for a challenge without one", [opener, call]))
        }
        let spender = user.calls.first {
            $0.request.session == session && $0.answer.isAccepted && $0.span.precedes(call.span)
        }
        if let spender {
            found.append(Violation("R36", "a further code was sent for a session that was answered", [spender, call]))
        }
        auditAge(of: session, opener, call, evidence, &found)
        auditEnd(of: session, opener, call, user, &found)
    }

    /// R53: a sixth wrong code is not verified, nor a right one after five wrong ones, whatever came between.
    private func auditTries(of calls: [Observation], _ found: inout [Violation]) {
        let wrong = calls.filter { $0.isSMSAnswer && $0.answer.isWrongCode }
        guard wrong.count >= terms.messageTries else { return }
        if wrong.count > terms.messageTries {
            found.append(Violation("R53", "more than five wrong codes were verified in one sign-in", wrong))
        }
        for call in calls where call.isSMSAnswer && call.answer.isAccepted {
            let before = wrong.filter { $0.span.precedes(call.span) }
            if before.count >= terms.messageTries {
                found.append(Violation("R53", "a code was accepted after five wrong ones", before + [call]))
            }
        }
    }

    /// R55: three messages, 30 s after the first and 60 s after the second.
    private func auditMessages(_ senders: [Observation], _ found: inout [Violation]) {
        guard senders.count > 1 else { return }
        if senders.count > terms.messagesPerSignIn {
            found.append(Violation("R55", "a sign-in sent more than three messages", senders))
        }
        let ordered = senders.sorted { $0.span.ended < $1.span.ended }
        for (place, next) in ordered.enumerated().dropFirst() {
            let before = ordered[place - 1]
            // Of calls that overlap either may have been the first.
            guard before.span.precedes(next.span) else { continue }
            let isLater = ordered.prefix(place).count { $0.span.precedes(next.span) } > 1
            let wait = isLater ? terms.laterWaitMilliseconds : terms.firstWaitMilliseconds
            if next.span.clock.upperBound + terms.skewMilliseconds < before.span.clock.lowerBound + wait {
                found.append(
                    Violation("R55", "two messages of one sign-in came too soon after each other", [before, next]))
            }
        }
    }

    /// A change of factor that is refused loses nothing: the session that it was asked for can still be answered.
    private func auditRefusedSwitches(
        of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]
    ) {
        for change in user.calls {
            guard case .useAnotherFactor(let session, _) = change.request, change.answer.isRefusal,
                let opener = evidence.openers[session]
            else { continue }
            for call in user.calls where call.request.session == session && change.span.precedes(call.span) {
                guard call.answer.isUsedSession, !change.answer.isUsedSession else { continue }
                // Any call that may have changed the user or the pool may have ended the session.
                let isExplained = evidence.observations.contains {
                    ($0.user == user.name || $0.user.isEmpty) && !$0.answer.isRefusal
                        && !$0.span.precedes(opener.span) && $0.number != opener.number
                        && $0.span.began < call.span.ended
                }
                let wrong = user.calls.count { $0.request.session == session && $0.answer.isWrongCode }
                if !isExplained, wrong < terms.messageTries {
                    found.append(
                        Violation("R36", "a change of factor that was refused ended the sign-in", [change, call]))
                }
            }
        }
    }
}

extension Request {
    /// The session that a further code was asked for.
    var resent: String? { if case .sendNewCode(let session) = self { session } else { nil } }

    fileprivate var beginsSignIn: Bool {
        switch self {
        case .signIn, .reauthenticate: true
        default: false
        }
    }
}

extension Answer {
    /// True when the call was refused and changed nothing.
    var isRefusal: Bool { !isAccepted && !isUncertain }

    fileprivate var isUsedSession: Bool {
        self
            == .refused(
                "NotAuthorizedException", "Invalid session for the user, session can only be used once.")
    }
}

extension Observation {
    /// True if a code is among those that the call sent.
    func sent(_ code: String) -> Bool { messages.contains { $0.code == code } }

    fileprivate var isSMSAnswer: Bool { if case .answer(_, .sms, _) = request { true } else { false } }
}

extension Evidence {
    /// The calls whose code a session may have waited for when an answer was verified: it waits for one code at a time.
    func senders(of session: String, before answer: Observation) -> [Observation] {
        guard let opener = openers[session] else { return [] }
        let resends = observations.filter {
            $0.request.resent == session && $0.span.began < answer.span.ended && !$0.answer.isRefusal
        }
        return ([opener] + resends).filter { sender in
            // A later message that certainly went out before the answer has taken this one's place.
            !resends.contains {
                $0.answer.isAccepted && !$0.messages.isEmpty && sender.span.precedes($0.span)
                    && $0.span.precedes(answer.span)
            }
        }
    }
}
