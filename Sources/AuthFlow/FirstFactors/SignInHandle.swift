package import CognitoMFACore
package import UserPoolModel

/// The handle of a sign-in whose first factor takes several steps, before that factor is proved.
///
/// It is stateless: nothing is stored when it is made, so that nobody without the first factor can end a user's open
/// challenges. It is bound to what it was made under: a record that has another generation or another verifier by then
/// does not take it. Its nonce is spent when the proof is accepted.
///
/// Its holder may be a stranger, so it says nothing about the user. Generation and verifier stand in it as a keyed digest
/// only: a plain digest of a verifier would let passwords be guessed without a server.
///
/// Form: version(1) key id(4) pool id(length first) client digest(16) record key digest(32) premise(32)
/// what the client sent(two bytes of length first) nonce(16) expiry ms(8) MAC(32), in base64url.
package struct SignInHandle: Sendable, Hashable {
    /// Another number than a session's, under the same key: neither is ever read as the other.
    private static let version: UInt8 = 2
    /// The first byte of what a premise digests, where a handle has its version.
    private static let premiseMark: UInt8 = 0
    private static let macByteCount = 32
    private static let tailByteCount = 16 + 8 + macByteCount
    /// The longest value of a client: a public value of 3,072 bits has 384 bytes.
    package static let longestClientValue = 1024
    /// The time in which the second step must come.
    package static let life = Duration.seconds(180)

    /// The four bytes that name the key of MAC and premise.
    private let keyID: [UInt8]
    package let userPoolID: UserPoolID
    package let clientDigest: [UInt8]
    package let recordDigest: [UInt8]
    /// HMAC-SHA-256 of the generation and the verifier that the proof is to be made against.
    package let premise: [UInt8]
    /// The bytes that the client sent with the first step.
    package let clientValue: [UInt8]
    /// Sixteen random bytes, spent with the handle.
    package let nonce: [UInt8]
    package let expiresAt: UnixTime

    /// A handle for the second step of a first factor.
    ///
    /// - Parameters:
    ///   - verifier: What the proof is to be made against, as it is stored.
    ///   - clientValue: The bytes that the client sent; at most 1,024.
    ///   - nonce: Sixteen random bytes.
    /// - Throws: InvalidParameterException for a longer value of the client.
    package init(
        to name: CanonicalName, generation: UInt32, verifier: [UInt8], clientValue: [UInt8], nonce: [UInt8],
        through client: AppClient, keys: KeyRing, at now: UnixTime
    ) throws(CognitoError) {
        guard clientValue.count <= Self.longestClientValue else {
            throw CognitoError(.invalidParameter, "The value of the first step is too long.")
        }
        precondition(nonce.count == 16 && name.digest.count == 32, "a nonce and a digest have their lengths")
        let key = keys.current(.session)
        keyID = key.shortID
        userPoolID = client.userPoolID
        clientDigest = AppClient.digest(of: client.id)
        recordDigest = name.digest
        premise = key.authenticationCode(for: Self.premise(generation, verifier, nonce)).array
        self.clientValue = clientValue
        self.nonce = nonce
        expiresAt = now + Self.life
    }

    /// Reads a handle.
    ///
    /// - Throws: NotAuthorizedException `Invalid session for the user.` unless every byte is this ring's.
    package init(_ handle: SessionHandle, keys: KeyRing) throws(CognitoError) {
        let length = handle.text.utf8.count
        guard (20...4096).contains(length), let bytes = try? Base64.decode(handle.text, alphabet: .urlSafe),
            bytes.count > 6 + Self.tailByteCount, length == (bytes.count * 4 + 2) / 3, bytes[0] == Self.version,
            let key = keys.key(.session, id: bytes[1..<5]), key.hasSigned(bytes)
        else { throw .invalidSession }
        let pool = 6..<6 + Int(bytes[5])
        let value = pool.upperBound + 16 + 32 + 32
        guard bytes.count >= value + 2 + Self.tailByteCount, let text = String(validating: bytes[pool], as: UTF8.self)
        else { throw .invalidSession }
        let nonce = value + 2 + Int(UInt16(bigEndian: bytes[value..<value + 2]))
        guard bytes.count == nonce + Self.tailByteCount else { throw .invalidSession }
        keyID = key.shortID
        userPoolID = UserPoolID(text)
        clientDigest = Array(bytes[pool.upperBound..<pool.upperBound + 16])
        recordDigest = Array(bytes[pool.upperBound + 16..<pool.upperBound + 48])
        premise = Array(bytes[pool.upperBound + 48..<value])
        clientValue = Array(bytes[value + 2..<nonce])
        self.nonce = Array(bytes[nonce..<nonce + 16])
        expiresAt = UnixTime(milliseconds: Int64(bitPattern: UInt64(bigEndian: bytes[nonce + 16..<nonce + 24])))
    }

    /// The text that the client holds.
    package func handle(keys: KeyRing) -> SessionHandle {
        let key = keys.key(.session, id: keyID) ?? keys.current(.session)
        let pool = Array(userPoolID.text.utf8)
        var bytes = [Self.version] + key.shortID + [UInt8(pool.count)] + pool
        bytes += clientDigest + recordDigest + premise
        bytes += UInt16(clientValue.count).bigEndianBytes + clientValue
        bytes += nonce + UInt64(bitPattern: expiresAt.milliseconds).bigEndianBytes
        bytes += key.authenticationCode(for: bytes).array
        return SessionHandle(Base64.encodeURL(bytes))
    }

    /// Returns true if the handle was made for this client.
    package func isFor(_ client: AppClient) -> Bool {
        userPoolID == client.userPoolID && clientDigest == client.idDigest
    }

    /// Returns true if the record still has the generation and the verifier that the handle was made under.
    ///
    /// - Parameter verifier: The verifier that the record holds now, or nil without one.
    package func isCurrent(for record: borrowing UserAuthRecord, verifier: [UInt8]?, keys: KeyRing) -> Bool {
        guard let verifier, let key = keys.key(.session, id: keyID) else { return false }
        return key.isValid(premise, for: Self.premise(record.generation, verifier, nonce))
    }

    /// The mark that an accepted handle leaves in the user's record.
    package var spent: SpentHandle { SpentHandle(nonce: nonce, expiresAt: expiresAt) }

    private static func premise(_ generation: UInt32, _ verifier: [UInt8], _ nonce: [UInt8]) -> [UInt8] {
        [premiseMark] + nonce + generation.bigEndianBytes + verifier
    }
}
