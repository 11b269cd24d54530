package import CognitoMFACore
package import UserPoolModel

/// What a session handle says: where its session is, not what it is.
///
/// Authenticated, and without name, number or sub.
///
/// version(1) key id(4) pool id(length first) record key digest(32) session id(16) client digest(16) expiry ms(8) MAC(32)
package struct SessionLocator: Sendable, Hashable {
    private static let version: UInt8 = 1
    private static let macByteCount = 32

    package let userPoolID: UserPoolID
    package let recordDigest: [UInt8]
    package let session: SessionID
    package let clientDigest: [UInt8]
    package let expiresAt: UnixTime

    /// The locator of a session just opened.
    package init(_ session: ChallengeSession, of name: CanonicalName, in pool: UserPoolID) {
        userPoolID = pool
        recordDigest = name.digest
        self.session = session.id
        clientDigest = Self.digest(of: session.client)
        expiresAt = session.expiresAt
    }

    /// Reads a handle.
    ///
    /// - Throws: NotAuthorizedException `Invalid session for the user.` unless every byte is ours.
    package init(_ handle: SessionHandle, keys: KeyRing) throws(CognitoError) {
        guard (20...2048).contains(handle.text.utf8.count), !handle.text.utf8.contains(UInt8(ascii: "=")),
            let bytes = try? Base64.decode(handle.text, alphabet: .urlSafe), bytes.count > Self.macByteCount + 5,
            bytes[0] == Self.version, let key = keys.key(.session, id: bytes[1..<5]),
            key.isValid(bytes.suffix(Self.macByteCount), for: bytes.dropLast(Self.macByteCount))
        else { throw .invalidSession }
        var rest = bytes.dropLast(Self.macByteCount).dropFirst(5)
        func take(_ count: Int) -> [UInt8] {
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }
        guard let pool = String(validating: take(Int(take(1).first ?? 0)), as: UTF8.self) else {
            throw .invalidSession
        }
        userPoolID = UserPoolID(pool)
        recordDigest = take(32)
        session = SessionID(take(16))
        clientDigest = take(16)
        let expiry = take(8)
        guard rest.isEmpty, expiry.count == 8 else { throw .invalidSession }
        expiresAt = UnixTime(milliseconds: Int64(bitPattern: UInt64(bigEndian: expiry)))
    }

    package func handle(keys: KeyRing) -> SessionHandle {
        let key = keys.current(.session)
        let pool = Array(userPoolID.text.utf8)
        var bytes = [Self.version] + key.shortID + [UInt8(pool.count)] + pool
        bytes += recordDigest + session.bytes + clientDigest
        bytes += UInt64(bitPattern: expiresAt.milliseconds).bigEndianBytes
        return SessionHandle(Base64.encodeURL(bytes + Array(key.code(for: bytes))))
    }

    /// Whether the session was opened for this client.
    package func isFor(_ client: AppClient) -> Bool {
        userPoolID == client.userPoolID && clientDigest == Self.digest(of: client.id)
    }

    private static func digest(of client: AppClientID) -> [UInt8] {
        Array(SHA256.hash(Array(client.text.utf8)).prefix(16))
    }
}
