import CognitoMFA
import Metrics
import Synchronization

/// A token bucket for each source address: so many calls at once, and so many a second after that.
///
/// An IPv6 address counts by its /64. A call without an address is admitted.
final class AddressBuckets: AdmissionControl {
    /// Entries that are kept at most; about 5 MB.
    static let entries = 65_536
    private let interval: Duration
    private let burst: Duration
    private let exemptsLoopback: Bool
    private let limit: Int
    private let time: any TimeSource
    /// The time at which each bucket is full again; one that is full is not kept.
    private let fullAt = Mutex<[SourceAddress.Network: UnixTime]>([:])

    /// - Parameters:
    ///   - rate: calls a second.
    ///   - burst: calls at once.
    ///   - exemptsLoopback: this machine's own calls are always admitted.
    init(
        rate: Double, burst: Int, exemptsLoopback: Bool, limit: Int = AddressBuckets.entries, time: any TimeSource
    ) {
        interval = .seconds(1 / rate)
        self.burst = interval * burst
        self.exemptsLoopback = exemptsLoopback
        self.limit = limit
        self.time = time
    }

    /// Addresses that are kept now.
    var count: Int { fullAt.withLock(\.count) }

    func admits(_ attempt: AdmissionAttempt) async -> Bool {
        guard let address = attempt.sourceAddress else { return true }
        let isAdmitted = takes(from: address)
        if !isAdmitted { Counter(label: "cognito_mfa_addresses_throttled_total").increment() }
        return isAdmitted
    }

    /// Takes a token from the bucket of an address; false when it is empty.
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

    /// Drops the buckets that are full again; if too few are, also those that are nearest to it.
    ///
    /// A quarter is free afterwards, so a flood of new addresses pays for one pass in many calls.
    private static func forget(_ fullAt: inout [SourceAddress.Network: UnixTime], limit: Int, now: UnixTime) {
        fullAt = fullAt.filter { $0.value > now }
        let kept = max(1, limit) * 3 / 4
        guard fullAt.count > kept else { return }
        let emptiest = fullAt.sorted { $0.value > $1.value }.prefix(kept)
        fullAt = Dictionary(emptiest.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
