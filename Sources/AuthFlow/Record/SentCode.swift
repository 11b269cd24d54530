package import CognitoMFACore
package import UserPoolModel

/// A code that was sent: its keyed digest, bound to user, purpose, session and destination, so that it fits nowhere else.
package struct SentCode: Sendable, Hashable {
    package static let tries = 5
    /// The longest a sign-in code lives.
    ///
    /// Source: Cognito developer guide as first published, SMS text message MFA.
    package static let longestLife = Duration.seconds(180)

    package let digest: [UInt8]
    /// The four bytes that name the digest's key.
    package let keyID: [UInt8]
    package let destination: PhoneNumber
    package let expiresAt: UnixTime
    package var failures = 0

    package init(
        _ code: OneTimeCode, to destination: PhoneNumber, user: UserSub, session: SessionID, keys: KeyRing,
        expiresAt: UnixTime
    ) {
        let key = keys.current(.code)
        keyID = key.shortID
        digest = Array(key.code(for: Self.message(code, destination, user, session)))
        self.destination = destination
        self.expiresAt = expiresAt
    }

    /// Whether this is the code that was sent there, in constant time.
    ///
    /// False when its key has left the ring.
    package func matches(_ code: OneTimeCode, user: UserSub, session: SessionID, keys: KeyRing) -> Bool {
        keys.key(.code, id: keyID)?.isValid(digest, for: Self.message(code, destination, user, session)) ?? false
    }

    private static func message(
        _ code: OneTimeCode, _ destination: PhoneNumber, _ user: UserSub, _ session: SessionID
    ) -> [UInt8] {
        var writer = FieldWriter()
        writer.put(1, "sign-in")
        writer.put(2, user.text)
        writer.put(3, session.bytes)
        writer.put(4, destination.e164)
        writer.put(5, code.text)
        return writer.bytes
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, digest)
        writer.put(2, keyID)
        writer.put(3, destination.e164)
        writer.put(4, expiresAt)
        writer.put(5, failures)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        digest = try reader.bytes(1).required("digest")
        keyID = try reader.bytes(2).required("key id")
        let number = try reader.text(3).required("destination")
        guard let phone = try? PhoneNumber(number) else { throw CodecError("not a number") }
        destination = phone
        expiresAt = try reader.time(4).required("expiry")
        failures = try reader.count(5) ?? 0
    }
}
