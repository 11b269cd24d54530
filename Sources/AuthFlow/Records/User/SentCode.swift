package import CognitoMFACore
package import UserPoolModel

/// The purpose of a code that was sent.
package enum CodePurpose: String, Sendable, Hashable, CaseIterable {
    case signIn = "sign-in"
    case signUp = "sign-up"
    case recovery
    case email
    case phoneNumber = "phone_number"

    /// The purpose of a code that verifies an attribute.
    package init?(verifying name: AttributeName) {
        switch name {
        case .email: self = .email
        case .phoneNumber: self = .phoneNumber
        default: return nil
        }
    }

    /// The longest life of such a code; a sign-in's has its own rule.
    ///
    /// Source: Cognito quotas.
    package var life: Duration { self == .recovery ? .seconds(3600) : .seconds(86_400) }
}

/// A code that was sent: its keyed digest, bound to user, purpose, session and destination, so that it fits nowhere else.
package struct SentCode: FieldValue, Sendable, Hashable {
    package static let tries = 5
    /// The longest a sign-in code lives in profile `classic`.
    ///
    /// Source: Cognito developer guide as first published, SMS text message MFA.
    package static let longestLife = Duration.seconds(180)

    package let digest: [UInt8]
    /// The four bytes that name the digest's key.
    package let keyID: [UInt8]
    package let destination: CodeDestination
    package let expiresAt: UnixTime
    package var failures = 0

    package init(
        _ code: OneTimeCode, for purpose: CodePurpose = .signIn, to destination: CodeDestination, user: UserSub,
        session: SessionID, keys: KeyRing, expiresAt: UnixTime
    ) {
        let key = keys.current(.code)
        keyID = key.shortID
        digest = key.authenticationCode(for: Self.message(code, purpose, destination, user, session)).array
        self.destination = destination
        self.expiresAt = expiresAt
    }

    /// Compares a code with the one that was sent there, in constant time.
    ///
    /// False when its key has left the ring, after the same work.
    package func matches(
        _ code: OneTimeCode, for purpose: CodePurpose = .signIn, user: UserSub, session: SessionID, keys: KeyRing
    ) -> Bool {
        let (key, isInRing) = keys.key(.code, id: keyID).map { ($0, true) } ?? (keys.current(.code), false)
        return key.isValid(digest, for: Self.message(code, purpose, destination, user, session)) && isInRing
    }

    private static func message(
        _ code: OneTimeCode, _ purpose: CodePurpose, _ destination: CodeDestination, _ user: UserSub,
        _ session: SessionID
    ) -> [UInt8] {
        var writer = FieldWriter()
        writer.put(1, purpose.rawValue)
        writer.put(2, user.text)
        writer.put(3, session.bytes)
        writer.put(4, destination.text)
        writer.put(5, code.text)
        return writer.bytes
    }

    package func write(to writer: inout FieldWriter) {
        writer.put(1, digest)
        writer.put(2, keyID)
        switch destination {
        case .phone(let number): writer.put(3, number.e164)
        case .email(let address): writer.put(4, address.text)
        }
        writer.put(5, expiresAt)
        writer.put(6, failures)
    }

    package init(from reader: inout FieldReader) throws(CodecError) {
        digest = try reader.bytes(1).required("digest")
        keyID = try reader.bytes(2).required("key id")
        let phone = CodeDestination(.phoneNumber, try reader.text(3))
        let email = CodeDestination(.email, try reader.text(4))
        guard let destination = phone ?? email, phone == nil || email == nil else { throw CodecError("no destination") }
        self.destination = destination
        expiresAt = try reader.time(5).required("expiry")
        failures = try reader.count(6) ?? 0
    }
}
