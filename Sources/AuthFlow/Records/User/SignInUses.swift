package import CognitoMFACore
package import UserPoolModel

/// The messages, wrong codes and changes of factor of one sign-in.
///
/// Every session of the sign-in inherits them, so that a new session gives no fresh count.
package struct SignInUses: FieldValue, Sendable, Hashable {
    /// The most messages of one sign-in, the first included.
    package static let longestSending = 3
    /// The most changes to another factor.
    package static let mostSwitches = 5
    /// The waits after the first message and after each further one.
    package static let firstCooldown = Duration.seconds(30)
    package static let laterCooldown = Duration.seconds(60)

    /// The messages sent since a factor was last answered.
    package private(set) var sends = 0
    /// The time of the last of them.
    package private(set) var lastSendAt: UnixTime?
    /// Wrong answers to codes of sessions before this one.
    package var failures = 0
    /// The changes to another factor so far.
    package var switches = 0

    package init() {}

    /// The uses that a session of `state` begins with, where nothing went before it.
    init(of state: ChallengeSession.State, openedAt: UnixTime) {
        self.init()
        if state.sentCode != nil { send(at: openedAt) }
    }

    /// The messages that may still be sent.
    package var sendsLeft: Int { max(0, Self.longestSending - sends) }

    /// The time from which another message may be sent; nil before the first one and after the last one.
    package var nextSendAt: UnixTime? {
        guard let lastSendAt, sendsLeft > 0 else { return nil }
        return lastSendAt + (sends > 1 ? Self.laterCooldown : Self.firstCooldown)
    }

    /// The reason for which no message may be sent now, or nil.
    package func refusalOfSending(at now: UnixTime) -> CognitoError? {
        guard sendsLeft > 0 else { return .tooManySends }
        guard let next = nextSendAt, now < next else { return nil }
        return .attemptLimitExceeded(until: next)
    }

    /// Counts a message.
    ///
    /// Times only move forward.
    package mutating func send(at now: UnixTime) {
        sends += 1
        lastSendAt = max(lastSendAt ?? now, now)
    }

    /// The uses after a factor has been answered: its messages and wrong codes are done with.
    var answered: SignInUses {
        var next = SignInUses()
        next.switches = switches
        return next
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, sends)
        writer.put(2, lastSendAt)
        writer.put(3, failures)
        writer.put(4, switches)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        sends = try reader.count(1).required("sends")
        lastSendAt = try reader.time(2)
        failures = try reader.count(3).required("failures")
        switches = try reader.count(4).required("switches")
        // A factor of an earlier release, which stored the number at once: its session is an ordinary one.
        _ = try reader.byte(5)
    }
}
