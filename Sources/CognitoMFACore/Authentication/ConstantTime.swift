/// Comparisons whose time tells nothing about what is compared.
public enum ConstantTime {
    /// Whether two byte strings are equal.
    ///
    /// The time depends on their lengths only; different lengths are told at once.
    public static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }
}
