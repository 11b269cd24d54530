/// HOTP (RFC 4226): a code from a secret and a counter.
public struct HOTP: Sendable, Hashable {
    /// The hash under HMAC, in the spelling of key URIs.
    public enum Algorithm: String, Sendable, Hashable, CaseIterable {
        /// SHA-1: what authenticator apps expect.
        case sha1 = "SHA1"
        /// SHA-256 (RFC 6238, 1.2).
        case sha256 = "SHA256"
    }

    /// The digits of a code: 6-8.
    public let digits: Int
    /// The hash under HMAC.
    public let algorithm: Algorithm

    /// Chooses digits and hash.
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

    /// The code of a counter, leading zeros kept (5.3).
    public func code(for secret: SharedSecret, counter: UInt64) -> OneTimeCode {
        text(of: Key(secret, algorithm).number(counter))
    }

    /// A secret with its HMAC key taken in, to make several codes of one secret.
    enum Key {
        case sha1(HMAC<SHA1>)
        case sha256(HMAC<SHA256>)

        init(_ secret: SharedSecret, _ algorithm: Algorithm) {
            switch algorithm {
            case .sha1: self = .sha1(HMAC(key: secret.bytes))
            case .sha256: self = .sha256(HMAC(key: secret.bytes))
            }
        }

        /// The 31 bits of a counter, by dynamic truncation.
        func number(_ counter: UInt64) -> UInt32 {
            let message = (0..<8).lazy.map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
            return switch self {
            case .sha1(let hmac): truncate(hmac.code(for: message))
            case .sha256(let hmac): truncate(hmac.code(for: message))
            }
        }

        /// Looks at every place, for an index that depends on a secret shows in the cache.
        private func truncate(_ digest: some HashDigest) -> UInt32 {
            let offset = UInt32(digest[digest.endIndex - 1] & 0x0F)
            var number: UInt32 = 0
            var word: UInt32 = 0
            for place in 0..<19 {
                word = (word << 8) | UInt32(digest[place])
                guard place >= 3 else { continue }
                // One where the word begins at the offset, and zero elsewhere.
                let isThere = ((offset ^ UInt32(place - 3)) &- 1) >> 31
                number |= word & (0 &- isThere)
            }
            return number & 0x7FFF_FFFF
        }
    }

    func text(of number: UInt32) -> OneTimeCode { OneTimeCode(String(decoding: digits(of: number), as: UTF8.self)) }

    /// The ASCII digits of a number, leading zeros kept, made without a branch that depends on them.
    func digits(of number: UInt32) -> [UInt8] {
        var text = [UInt8](repeating: 0, count: digits)
        var rest = number % modulus
        for place in (0..<digits).reversed() {
            text[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        return text
    }

    var modulus: UInt32 { (0..<digits).reduce(1) { power, _ in power * 10 } }
}
