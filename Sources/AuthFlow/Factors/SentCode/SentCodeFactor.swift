import CognitoMFACore
import UserPoolModel

/// The factor of a code that is sent to the user's number or address.
struct SentCodeFactor: FactorRules {
    let attribute: AttributeName

    /// Returns true if there is a destination; it may be unverified.
    func isRegistered(by user: borrowing UserAuthRecord) -> Bool { user.attributes.destination(attribute) != nil }

    /// Returns true if the number or address has received a code.
    func isProven(by user: borrowing UserAuthRecord) -> Bool { user.attributes.isVerified(attribute) }

    func open(_ opening: SessionOpening, for user: inout UserAuthRecord, in context: SignInContext) -> FactorOpening {
        let pending = opening.pendingDestination
        guard let destination = pending ?? user.attributes.destination(attribute) else {
            return .refuse(.noSMSConfiguration)
        }
        if let refusal = user.hourly.refusal(of: .sendsWithPassword, limits: context.limits, at: context.now) {
            return .refuse(refusal)
        }
        user.hourly.use(.sendsWithPassword, at: context.now)
        let longest = context.now + SentCode.longestLife
        let end = context.profile.boundsCodeLife ? min(longest, opening.endsAt) : opening.endsAt
        var code = SentCode(
            context.randomness.code, to: destination, user: user.sub, session: opening.id, keys: context.keys,
            expiresAt: end)
        code.failures = opening.failures
        return .awaiting(
            pending == nil ? .sentCode(code) : .pendingDestination(code),
            context.pool.signInMessage(context.randomness.code, to: destination))
    }

    /// Verifies a code; the fifth wrong one takes its session along.
    func verify(
        _ code: OneTimeCode, awaiting state: FactorState, in id: SessionID, of user: inout UserAuthRecord,
        context: SignInContext
    ) -> FactorVerdict {
        guard var sent = state.sentCode else { return .refuse(.invalidSession) }
        guard context.now < sent.expiresAt else { return .refuse(.expiredCode) }
        guard sent.matches(code, user: user.sub, session: id, keys: context.keys) else {
            sent.failures += 1
            let triesLeft = SentCode.tries - sent.failures
            return .wrong(
                WrongAnswer(
                    error: .sentCodeMismatch, next: triesLeft > 0 ? state.holding(sent) : nil, triesLeft: triesLeft))
        }
        return .accepted(received: sent.destination)
    }
}

extension PoolRecord {
    /// The message of a sign-in's code.
    fileprivate func signInMessage(_ code: OneTimeCode, to destination: CodeDestination) -> MessageRequest {
        let text =
            switch destination {
            case .phone: mfa.smsAuthenticationMessage
            case .email: mfa.email.message
            }
        return MessageRequest(
            .authentication, .code(code), to: destination,
            template: MessageRequest.Template(text: text, subject: mfa.email.subject))
    }
}
