extension SHA256 {
    /// A key taken in by HMAC-SHA-256: the state of the inner and of the outer hash behind the padded key.
    ///
    /// It is as good as the key; ``HMAC`` is its public face.
    public struct Key: HashKey {
        let inner: SHA256State<UInt32>
        let outer: SHA256State<UInt32>

        /// Takes a key of any length; one longer than a block is hashed first.
        public init(_ key: RawSpan) {
            let block =
                key.byteCount > SHA256.blockByteCount
                ? SHA256.hash(key).withRawSpan { BlockBytes(padding: $0) } : BlockBytes(padding: key)
            let words = block.withRawSpan { Block(bigEndian: $0) }
            inner = SHA256State.initial.afterBlock(words.map { $0 ^ 0x3636_3636 })
            outer = SHA256State.initial.afterBlock(words.map { $0 ^ 0x5C5C_5C5C })
        }

        /// The code of a message.
        public func authenticationCode(for message: RawSpan) -> Digest {
            var hash = SHA256(afterBlock: inner)
            hash.update(message)
            return Digest(outer.afterDigest(hash.finalize().state))
        }

        /// The exclusive or of a digest and of `count` codes, each the code of the one before.
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
