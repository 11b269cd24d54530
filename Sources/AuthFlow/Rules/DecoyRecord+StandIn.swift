import CognitoMFACore
import UserPoolModel

// The work of a user's operation, done for a name that nobody has: what comes of it is dropped.
extension DecoyRecord {
    /// Does on the stand-in what asking for a code does on a user.
    ///
    /// - Returns: the message, which goes to nobody; nil where the pool sends users none.
    mutating func standInAsks(_ purpose: CodePurpose, in context: PoolContext) -> MessageRequest? {
        var machine = standInMachine(for: purpose)
        let action =
            purpose == .recovery
            ? machine.recoveryAsked(hiding: true, in: context) : machine.signUpCodeAsked(hiding: true, in: context)
        standIn = machine.record
        guard case .send(let messages) = action else { return nil }
        return messages.first
    }

    /// Does on the stand-in what a wrong code does on a user.
    ///
    /// Where it waits for no code it gets one: either way one digest is made, as a user's code asks for.
    mutating func standInAnswers(_ purpose: CodePurpose, _ code: OneTimeCode, in context: PoolContext) {
        var machine = standInMachine(for: purpose)
        if standIn.codes[purpose] == nil, let destination = standIn.attributes.destination(.email) {
            _ = try? machine.send(purpose, to: destination, quota: nil, in: context)
        } else if purpose == .recovery {
            _ = machine.recovered(code, nil, hiding: true, in: context)
        } else {
            _ = machine.signUpConfirmed(code, hiding: true, in: context)
        }
        standIn = machine.record
    }

    /// The stand-in in the state that the operation serves, with no limit used up: the decoy has those.
    private func standInMachine(for purpose: CodePurpose) -> AuthMachine {
        var user = standIn
        user.status = purpose == .recovery ? .confirmed : .unconfirmed
        user.hourly = HourlyUses()
        user.recoveryFailures = 0
        return AuthMachine(record: user)
    }
}
