/// HMAC (RFC 2104) with a prepared key.
///
/// The two padded key blocks are hashed once, when the value is made.
public struct HMAC<Hash: HashFunction>: Sendable {
    private let key: Hash.Key

    /// Prepares a key of any length; a key longer than a block is hashed first.
    public init(key: some Collection<UInt8>) { self.key = key.withRawSpan { Hash.Key($0) } }

    init(_ key: Hash.Key) { self.key = key }

    /// The authentication code of a message.
    public func authenticationCode(for message: some Collection<UInt8>) -> Hash.Digest {
        message.withRawSpan { key.authenticationCode(for: $0) }
    }

    /// The authentication code of a message.
    public func authenticationCode(for message: RawSpan) -> Hash.Digest { key.authenticationCode(for: message) }

    /// Returns true if `code` is the complete authentication code of a message, compared in constant time.
    ///
    /// A truncated code is refused.
    public func isValid(_ code: some Collection<UInt8>, for message: some Collection<UInt8>) -> Bool {
        ConstantTime.areEqual(self.authenticationCode(for: message), code)
    }

    /// The exclusive or of a digest and `count` codes, each the code of the one before (RFC 8018, 5.2).
    func chained(from first: Hash.Digest, count: Int) -> Hash.Digest { key.chained(from: first, count: count) }
}

extension HMAC: CustomStringConvertible, CustomDebugStringConvertible {
    /// A fixed text without the key.
    public var description: String { "HMAC(redacted)" }
    /// A fixed text without the key.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension HMAC: CustomReflectable {
        /// A mirror without children, because the two states are as secret as the key.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }
#endif

// Arrays by a method of their own: across modules a generic method is not specialised, and calls a witness at each step.
extension HMAC where Hash == SHA256 {
    /// Prepares a key of any length; a key longer than a block is hashed first.
    public init(key: [UInt8]) { self.init(SHA256.Key(bytes: key)) }

    /// The authentication code of a message.
    public func authenticationCode(for message: [UInt8]) -> SHA256.Digest {
        message.withRawSpan { authenticationCode(for: $0) }
    }

    /// Returns true if `code` is the complete authentication code of a message, compared in constant time.
    ///
    /// A truncated code is refused.
    public func isValid(_ code: [UInt8], for message: [UInt8]) -> Bool {
        ConstantTime.areEqual(self.authenticationCode(for: message).array, code)
    }

    /// Returns true if the last 32 bytes are the code of the bytes before them, compared in constant time.
    package func isCodeAtEnd(of bytes: [UInt8]) -> Bool {
        guard bytes.count >= SHA256.Digest.byteCount else { return false }
        return bytes.withRawSpan { span in
            let end = span.byteCount - SHA256.Digest.byteCount
            return ConstantTime.equal(
                authenticationCode(for: span.extracting(0..<end)), span.extracting(end..<span.byteCount))
        }
    }
}

extension SHA256.Key {
    fileprivate init(bytes: [UInt8]) { self = bytes.withRawSpan { SHA256.Key($0) } }
}

/// HKDF (RFC 5869): keys for several purposes, derived from one key.
public enum HKDF<Hash: HashFunction> {
    /// Returns the pseudo-random key of an input key and a salt (RFC 5869, 2.2).
    public static func extract(salt: some Collection<UInt8>, inputKey: some Collection<UInt8>) -> Hash.Digest {
        HMAC<Hash>(key: salt).authenticationCode(for: inputKey)
    }

    /// Returns output key material for the purpose `info` (RFC 5869, 2.3).
    ///
    /// - Throws: ``ParameterError`` unless `byteCount` is at most 255 times the size of a digest.
    public static func expand(
        pseudoRandomKey: some Collection<UInt8>, info: some Collection<UInt8>, byteCount: Int
    ) throws(ParameterError) -> [UInt8] {
        let limit = 255 * Hash.Digest.byteCount
        guard (0...limit).contains(byteCount) else {
            throw ParameterError("byteCount", "must be 0...\(limit)")
        }
        let hmac = HMAC<Hash>(key: pseudoRandomKey)
        var output: [UInt8] = []
        var block: [UInt8] = []
        var counter: UInt8 = 0
        while output.count < byteCount {
            counter &+= 1
            block = Array(hmac.authenticationCode(for: block + Array(info) + [counter]))
            output += block
        }
        return Array(output.prefix(byteCount))
    }

    /// Extracts a pseudo-random key and expands it.
    ///
    /// - Throws: ``ParameterError`` unless `byteCount` is at most 255 times the size of a digest.
    public static func deriveKey(
        inputKey: some Collection<UInt8>, salt: some Collection<UInt8>, info: some Collection<UInt8>, byteCount: Int
    ) throws(ParameterError) -> [UInt8] {
        try expand(pseudoRandomKey: extract(salt: salt, inputKey: inputKey), info: info, byteCount: byteCount)
    }
}
