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
