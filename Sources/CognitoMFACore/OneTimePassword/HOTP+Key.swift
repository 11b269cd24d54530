extension HOTP {
    /// A secret with a prepared HMAC key, for computing or verifying several codes of one secret.
    ///
    /// Half of the work of a code is done when the key is made. The key is as sensitive as the secret and never prints.
    public struct Key: Sendable {
        private enum States {
            case sha1(SHA1.Key)
            case sha256(SHA256.Key)
        }

        private let states: States

        /// Prepares the key of a secret.
        public init(_ secret: SharedSecret, _ algorithm: Algorithm = .sha1) {
            states =
                switch algorithm {
                case .sha1: .sha1(secret.bytes.withRawSpan { SHA1.Key($0) })
                case .sha256: .sha256(secret.bytes.withRawSpan { SHA256.Key($0) })
                }
        }

        /// The hash function inside HMAC.
        public var algorithm: Algorithm {
            switch states {
            case .sha1: .sha1
            case .sha256: .sha256
            }
        }

        /// The prepared key of SHA-1, or nil for another hash function.
        var sha1: SHA1.Key? {
            if case .sha1(let key) = states { key } else { nil }
        }

        /// The 31 bits of a counter's code, after dynamic truncation (RFC 4226, 5.3).
        package func number(_ counter: UInt64) -> UInt32 {
            switch states {
            case .sha1(let key): key.digest(of: counter).truncated
            case .sha256(let key): key.digest(of: counter).truncated
            }
        }
    }
}

extension HOTP.Key: CustomStringConvertible, CustomDebugStringConvertible {
    /// A fixed text without the key.
    public var description: String { "HOTP.Key(redacted)" }
    /// A fixed text without the key.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension HOTP.Key: CustomReflectable {
        /// A mirror without children, because `dump` prints the children of a mirror.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }
#endif

extension SHA1.Key {
    /// The untruncated code of a counter's eight bytes, as words.
    package func digest(of counter: UInt64) -> SHA1State<UInt32> {
        outer.afterDigest(inner.afterBlock(Block(counter: counter)))
    }
}

extension SHA256.Key {
    /// The untruncated code of a counter's eight bytes, as words.
    package func digest(of counter: UInt64) -> SHA256State<UInt32> {
        outer.afterDigest(inner.afterBlock(Block(counter: counter)))
    }
}

extension Block where Word == UInt32 {
    /// The block of a counter after a key block: eight bytes, a one bit, zeros, and the length of 72 bytes in bits.
    @inline(__always)
    package init(counter: UInt64) {
        self.init(
            UInt32(truncatingIfNeeded: counter >> 32), UInt32(truncatingIfNeeded: counter), 0x8000_0000, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 72 * 8)
    }
}
