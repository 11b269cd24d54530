/// HMAC (RFC 2104) with its key taken in once: the two padded key blocks are hashed when the value is made.
public struct HMAC<Hash: HashFunction>: Sendable {
    private let key: Hash.Key

    /// Takes a key of any length; one longer than a block is hashed first.
    public init(key: some Collection<UInt8>) { self.key = key.withRawSpan { Hash.Key($0) } }

    init(_ key: Hash.Key) { self.key = key }

    /// The code of a message.
    public func authenticationCode(for message: some Collection<UInt8>) -> Hash.Digest {
        message.withRawSpan { key.authenticationCode(for: $0) }
    }

    /// The code of a message.
    public func authenticationCode(for message: RawSpan) -> Hash.Digest { key.authenticationCode(for: message) }

    /// Whether `code` is the whole code of a message, in constant time.
    ///
    /// A shortened code is not.
    public func isValid(_ code: some Collection<UInt8>, for message: some Collection<UInt8>) -> Bool {
        ConstantTime.areEqual(self.authenticationCode(for: message), code)
    }

    /// The exclusive or of a digest and of `count` codes, each the code of the one before.
    func chained(from first: Hash.Digest, count: Int) -> Hash.Digest { key.chained(from: first, count: count) }
}

extension HMAC: CustomStringConvertible, CustomDebugStringConvertible {
    /// No key.
    public var description: String { "HMAC(redacted)" }
    /// No key.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension HMAC: CustomReflectable {
        /// A mirror without children: the two states are as good as the key.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }
#endif
