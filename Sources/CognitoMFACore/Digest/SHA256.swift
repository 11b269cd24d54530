/// The hash function SHA-256 (FIPS 180-4, 6.2), with a digest of 32 bytes.
public struct SHA256: HashFunction {
    /// The number of bytes in one block: 64.
    public static let blockByteCount = 64

    private var state: SHA256State<UInt32>
    private var buffer: BlockBuffer

    /// Starts the hash of an empty message.
    public init() { (state, buffer) = (.initial, BlockBuffer()) }

    /// Continues from the state after one block.
    init(afterBlock state: SHA256State<UInt32>) { (self.state, buffer) = (state, BlockBuffer(afterBytes: 64)) }

    /// Adds the next part of the message, of any length.
    public mutating func update(_ bytes: RawSpan) {
        var state = self.state
        buffer.append(bytes) { state = state.afterBlocks($0) }
        self.state = state
    }

    /// Returns the digest of the message so far; further parts may follow.
    public func finalize() -> Digest {
        var state = self.state
        var buffer = self.buffer
        buffer.pad { state = state.afterBlocks($0) }
        return Digest(state)
    }
}

extension SHA256 {
    /// The 32 bytes of a SHA-256 digest, compared in constant time.
    public struct Digest: HashDigest {
        /// The number of bytes: 32.
        public static let byteCount = 32
        /// The digest as big-endian words.
        let state: SHA256State<UInt32>

        package init(_ state: SHA256State<UInt32>) { self.state = state }

        /// The byte at an index, 0-31.
        public subscript(place: Int) -> UInt8 {
            precondition((0..<32).contains(place), "a SHA-256 digest has 32 bytes")
            return unsafe withUnsafeBytes(of: bytes) { unsafe $0[place] }
        }

        /// Calls `body` with the contiguous bytes.
        public func withContiguousStorageIfAvailable<Result>(
            _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
        ) rethrows -> Result? {
            try unsafe withUnsafeBytes(of: bytes) { try unsafe $0.withMemoryRebound(to: UInt8.self, body) }
        }

        /// Compares all bytes, in constant time.
        public static func == (left: Digest, right: Digest) -> Bool {
            let difference =
                (left.state.a ^ right.state.a) | (left.state.b ^ right.state.b) | (left.state.c ^ right.state.c)
                | (left.state.d ^ right.state.d) | (left.state.e ^ right.state.e) | (left.state.f ^ right.state.f)
                | (left.state.g ^ right.state.g) | (left.state.h ^ right.state.h)
            return difference == 0
        }

        /// Feeds all bytes to the hasher.
        public func hash(into hasher: inout Hasher) {
            unsafe withUnsafeBytes(of: bytes) { unsafe hasher.combine(bytes: $0) }
        }

        var bytes: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) {
            (
                state.a.bigEndian, state.b.bigEndian, state.c.bigEndian, state.d.bigEndian, state.e.bigEndian,
                state.f.bigEndian, state.g.bigEndian, state.h.bigEndian
            )
        }
    }
}

// Arrays by a method of their own: across modules a generic method is not specialised, and calls a witness at each step.
extension SHA256 {
    /// Returns the digest of a whole message.
    public static func hash(_ bytes: [UInt8]) -> Digest {
        bytes.withRawSpan { span in
            var hash = SHA256()
            hash.update(span)
            return hash.finalize()
        }
    }

    /// Returns the digest of a text's UTF-8 bytes.
    package static func hash(utf8 text: String) -> Digest {
        text.utf8.withRawSpan { hash($0) }
    }
}

extension SHA256.Digest {
    /// The 32 bytes as an array.
    package var array: [UInt8] {
        unsafe withUnsafeBytes(of: bytes) { unsafe Array($0) }
    }
}

extension SHA256 {
    /// A prepared key of HMAC-SHA-256: the states of the inner and the outer hash after the padded key.
    ///
    /// It is as secret as the key itself. ``HMAC`` is the type to use.
    public struct Key: HashKey {
        let inner: SHA256State<UInt32>
        let outer: SHA256State<UInt32>

        /// Prepares a key of any length; a key longer than a block is hashed first.
        public init(_ key: RawSpan) {
            let block =
                key.byteCount > SHA256.blockByteCount
                ? SHA256.hash(key).withRawSpan { BlockBytes(padding: $0) } : BlockBytes(padding: key)
            let words = block.withRawSpan { Block(bigEndian: $0) }
            inner = SHA256State.initial.afterBlock(words.map { $0 ^ 0x3636_3636 })
            outer = SHA256State.initial.afterBlock(words.map { $0 ^ 0x5C5C_5C5C })
        }

        /// The authentication code of a message.
        public func authenticationCode(for message: RawSpan) -> Digest {
            var hash = SHA256(afterBlock: inner)
            hash.update(message)
            return Digest(outer.afterDigest(hash.finalize().state))
        }

        /// The exclusive or of a digest and `count` codes, each the code of the one before (RFC 8018, 5.2).
        public func chained(from first: Digest, count: Int) -> Digest {
            var code = first.state
            var sum = code
            for _ in 0..<count {
                code = outer.afterDigest(inner.afterDigest(code))
                sum = sum ^ code
            }
            return Digest(sum)
        }
    }
}
