package import CognitoMFACore
package import UserPoolModel

/// The context of an event that comes through an app client.
package struct SignInContext: Sendable {
    package let poolContext: PoolContext
    private let app: Shared<ClientRecord>
    /// True for a sign-in whose grant becomes a browser session.
    package var opensBrowserSession = false
    package var client: AppClient { app.value.client }

    package init(_ poolContext: PoolContext, client: AppClient) {
        self.init(poolContext, sharing: Shared(ClientRecord(client)))
    }

    package init(_ poolContext: PoolContext, sharing client: Shared<ClientRecord>) {
        self.poolContext = poolContext
        app = client
    }

    package var pool: PoolRecord { poolContext.pool }
    var keys: KeyRing { poolContext.keys }
    package var now: UnixTime { poolContext.now }
    var randomness: OperationRandomness { poolContext.randomness }
    var profile: CognitoProfile { poolContext.profile }
    var limits: HourlyLimits { poolContext.limits }
    var aliases: HeldReservations { poolContext.aliases }
}

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
