/// HKDF (RFC 5869): keys for several purposes, derived from one key.
public enum HKDF<Hash: HashFunction> {
    /// Returns the pseudo-random key of an input key and a salt (RFC 5869, 2.2).
    public static func extract(salt: some Collection<UInt8>, inputKey: some Collection<UInt8>) -> Hash.Digest {
        HMAC<Hash>(key: salt).authenticationCode(for: inputKey)
    }

    /// Returns output key material for the purpose `info` (RFC 5869, 2.3).
    ///
    /// - Throws: ``ParameterError`` unless `byteCount` is at most 255 times the size of a digest.
    public static func expand(
        pseudoRandomKey: some Collection<UInt8>, info: some Collection<UInt8>, byteCount: Int
    ) throws(ParameterError) -> [UInt8] {
        let limit = 255 * Hash.Digest.byteCount
        guard (0...limit).contains(byteCount) else {
            throw ParameterError("byteCount", "must be 0...\(limit)")
        }
        let hmac = HMAC<Hash>(key: pseudoRandomKey)
        var output: [UInt8] = []
        var block: [UInt8] = []
        var counter: UInt8 = 0
        while output.count < byteCount {
            counter &+= 1
            block = Array(hmac.authenticationCode(for: block + Array(info) + [counter]))
            output += block
        }
        return Array(output.prefix(byteCount))
    }

    /// Extracts a pseudo-random key and expands it.
    ///
    /// - Throws: ``ParameterError`` unless `byteCount` is at most 255 times the size of a digest.
    public static func deriveKey(
        inputKey: some Collection<UInt8>, salt: some Collection<UInt8>, info: some Collection<UInt8>, byteCount: Int
    ) throws(ParameterError) -> [UInt8] {
        try expand(pseudoRandomKey: extract(salt: salt, inputKey: inputKey), info: info, byteCount: byteCount)
    }
}
