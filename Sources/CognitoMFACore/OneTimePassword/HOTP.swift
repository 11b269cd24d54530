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
