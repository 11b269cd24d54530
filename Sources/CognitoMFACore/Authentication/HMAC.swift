/// HMAC (RFC 2104) with its key taken in once: the two padded key blocks are hashed when the value is made.
public struct HMAC<Hash: HashFunction>: Sendable {
    private let inner: Hash
    private let outer: Hash

    /// Takes a key of any length; one longer than a block is hashed first.
    public init(key: some Collection<UInt8>) {
        var block = key.count > Hash.blockByteCount ? Array(Hash.hash(key)) : Array(key)
        block += [UInt8](repeating: 0, count: Hash.blockByteCount - block.count)
        var inner = Hash()
        var outer = Hash()
        inner.update(block.lazy.map { $0 ^ 0x36 })
        outer.update(block.lazy.map { $0 ^ 0x5C })
        self.inner = inner
        self.outer = outer
    }

    /// The code of a message.
    public func code(for message: some Collection<UInt8>) -> Hash.Digest {
        var inner = inner
        var outer = outer
        inner.update(message)
        outer.update(inner.finalize())
        return outer.finalize()
    }

    /// Whether `code` is the whole code of a message, in constant time.
    ///
    /// A shortened code is not.
    public func isValid(_ code: some Collection<UInt8>, for message: some Collection<UInt8>) -> Bool {
        ConstantTime.areEqual(self.code(for: message), code)
    }
}

extension HMAC: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// No key.
    public var description: String { "HMAC(redacted)" }
    /// No key.
    public var debugDescription: String { description }
    /// A mirror without children: the two states are as good as the key.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
