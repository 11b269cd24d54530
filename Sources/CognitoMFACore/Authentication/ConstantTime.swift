/// Comparisons whose time tells nothing about what is compared.
public enum ConstantTime {
    /// Whether two byte strings are equal.
    ///
    /// The time depends on their lengths only; different lengths are told at once.
    public static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        left.withRawSpan { left in right.withRawSpan { right in areEqual(left, right) } }
    }

    /// Whether two byte strings are equal.
    ///
    /// The time depends on their lengths only; different lengths are told at once.
    public static func areEqual(_ left: RawSpan, _ right: RawSpan) -> Bool {
        guard left.byteCount == right.byteCount else { return false }
        var difference: UInt8 = 0
        for place in 0..<left.byteCount { difference |= left[place] ^ right[place] }
        return difference == 0
    }
}
