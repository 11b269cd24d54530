/// HKDF (RFC 5869): keys for several purposes from one.
public enum HKDF<Hash: HashFunction> {
    /// The pseudo-random key of a key with a salt (2.2).
    public static func extract(salt: some Collection<UInt8>, inputKey: some Collection<UInt8>) -> Hash.Digest {
        HMAC<Hash>(key: salt).authenticationCode(for: inputKey)
    }

    /// Output key material for the purpose `info` (2.3).
    ///
    /// - Throws: ``ParameterError`` unless `byteCount` is 0...255 digests.
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

    /// Extracts, then expands.
    ///
    /// - Throws: ``ParameterError`` unless `byteCount` is 0...255 digests.
    public static func deriveKey(
        inputKey: some Collection<UInt8>, salt: some Collection<UInt8>, info: some Collection<UInt8>, byteCount: Int
    ) throws(ParameterError) -> [UInt8] {
        try expand(pseudoRandomKey: extract(salt: salt, inputKey: inputKey), info: info, byteCount: byteCount)
    }
}
