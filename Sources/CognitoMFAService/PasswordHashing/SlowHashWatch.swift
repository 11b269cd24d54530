import Synchronization

/// Notices the first password hash that takes too long: a debug build, or more iterations than the machine can do.
package final class SlowHashWatch: Sendable {
    /// The time after which a hash counts as slow.
    package static let bound = Duration.seconds(2)

    private let isNoticed = Mutex(false)
    private let notice: @Sendable (Duration) -> Void

    /// Creates a watch that calls `notice` once, with the time that the hash took.
    package init(notice: @escaping @Sendable (Duration) -> Void) { self.notice = notice }

    /// Takes the time that a hash or a group of hashes took, without the wait for its turn.
    package func note(_ duration: Duration) {
        guard duration > Self.bound else { return }
        let isFirst = isNoticed.withLock { isNoticed in
            defer { isNoticed = true }
            return !isNoticed
        }
        if isFirst { notice(duration) }
    }
}
