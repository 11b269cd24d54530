import AuthFlow
package import CognitoMFACore

/// A PBKDF2-HMAC-SHA-256 key of 32 bytes to derive (RFC 8018, 5.2), and the number of iterations to spend on it.
package struct KeyDerivation: Sendable {
    /// The key of the HMAC, as bytes.
    package let password: [UInt8]
    package let salt: [UInt8]
    /// The iterations of the key, at least 1.
    package let iterations: Int
    /// All iterations done, at least those of the key, so that every check costs the same whatever its hash (R42).
    package let cost: Int

    package init(password: [UInt8], salt: [UInt8], iterations: Int, cost: Int? = nil) {
        self.password = password
        self.salt = salt
        self.iterations = iterations
        self.cost = max(iterations, cost ?? 0)
    }

    /// The largest number of keys derived side by side.
    package static let groupSize = 4

    /// Returns the keys of up to four derivations of one cost; all are ready when the last one is (R41).
    package static func keys(of group: [KeyDerivation]) throws(ParameterError) -> [[UInt8]] {
        let keys = try PBKDF2<SHA256>.deriveKeys(
            group.map { ($0.password, $0.salt, $0.iterations) }, through: group.map(\.cost).max() ?? 1)
        // The last value is that of the iterations past the keys.
        return keys.dropLast()
    }
}
