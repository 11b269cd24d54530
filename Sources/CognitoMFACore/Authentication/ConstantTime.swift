/// Comparisons whose time tells nothing about what is compared.
public enum ConstantTime {
    /// Whether two byte strings are equal.
    ///
    /// The time depends on their lengths only; different lengths are told at once.
    public static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        equal(left, right)
    }

    /// The same for any two collections, to be made for those at hand.
    @inline(__always)
    static func equal(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        // Not as the calls' result: whether there is one is asked of an optional, and in its bits is the verdict.
        var verdict = false
        left.withRawSpan { left in right.withRawSpan { right in verdict = areEqual(left, right) } }
        return verdict
    }

    /// Whether a digest is the bytes of a span.
    static func equal(_ digest: SHA256.Digest, _ bytes: RawSpan) -> Bool {
        var verdict = false
        digest.withRawSpan { verdict = areEqual($0, bytes) }
        return verdict
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

// Arrays by a method of their own: across modules a generic method is not specialised, and calls a witness at each step.
extension ConstantTime {
    /// Whether two byte strings are equal.
    ///
    /// The time depends on their lengths only; different lengths are told at once.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        equal(left, right)
    }

    /// Whether two texts are equal, byte by byte.
    ///
    /// The time depends on their lengths only; different lengths are told at once.
    public static func areEqual(_ left: String.UTF8View, _ right: String.UTF8View) -> Bool {
        equal(left, right)
    }
}
