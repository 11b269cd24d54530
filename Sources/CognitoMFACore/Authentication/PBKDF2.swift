/// PBKDF2 (RFC 8018, 5.2) with HMAC: a key derived from a password, made slow by its iterations.
public enum PBKDF2<Hash: HashFunction> {
    /// Returns a key of `byteCount` bytes.
    ///
    /// - Throws: ``ParameterError`` unless `iterations` is 1...4,294,967,295 and `byteCount` is 1...65,536.
    public static func deriveKey(
        password: some Collection<UInt8>, salt: some Collection<UInt8>, iterations: Int, byteCount: Int
    ) throws(ParameterError) -> [UInt8] {
        try checkParameters(iterations: iterations, byteCount: byteCount)
        let hmac = HMAC<Hash>(key: password)
        var key: [UInt8] = []
        key.reserveCapacity(byteCount + Hash.Digest.byteCount)
        var number: UInt32 = 0
        while key.count < byteCount {
            number += 1
            let first = hmac.authenticationCode(for: Array(salt) + bytes(of: number))
            key += hmac.chained(from: first, count: iterations - 1)
        }
        return Array(key.prefix(byteCount))
    }

    static func checkParameters(iterations: Int, byteCount: Int) throws(ParameterError) {
        guard (1...Int(UInt32.max)).contains(iterations) else {
            throw ParameterError("iterations", "must be 1...4294967295")
        }
        guard (1...65_536).contains(byteCount) else { throw ParameterError("byteCount", "must be 1...65536") }
    }

    /// The number of a key block as four bytes, most significant first.
    static func bytes(of number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
