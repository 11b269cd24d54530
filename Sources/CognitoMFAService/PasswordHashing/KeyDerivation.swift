import AuthFlow
package import CognitoMFACore

/// One PBKDF2-HMAC-SHA-256 key of 32 bytes to derive, and for how long the work goes on behind it.
package struct KeyDerivation: Sendable {
    /// As HMAC takes it.
    package let password: [UInt8]
    package let salt: [UInt8]
    /// The iterations of the key, at least 1.
    package let iterations: Int
    /// All the iterations done, at least those of the key: what a check costs whatever hash it meets (R42).
    package let cost: Int

    package init(password: [UInt8], salt: [UInt8], iterations: Int, cost: Int? = nil) {
        self.password = password
        self.salt = salt
        self.iterations = iterations
        self.cost = max(iterations, cost ?? 0)
    }

    /// How many are derived side by side.
    package static let groupSize = 4

    /// The keys of up to four derivations of one cost; all are ready when the last is (R41).
    package static func keys(of group: [KeyDerivation]) throws(ParameterError) -> [[UInt8]] {
        let keys = try PBKDF2<SHA256>.deriveKeys(
            group.map { ($0.password, $0.salt, $0.iterations) }, through: group.map(\.cost).max() ?? 1)
        // Behind the keys is what the work past them came to.
        return keys.dropLast()
    }
}
