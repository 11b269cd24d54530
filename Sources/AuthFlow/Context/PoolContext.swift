package import CognitoMFACore
package import UserPoolModel

/// The settings read in this try, the keys, the time and the operation's randomness.
package struct PoolContext: Sendable {
    private let settings: Shared<PoolRecord>
    let demand: FactorDemand
    package var pool: PoolRecord { settings.value }
    package let keys: KeyRing
    package let now: UnixTime
    package let randomness: OperationRandomness
    package let profile: CognitoProfile
    package let limits: HourlyLimits
    package let aliases: HeldReservations

    package init(
        pool: PoolRecord, keys: KeyRing, now: UnixTime, randomness: OperationRandomness,
        profile: CognitoProfile = .classic,
        limits: HourlyLimits = HourlyLimits(), aliases: HeldReservations = HeldReservations()
    ) {
        self.init(
            sharing: Shared(pool), keys: keys, now: now, randomness: randomness, profile: profile, limits: limits,
            aliases: aliases)
    }

    package init(
        sharing pool: Shared<PoolRecord>, keys: KeyRing, now: UnixTime, randomness: OperationRandomness,
        profile: CognitoProfile,
        limits: HourlyLimits, aliases: HeldReservations
    ) {
        settings = pool
        demand = FactorDemand(pool.value)
        self.keys = keys
        self.now = now
        self.randomness = randomness
        self.profile = profile
        self.limits = limits
        self.aliases = aliases
    }
}
