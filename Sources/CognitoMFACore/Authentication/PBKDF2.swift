/// PBKDF2 (RFC 8018, 5.2) with HMAC: a key from a password, made slow by iterating.
public enum PBKDF2<Hash: HashFunction> {
    /// A key of `byteCount` bytes.
    ///
    /// - Throws: ``ParameterError`` unless `iterations` is 1...4,294,967,295 and `byteCount` is 1...65,536.
    public static func deriveKey(
        password: some Collection<UInt8>, salt: some Collection<UInt8>, iterations: Int, byteCount: Int
    ) throws(ParameterError) -> [UInt8] {
        guard (1...Int(UInt32.max)).contains(iterations) else {
            throw ParameterError("iterations", "must be 1...4294967295")
        }
        guard (1...65_536).contains(byteCount) else { throw ParameterError("byteCount", "must be 1...65536") }
        let hmac = HMAC<Hash>(key: password)
        var key: [UInt8] = []
        key.reserveCapacity(byteCount + Hash.Digest.byteCount)
        var number: UInt32 = 0
        while key.count < byteCount {
            number += 1
            let place = (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * $0)) }
            var round = hmac.code(for: Array(salt) + place)
            var block = Array(round)
            for _ in 1..<iterations {
                round = hmac.code(for: round)
                for index in block.indices { block[index] ^= round[index] }
            }
            key += block
        }
        return Array(key.prefix(byteCount))
    }
}
