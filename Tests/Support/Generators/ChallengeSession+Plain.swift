package import AuthFlow
package import CognitoMFACore
package import UserPoolModel

extension ChallengeSession {
    /// A session after a right password.
    package init(
        id: SessionID, client: AppClient, generation: UInt32, now: UnixTime, firstFactorAt: UnixTime,
        satisfied: FactorSet, state: State
    ) {
        self.init(
            id: id, client: client, generation: generation, now: now,
            SignInProgress(firstFactor: .password, at: firstFactorAt, satisfied: satisfied), state: state)
    }
}
