package import CognitoMFACore
package import UserPoolModel

/// The content of a session handle: the place of its session, not its state.
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
    ///
    /// - Parameter clientDigest: that of the session's client, where it is known.
    package init(
        _ session: ChallengeSession, of name: CanonicalName, in pool: UserPoolID, clientDigest: [UInt8]? = nil
    ) {
        userPoolID = pool
        recordDigest = name.digest
        self.session = session.id
        self.clientDigest = clientDigest ?? AppClient.digest(of: session.client)
        expiresAt = session.expiresAt
    }

    /// Reads a handle.
    ///
    /// - Throws: NotAuthorizedException `Invalid session for the user.` unless every byte is ours.
    package init(_ handle: SessionHandle, keys: KeyRing) throws(CognitoError) {
        let length = handle.text.utf8.count
        guard (20...4096).contains(length), let bytes = try? Base64.decode(handle.text, alphabet: .urlSafe),
            // Without padding: four letters for three bytes.
            bytes.count > Self.macByteCount + 5, length == (bytes.count * 4 + 2) / 3,
            bytes[0] == Self.version, let key = keys.key(.session, id: bytes[1..<5]),
            key.hasSigned(bytes)
        else { throw .invalidSession }
        let poolEnd = 6 + Int(bytes[5])
        // Digest, session, client and expiry behind the pool, and nothing else.
        guard bytes.count == poolEnd + 32 + 16 + 16 + 8 + Self.macByteCount,
            let pool = String(validating: bytes[6..<poolEnd], as: UTF8.self)
        else { throw .invalidSession }
        userPoolID = UserPoolID(pool)
        recordDigest = Array(bytes[poolEnd..<poolEnd + 32])
        session = SessionID(Array(bytes[poolEnd + 32..<poolEnd + 48]))
        clientDigest = Array(bytes[poolEnd + 48..<poolEnd + 64])
        expiresAt = UnixTime(milliseconds: Int64(bitPattern: FieldReader.number(bytes, poolEnd + 64..<poolEnd + 72)))
    }

    package func handle(keys: KeyRing) -> SessionHandle {
        let key = keys.current(.session)
        let pool = userPoolID.text.utf8
        var bytes: [UInt8] = []
        bytes.reserveCapacity(6 + pool.count + 32 + 16 + 16 + 8 + Self.macByteCount)
        bytes.append(Self.version)
        bytes += key.shortID
        bytes.append(UInt8(pool.count))
        bytes += pool
        bytes += recordDigest
        bytes += session.bytes
        bytes += clientDigest
        let end = UInt64(bitPattern: expiresAt.milliseconds)
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: end >> shift)) }
        bytes += key.authenticationCode(for: bytes).array
        return SessionHandle(Base64.encodeURL(bytes))
    }

    /// True for the client that the session was opened for.
    package func isFor(_ client: AppClient) -> Bool {
        userPoolID == client.userPoolID && clientDigest == client.idDigest
    }
}
