package import CognitoMFACore
package import UserPoolModel

/// A code outside sign-in: of a sign-up, of an attribute, of a forgotten password.
///
/// There is one for each purpose; the last that was asked for is the one that counts.
package struct VerificationCode: FieldValue, Sendable, Hashable {
    /// Binds the digest to this code, as a session binds a sign-in's.
    package let id: SessionID
    package var sent: SentCode
    /// True when the destination becomes the attribute's value with the right code: it is not yet.
    package let setsValue: Bool

    package init(id: SessionID, sent: SentCode, setsValue: Bool = false) {
        (self.id, self.sent, self.setsValue) = (id, sent, setsValue)
    }

    /// The outcome of answering with a code.
    package enum Verdict: Sendable, Hashable { case right, wrong, expired }

    /// Verifies a code; a wrong one counts.
    package mutating func verify(
        _ code: OneTimeCode, for purpose: CodePurpose, user: UserSub, keys: KeyRing, at now: UnixTime
    ) -> Verdict {
        guard now < sent.expiresAt, sent.failures < SentCode.tries else { return .expired }
        guard sent.matches(code, for: purpose, user: user, session: id, keys: keys) else {
            sent.failures += 1
            return .wrong
        }
        return .right
    }

    /// The time after its end in which a code is still recognised where users are hidden.
    package static let recognition = Duration.seconds(86_400)

    /// Verifies a code where users are hidden (R123): the right one alone is told its end, and any other counts as wrong.
    ///
    /// - Parameter isServed: false for a user whose state no code changes; then every code is wrong.
    package mutating func verifyHidden(
        _ code: OneTimeCode, for purpose: CodePurpose, user: UserSub, isServed: Bool, keys: KeyRing, at now: UnixTime
    ) -> Verdict {
        let isRight = sent.matches(code, for: purpose, user: user, session: id, keys: keys)
        guard sent.failures < SentCode.tries else { return .wrong }
        guard isRight, isServed, now < sent.expiresAt + Self.recognition else {
            sent.failures += 1
            return .wrong
        }
        return now < sent.expiresAt ? .right : .expired
    }

    /// Does the work of a wrong code where none was sent: one that nothing matches is read, verified and written, and
    /// dropped.
    ///
    /// So the time tells neither who exists nor who waits for a code (R122).
    static func verifyNothing(
        _ code: OneTimeCode, for purpose: CodePurpose, user: UserSub, keys: KeyRing, at now: UnixTime
    ) {
        var writer = FieldWriter()
        if var waiting = nothing() {
            _ = waiting.verifyHidden(code, for: purpose, user: user, isServed: false, keys: keys, at: now)
            waiting.write(to: &writer)
        }
        withExtendedLifetime(writer.bytes) {}
    }

    /// A code that was sent nowhere, with the digest and the key of none.
    package static func nothing() -> VerificationCode? {
        var reader = FieldReader(fieldsOfNothing, in: fieldsOfNothing.indices)
        return try? VerificationCode(from: &reader)
    }

    private static let fieldsOfNothing: [UInt8] = {
        var writer = FieldWriter()
        writer.put(2, [UInt8](repeating: 0, count: 16))
        writer.put(3, [UInt8](repeating: 0, count: 32)) { digest, inner in
            inner.put(1, digest)
            inner.put(2, [UInt8](repeating: 0, count: 4))
            inner.put(4, "nobody@decoy.invalid")
            inner.put(5, UnixTime(seconds: 0))
            inner.put(6, 0)
        }
        writer.put(4, false)
        return writer.bytes
    }()

    package func write(to writer: inout FieldWriter) {
        writer.put(2, id.bytes)
        writer.put(3, sent, named: true)
        writer.put(4, setsValue)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        id = SessionID(try reader.bytes(2).required("id"))
        sent = try reader.value(3, as: SentCode.self).required("code")
        setsValue = try reader.flag(4).required("flag")
    }
}
