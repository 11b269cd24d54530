import UserPoolModel

/// The part of a pool's settings that decides about second factors.
package struct FactorDemand: Sendable {
    let mode: UserPoolMFAMode
    let factors: FactorSet
    let recovery: AttributeName?
    let grantsFirstSignIn: Bool

    package init(_ pool: borrowing PoolRecord) {
        mode = pool.mfa.mode
        factors = pool.mfa.offered
        recovery = pool.primaryRecovery
        grantsFirstSignIn = pool.firstSignInTokensWithoutMFA
    }
}
