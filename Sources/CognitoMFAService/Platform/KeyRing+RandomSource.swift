package import AuthFlow

extension KeyRing {
    /// Creates a ring for a store in memory: one random root, which exists as long as the process.
    package init(from random: some RandomSource) { self.init(root: random.bytes(count: 32, for: .nonce)) }
}
