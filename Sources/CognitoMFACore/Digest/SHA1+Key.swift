extension SHA1 {
    /// A prepared key of HMAC-SHA-1: the states of the inner and the outer hash after the padded key.
    ///
    /// It is as secret as the key itself. ``HMAC`` is the type to use.
    public struct Key: HashKey {
        let inner: SHA1State<UInt32>
        let outer: SHA1State<UInt32>

        /// Prepares a key of any length; a key longer than a block is hashed first.
        public init(_ key: RawSpan) {
            let block =
                key.byteCount > SHA1.blockByteCount
                ? SHA1.hash(key).withRawSpan { BlockBytes(padding: $0) } : BlockBytes(padding: key)
            let words = block.withRawSpan { Block(bigEndian: $0) }
            inner = SHA1State.initial.afterBlock(words.map { $0 ^ 0x3636_3636 })
            outer = SHA1State.initial.afterBlock(words.map { $0 ^ 0x5C5C_5C5C })
        }

        /// The authentication code of a message.
        public func authenticationCode(for message: RawSpan) -> Digest {
            var hash = SHA1(afterBlock: inner)
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
