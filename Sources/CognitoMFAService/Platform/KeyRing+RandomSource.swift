package import AuthFlow

extension KeyRing {
    /// A ring for one process and its memory: one random root, which ends with the process.
    package init(from random: some RandomSource) { self.init(root: random.bytes(count: 32, for: .nonce)) }
}
