import CognitoMFA
import Metrics
import Synchronization

/// Token buckets, one for each source address: a burst of calls at once, and then a rate of calls a second.
///
/// An IPv6 address counts by its /64. A call without an address is admitted.
final class AddressBuckets: AdmissionControl {
    /// The largest number of entries; about 5 MB.
    static let entries = 65_536
    private let interval: Duration
    private let burst: Duration
    private let exemptsLoopback: Bool
    private let limit: Int
    private let time: any TimeSource
    /// The time at which each bucket is full again; full buckets are not stored.
    private let fullAt = Mutex<[SourceAddress.Network: UnixTime]>([:])

    /// - Parameters:
    ///   - rate: the number of calls a second.
    ///   - burst: the number of calls at once.
    ///   - exemptsLoopback: true to admit all calls from this machine.
    init(
        rate: Double, burst: Int, exemptsLoopback: Bool, limit: Int = AddressBuckets.entries, time: any TimeSource
    ) {
        interval = .seconds(1 / rate)
        self.burst = interval * burst
        self.exemptsLoopback = exemptsLoopback
        self.limit = limit
        self.time = time
    }

    /// The number of stored addresses.
    var count: Int { fullAt.withLock(\.count) }

    func admits(_ attempt: AdmissionAttempt) async -> Bool {
        guard let address = attempt.sourceAddress else { return true }
        let isAdmitted = takes(from: address)
        if !isAdmitted { Counter(label: "cognito_mfa_addresses_throttled_total").increment() }
        return isAdmitted
    }

    /// Takes a token from the bucket of an address; returns false when it is empty.
    func takes(from address: String) -> Bool {
        if exemptsLoopback, Loopback.isSource(address) { return true }
        let network = SourceAddress.Network(address)
        let now = time.now()
        return fullAt.withLock { fullAt in
            let kept = fullAt[network]
            let start = max(kept ?? now, now)
            guard start + interval <= now + burst else {
                // A clock that was set back must not keep a bucket empty for longer than it takes to fill.
                if start > now + burst { fullAt[network] = now + burst }
                return false
            }
            if kept == nil, fullAt.count >= limit { Self.forget(&fullAt, limit: limit, now: now) }
            fullAt[network] = start + interval
            return true
        }
    }

    /// Drops the buckets that are full again, and if they are too few, also those nearest to full.
    ///
    /// A quarter is free afterwards, so a flood of new addresses causes one pass in many calls.
    private static func forget(_ fullAt: inout [SourceAddress.Network: UnixTime], limit: Int, now: UnixTime) {
        fullAt = fullAt.filter { $0.value > now }
        let kept = max(1, limit) * 3 / 4
        guard fullAt.count > kept else { return }
        let emptiest = fullAt.sorted { $0.value > $1.value }.prefix(kept)
        fullAt = Dictionary(emptiest.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
