package import CognitoMFACore
package import UserPoolModel

// From SignUp to the confirmed user.
extension AuthMachine {
    /// Sends the code of a sign-up, for the first time or again.
    ///
    /// It goes to the number where the pool verifies numbers, else to the address; nowhere if it verifies neither.
    ///
    /// - Parameter quota: the user's own that counts it. Only a code that is sent again counts: the first shows that
    ///   there is a user.
    package mutating func signUpCodeSent(
        countedOn quota: HourlyUses.Operation? = nil, under it: Surroundings
    ) throws(CognitoError) -> OutgoingMessage? {
        for name in [AttributeName.phoneNumber, .email] where it.pool.autoVerifiedAttributes.contains(name) {
            guard let destination = record.attributes.destination(name) else { continue }
            return try send(.signUp, to: destination, quota: quota, under: it)
        }
        return nil
    }

    /// Takes ResendConfirmationCode.
    package mutating func signUpCodeAsked(hiding: Bool, under it: Surroundings) -> ChangeAction {
        if let refusal = record.hourly.refusal(of: .resendConfirmationCode, limits: it.limits, at: it.now) {
            return .refuse(refusal)
        }
        guard record.status == .unconfirmed || hiding else { return .refuse(.alreadyConfirmed) }
        record.hourly.use(.resendConfirmationCode, at: it.now)
        do throws(CognitoError) {
            guard record.status == .unconfirmed else { throw .alreadyConfirmed }
            guard let message = try signUpCodeSent(countedOn: .sendsWithoutPassword, under: it) else {
                throw .noRecoveryChannel
            }
            return .send([message])
        } catch {
            return hiding ? refuseCounting(error, under: it) : .refuse(error)
        }
    }

    /// Takes ConfirmSignUp.
    ///
    /// - Parameter hiding: whether users are hidden; one who is confirmed already or disabled then has no right code.
    package mutating func signUpConfirmed(
        _ code: OneTimeCode, hiding: Bool, under it: Surroundings
    ) -> ChangeAction {
        if let refusal = record.hourly.refusal(of: .confirmSignUp, limits: it.limits, at: it.now) {
            return .refuse(refusal)
        }
        record.hourly.use(.confirmSignUp, at: it.now)
        if !hiding {
            guard record.isEnabled else { return .refuse(.userDisabled) }
            guard record.status == .unconfirmed else { return .refuse(.cannotConfirm(record.status)) }
        }
        let waiting: VerificationCode
        let isServed = record.isEnabled && record.status == .unconfirmed
        switch verify(code, for: .signUp, hiding: hiding, isServed: isServed, under: it) {
        case .failure(let refusal): return .refuse(refusal)
        case .success(let verified): waiting = verified
        }
        return settling(under: it) { machine in
            machine.record.codes[.signUp] = nil
            machine.record.awaitsFirstSignIn = true
            machine.received(waiting.sent.destination, under: it)
            machine.confirm(under: it)
            return []
        }
    }

    /// Takes AdminConfirmSignUp: no code, and nothing becomes verified.
    package mutating func signUpConfirmedByAdministrator(under it: Surroundings) -> ChangeAction {
        guard record.status == .unconfirmed else { return .refuse(.cannotConfirm(record.status)) }
        return settling(under: it) { machine in
            machine.record.codes[.signUp] = nil
            machine.confirm(under: it)
            return []
        }
    }

    private mutating func confirm(under it: Surroundings) {
        record.status = .confirmed
        record.modifiedAt = it.now
        note(at: it.now) { .userConfirmed($0) }
    }

    /// Takes AdminCreateUser's RESEND: a fresh temporary password, which was not known before.
    package mutating func invitedAgain(
        _ new: NewPassword, temporaryUntil expiry: UnixTime, under it: Surroundings
    ) -> ChangeAction {
        guard record.status == .forceChangePassword else { return .refuse(.unsupportedState(record.status)) }
        return passwordSet(new, temporaryUntil: expiry, under: it)
    }
}
