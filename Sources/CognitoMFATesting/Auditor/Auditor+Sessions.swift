extension Auditor {
    /// R28-R36: a session is answered once, in time, for its own challenge, and not after a call that ends it.
    func auditSessions(of user: Evidence.User, _ evidence: Evidence, _ found: inout [Violation]) {
        var spent: [String: Observation] = [:]
        for call in user.calls where call.answer.isAccepted {
            guard let session = call.request.session else { continue }
            guard let opener = evidence.openers[session] else {
                found.append(Violation("R28", "a session was accepted that nobody was given", [call]))
                continue
            }
            if opener.user != call.user {
                found.append(Violation("R29", "another user's session was accepted", [opener, call]))
            }
            if !fits(call.request, opener) {
                found.append(Violation("R29", "a session was accepted for another challenge", [opener, call]))
            }
            if let before = spent[session] {
                found.append(Violation("R36", "a session was answered twice", [before, call]))
            }
            spent[session] = call
            auditAge(of: session, opener, call, evidence, &found)
            auditEnd(of: session, opener, call, user, &found)
            if let first = evidence.first(of: session) {
                auditVerdict(of: first, in: user, before: call, keepsTokens: false, &found)
            }
        }
    }

    private func fits(_ request: Request, _ opener: Observation) -> Bool {
        let challenge: Answer.Challenge? =
            if case .challenge(let challenge, _) = opener.answer { challenge } else { nil }
        switch request {
        case .answer(_, .sms, _): return challenge == .sms
        case .answer(_, .app, _): return challenge == .app
        case .choose: return challenge == .choice
        case .useAnotherFactor, .sendNewCode: return challenge == .sms || challenge == .app
        case .associate:
            if case .secret = opener.answer { return true }
            return challenge == .setUp
        case .verify: if case .secret = opener.answer { return true } else { return false }
        case .finishSetUp: if case .session = opener.answer { return true } else { return false }
        default: return true
        }
    }

    /// R30, R31, R69: session, chain and code are of an age at which they count.
    func auditAge(
        of session: String, _ opener: Observation, _ call: Observation, _ evidence: Evidence,
        _ found: inout [Violation]
    ) {
        let now = call.span.clock.lowerBound
        if now >= opener.span.clock.upperBound + terms.sessionMilliseconds + terms.skewMilliseconds {
            found.append(Violation("R30", "an expired session was accepted", [opener, call]))
        }
        if let first = evidence.first(of: session),
            now >= first.span.clock.upperBound + terms.chainMilliseconds + terms.skewMilliseconds
        {
            found.append(Violation("R31", "a session was accepted after the life of its first factor", [first, call]))
        }
        guard case .answer(_, .sms, _) = call.request else { return }
        let senders = evidence.senders(of: session, before: call)
        let latest = senders.map(\.span.clock.upperBound).max() ?? opener.span.clock.upperBound
        if now >= latest + terms.codeMilliseconds + terms.skewMilliseconds {
            found.append(Violation("R69", "an expired code was accepted", senders + [call]))
        }
    }

    /// R22-R24, R67: nothing has ended a session before a call that was accepted.
    func auditEnd(
        of session: String, _ opener: Observation, _ call: Observation, _ user: Evidence.User,
        _ found: inout [Violation]
    ) {
        for end in user.calls where end.answer.isAccepted {
            guard opener.span.precedes(end.span), end.span.precedes(call.span) else { continue }
            if let rule = end.request.endOfAccess {
                found.append(Violation(rule, "a session was accepted after what ended it", [opener, end, call]))
            } else if case .changePassword = end.request {
                found.append(Violation("R24", "a session won with the old password was accepted", [opener, end, call]))
            } else if case .setNumber(_, let number, _) = end.request, case .answer(_, .sms, _) = call.request,
                let sent = opener.messages.last, sent.number != number
            {
                found.append(
                    Violation("R67", "a code sent to a number that was given up was accepted", [opener, end, call]))
            }
        }
    }
}

extension Auditor {
    /// R37: a sign-in that overlapped a change of its password wins nothing that is valid after the change.
    ///
    /// If the sign-in took effect first, its session or tokens ended with the change. Otherwise its password was wrong.
    func auditVerdict(
        of first: Observation, in user: Evidence.User, before call: Observation, keepsTokens: Bool,
        _ found: inout [Violation]
    ) {
        guard let password = first.request.passwordOfSignIn else { return }
        for change in user.calls where change.answer.isAccepted && change.span.precedes(call.span) {
            if keepsTokens, change.request.endOfAccess == nil { continue }
            guard let new = change.request.newPassword, new != .some(password), !first.span.precedes(change.span),
                first.span.began < change.span.ended
            else { continue }
            let isBack = user.calls.contains {
                $0.request.newPassword == .some(password) && $0.span.ended > change.span.began
            }
            if !isBack {
                found.append(
                    Violation(
                        "R37", "a sign-in with the old password was accepted after the change", [first, change, call]))
            }
        }
    }
}

extension Request {
    /// The password that a sign-in begins with.
    fileprivate var passwordOfSignIn: String? {
        switch self {
        case .signIn(let password), .reauthenticate(_, let password): password
        default: nil
        }
    }
}

extension Request {
    /// The password that holds after success.
    ///
    /// The inner nil means no password; the outer nil means that the call does not change it.
    var newPassword: String?? {
        switch self {
        case .changePassword(_, _, let new), .setPassword(let new), .recover(_, let new), .create(let new, _): new
        case .resetPassword: .some(nil)
        default: nil
        }
    }
}

extension Request {
    /// The rule by which success of this call ends every sign-in, including open ones and tokens.
    var endOfAccess: String? {
        switch self {
        case .signOut, .setPassword, .recover, .resetPassword: "R23"
        case .enable(false): "R23"
        case .delete: "R116"
        default: nil
        }
    }
}
