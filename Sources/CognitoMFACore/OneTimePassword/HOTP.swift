/// HOTP (RFC 4226): a code computed from a secret and a counter.
public struct HOTP: Sendable, Hashable {
    /// The hash function inside HMAC, in the spelling of key URIs.
    public enum Algorithm: String, Sendable, Hashable, CaseIterable {
        /// SHA-1, the hash function that authenticator apps expect.
        case sha1 = "SHA1"
        /// SHA-256 (RFC 6238, 1.2).
        case sha256 = "SHA256"
    }

    /// The number of digits in a code: 6-8.
    public let digits: Int
    /// The hash function inside HMAC.
    public let algorithm: Algorithm

    /// Creates a generator with a number of digits and a hash function.
    ///
    /// - Throws: ``ParameterError`` unless `digits` is 6...8.
    public init(digits: Int = 6, algorithm: Algorithm = .sha1) throws(ParameterError) {
        guard (6...8).contains(digits) else { throw ParameterError("digits", "must be 6...8") }
        self.init(checkedDigits: digits, algorithm: algorithm)
    }

    init(checkedDigits: Int, algorithm: Algorithm) {
        digits = checkedDigits
        self.algorithm = algorithm
    }

    /// Returns the code of a counter, with leading zeros (RFC 4226, 5.3).
    public func code(for secret: SharedSecret, counter: UInt64) -> OneTimeCode {
        code(for: Key(secret, algorithm), counter: counter)
    }

    /// Returns the code of a counter, with leading zeros (RFC 4226, 5.3).
    ///
    /// - Precondition: The key was made for this ``algorithm``.
    public func code(for key: Key, counter: UInt64) -> OneTimeCode {
        precondition(key.algorithm == algorithm, "a key of another algorithm")
        return OneTimeCode(number: shortened(key.number(counter)), digits: digits)
    }

    /// The last ``digits`` decimal digits of a number.
    ///
    /// Each case divides by a constant, which compiles to a multiplication. The time of a division depends on its
    /// operands.
    @inline(__always)
    func shortened(_ number: UInt32) -> UInt32 {
        switch digits {
        case 6: number % 1_000_000
        case 7: number % 10_000_000
        default: number % 100_000_000
        }
    }
}

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

extension HOTP.Key {
    /// The 31 bits of four consecutive steps of a window, from index `first` on.
    ///
    /// With SHA-1 and steps that fit into one word, all four are computed in lanes.
    func numbers(_ steps: WindowSteps, from first: Int) -> SIMD4<UInt32> {
        if let sha1, steps.count > 1, steps.areShort {
            return sha1.numbers { $0.afterCounters(steps.lowWords(from: first)) }
        }
        var numbers = SIMD4<UInt32>(repeating: 0)
        for lane in 0..<min(4, steps.count - first) { numbers[lane] = number(steps[first + lane].rawValue) }
        return numbers
    }
}

extension SHA1.Key {
    /// The 31 bits of four codes of this key; `firstBlock` returns the inner states after the first blocks.
    @inline(__always)
    func numbers(_ firstBlock: (SHA1State<SIMD4<UInt32>>) -> SHA1State<SIMD4<UInt32>>) -> SIMD4<UInt32> {
        SHA1State(repeating: outer).afterDigest(firstBlock(SHA1State(repeating: inner))).truncated
    }
}

extension SHA1Schedule where Word == SIMD4<UInt32> {
    /// The schedules of four counters whose high word is zero.
    @inline(never)
    package init(counters low: SIMD4<UInt32>) {
        self.init()
        fill(from: Block(counters: low))
    }
}

extension Block where Word == SIMD4<UInt32> {
    /// The blocks of four counters after a key block; the high word of each counter is zero.
    @inline(__always)
    package init(counters low: SIMD4<UInt32>) {
        let zero = SIMD4<UInt32>(repeating: 0)
        let (one, bits) = (SIMD4<UInt32>(repeating: 0x8000_0000), SIMD4<UInt32>(repeating: 72 * 8))
        self.init(zero, low, one, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, bits)
    }
}

extension SHA1State where Word == SIMD4<UInt32> {
    /// Repeats a state in four lanes.
    package init(repeating state: SHA1State<UInt32>) {
        self.init(
            a: SIMD4(repeating: state.a), b: SIMD4(repeating: state.b), c: SIMD4(repeating: state.c),
            d: SIMD4(repeating: state.d), e: SIMD4(repeating: state.e))
    }
}
