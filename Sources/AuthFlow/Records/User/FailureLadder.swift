package import CognitoMFACore

/// The ladder of a failure counter: from the fifth failure on a lock of 2^(n-5) seconds, at most 900; back to zero
/// after fifteen quiet minutes.
///
/// Source: Cognito developer guide, lockout behaviour.
package struct FailureLadder: FieldValue, Sendable, Hashable {
    package static let freeFailures = 5
    package static let longestLock = Duration.seconds(900)
    package static let idleReset = Duration.seconds(900)

    /// Failures so far, as stored; ``rung(at:)`` knows the quiet minutes.
    package private(set) var failures = 0
    package private(set) var lastFailureAt: UnixTime?
    package private(set) var lockEndsAt: UnixTime?

    package init() {}

    /// Failures that still count.
    package func rung(at now: UnixTime) -> Int {
        guard let last = [lastFailureAt, lockEndsAt].compactMap(\.self).max() else { return 0 }
        return now >= last + Self.idleReset ? 0 : failures
    }

    /// When the lock ends, or nil outside one.
    ///
    /// Never later than 900 s from now, whatever another server's clock said.
    package func lockEnd(at now: UnixTime) -> UnixTime? {
        guard failures >= Self.freeFailures, let end = lockEndsAt, now < end else { return nil }
        return min(end, now + Self.longestLock)
    }

    /// Failures left before the next lock.
    package func attemptsLeft(at now: UnixTime) -> Int { max(0, Self.freeFailures - rung(at: now)) }

    /// Counts one failure.
    ///
    /// Times only move forward.
    package mutating func fail(at now: UnixTime) {
        failures = rung(at: now) + 1
        lastFailureAt = max(lastFailureAt ?? now, now)
        guard failures >= Self.freeFailures else { return }
        let seconds = min(Int64(1) << min(failures - Self.freeFailures, 20), 900)
        let end = now + .seconds(seconds)
        lockEndsAt = max(lockEndsAt ?? end, end)
    }

    /// Starts anew.
    ///
    /// Times stay, so that they never move back.
    package mutating func clear() { failures = 0 }

    /// Brings a lock that ends more than 900 s ahead back to 900 s: it was written by a clock that ran ahead, and would
    /// otherwise last until this one catches up.
    package mutating func bringBack(to now: UnixTime) {
        guard failures >= Self.freeFailures, let end = lockEndsAt, end > now + Self.longestLock else { return }
        lockEndsAt = now + Self.longestLock
        lastFailureAt = lastFailureAt.map { min($0, now) }
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, failures)
        writer.put(2, lastFailureAt)
        writer.put(3, lockEndsAt)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        failures = try reader.count(1).required("failures")
        lastFailureAt = try reader.time(2)
        lockEndsAt = try reader.time(3)
    }
}
