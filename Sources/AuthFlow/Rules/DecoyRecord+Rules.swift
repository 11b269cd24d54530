package import CognitoMFACore
import UserPoolModel

// The rules of a name that nobody has, where unknown users are hidden: those of a user, on the stand-in.
extension DecoyRecord {
    /// Counts a wrong password for a name that nobody has.
    package mutating func passwordRejected(at now: UnixTime) -> ChangeAction {
        if let lockEnd = standIn.passwordFailures.ladder.lockEnd(at: now) {
            return .refuse(.attemptsExceeded(.waitUntil(lockEnd)))
        }
        standIn.passwordFailures.fail(at: now)
        let lockEnd = standIn.passwordFailures.ladder.lockEnd(at: now)
        return .refuse(.incorrectPassword.advising(lockEnd.map { .waitUntil($0) } ?? .newSignIn))
    }

    /// Takes ForgotPassword or ResendConfirmationCode, as a user whom the operation serves does.
    ///
    /// - Returns: the message, which goes to nobody, or the refusal.
    package mutating func ask(_ purpose: CodePurpose, in context: PoolContext) -> ChangeAction {
        perform(as: purpose == .recovery ? .confirmed : .unconfirmed) { machine in
            purpose == .recovery
                ? machine.recoveryAsked(hiding: true, in: context)
                : machine.signUpCodeAsked(hiding: true, in: context)
        }
    }

    /// Takes ConfirmForgotPassword or ConfirmSignUp, as a user does whom no code serves: a right one is wrong, too.
    package mutating func answer(
        _ purpose: CodePurpose, _ code: OneTimeCode, in context: PoolContext
    ) -> ChangeAction {
        perform(as: .confirmed, isEnabled: false) { machine in
            purpose == .recovery
                ? machine.recovered(code, nil, hiding: true, in: context) ?? .refuse(.verificationCodeMismatch)
                : machine.signUpConfirmed(code, hiding: true, in: context)
        }
    }

    /// Runs a user's event on the stand-in in a state that is not stored: between events all stand-ins have the same.
    private mutating func perform(
        as status: UserStatus, isEnabled: Bool = true, _ event: (inout AuthMachine) -> ChangeAction
    ) -> ChangeAction {
        let (storedStatus, storedFlag) = (standIn.status, standIn.isEnabled)
        standIn.status = status
        standIn.isEnabled = isEnabled
        var machine = AuthMachine(record: standIn)
        let action = event(&machine)
        standIn = machine.record
        standIn.status = storedStatus
        standIn.isEnabled = storedFlag
        return action
    }
}
