package import CognitoMFACore
package import UserPoolModel

/// All that a sign-in has proved so far.
package struct SignInProgress: Sendable, Hashable {
    /// The way the first factor was proved; nil in a session that does not say so.
    package let firstFactor: FirstFactor?
    package let firstFactorAt: UnixTime
    /// The second factors answered so far.
    package let satisfied: FactorSet

    package init(firstFactor: FirstFactor?, at firstFactorAt: UnixTime, satisfied: FactorSet = FactorSet()) {
        self.firstFactor = firstFactor
        self.firstFactorAt = firstFactorAt
        self.satisfied = satisfied
    }

    /// The same sign-in with one second factor more.
    package func adding(_ factor: SecondFactor) -> SignInProgress {
        SignInProgress(firstFactor: firstFactor, at: firstFactorAt, satisfied: satisfied.inserting(factor))
    }

    /// The same sign-in as if no second factor had been answered.
    package var withoutSecondFactors: SignInProgress { SignInProgress(firstFactor: firstFactor, at: firstFactorAt) }
}
