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
        countedOn quota: HourlyUses.Operation? = nil, in context: PoolContext
    ) throws(CognitoError) -> MessageRequest? {
        for name in [AttributeName.phoneNumber, .email] where context.pool.autoVerifiedAttributes.contains(name) {
            guard let destination = record.attributes.destination(name) else { continue }
            return try send(.signUp, to: destination, asked: quota != nil, quota: quota, in: context)
        }
        return nil
    }

    /// Takes ResendConfirmationCode.
    package mutating func signUpCodeAsked(hiding: Bool, in context: PoolContext) -> ChangeAction {
        if let refusal = refusal(of: .resendConfirmationCode, in: context) { return .refuse(refusal) }
        guard record.status == .unconfirmed || hiding else { return .refuse(.alreadyConfirmed) }
        record.hourly.use(.resendConfirmationCode, at: context.now)
        do throws(CognitoError) {
            guard record.status == .unconfirmed else { throw .alreadyConfirmed }
            guard let message = try signUpCodeSent(countedOn: .sendsWithoutPassword, in: context) else {
                throw .noRecoveryChannel
            }
            return .send([message])
        } catch {
            return hiding ? refuseCounting(error, in: context) : .refuse(error)
        }
    }

    /// Takes ConfirmSignUp.
    ///
    /// - Parameter hiding: whether users are hidden; one who is confirmed already or disabled then has no right code.
    package mutating func signUpConfirmed(
        _ code: OneTimeCode, hiding: Bool, in context: PoolContext
    ) -> ChangeAction {
        if let refusal = count(.confirmSignUp, in: context) { return .refuse(refusal) }
        if !hiding {
            guard record.isEnabled else { return .refuse(.userDisabled) }
            guard record.status == .unconfirmed else { return .refuse(.cannotConfirm(record.status)) }
        }
        let waiting: VerificationCode
        let isServed = record.isEnabled && record.status == .unconfirmed
        switch verify(code, for: .signUp, hiding: hiding, isServed: isServed, in: context) {
        case .failure(let refusal): return .refuse(refusal)
        case .success(let verified): waiting = verified
        }
        return settling(in: context) { machine in
            machine.record.codes[.signUp] = nil
            machine.record.awaitsFirstSignIn = true
            machine.received(waiting.sent.destination, in: context)
            machine.confirm(in: context)
            return []
        }
    }

    /// Takes AdminConfirmSignUp: no code, and nothing becomes verified.
    package mutating func signUpConfirmedByAdministrator(in context: PoolContext) -> ChangeAction {
        guard record.status == .unconfirmed else { return .refuse(.cannotConfirm(record.status)) }
        return settling(in: context) { machine in
            machine.record.codes[.signUp] = nil
            machine.confirm(in: context)
            return []
        }
    }

    private mutating func confirm(in context: PoolContext) {
        record.status = .confirmed
        record.modifiedAt = context.now
        emit(at: context.now) { .userConfirmed($0) }
    }

    /// Takes AdminCreateUser's RESEND: a fresh temporary password, which was not known before.
    package mutating func invitedAgain(
        _ new: NewPassword, temporaryUntil expiry: UnixTime, in context: PoolContext
    ) -> ChangeAction {
        guard record.status == .forceChangePassword else { return .refuse(.unsupportedState(record.status)) }
        return passwordSet(new, temporaryUntil: expiry, in: context)
    }

    /// Fills the record of a user to be created.
    ///
    /// - Parameters:
    ///   - expiry: the end of a temporary password; nil for one that is not temporary.
    ///   - refused: aliases that are other users': their values stay unverified.
    package mutating func created(
        with new: NewPassword, temporaryUntil expiry: UnixTime? = nil, generation: UInt32, attributes: UserAttributes,
        refused: Set<AttributeName> = [], in context: PoolContext
    ) {
        record.generation = generation
        apply(attributes, in: context)
        // Another user's alias: the value may stand, verified it is not.
        for name in refused {
            if let flag = name.verifiedFlag { record.attributes[flag] = "false" } else { record.attributes[name] = nil }
        }
        record.password = new.hash
        record.temporaryPasswordExpiresAt = expiry
        let size = context.pool.passwordPolicy.passwordHistorySize
        if size > 0, let digest = new.digest {
            var history = PasswordHistory(salt: digest.salt, iterations: digest.iterations)
            history.remember(digest, last: size, keys: context.keys)
            record.history = history
        }
    }
}
