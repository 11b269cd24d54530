/// Comparisons whose time does not depend on the bytes compared.
public enum ConstantTime {
    /// Returns true if two byte strings are equal.
    ///
    /// The time depends on the lengths only; different lengths return at once.
    public static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        equal(left, right)
    }

    /// Compares any two collections; inlined, so that it is specialised for the types of the caller.
    @inline(__always)
    static func equal(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        // The verdict is captured, not returned: a returned Optional is tested with a branch that depends on the
        // verdict.
        var verdict = false
        left.withRawSpan { left in right.withRawSpan { right in verdict = areEqual(left, right) } }
        return verdict
    }

    /// Returns true if a digest equals the bytes of a span.
    static func equal(_ digest: SHA256.Digest, _ bytes: RawSpan) -> Bool {
        var verdict = false
        digest.withRawSpan { verdict = areEqual($0, bytes) }
        return verdict
    }

    /// Returns true if two byte strings are equal.
    ///
    /// The time depends on the lengths only; different lengths return at once.
    public static func areEqual(_ left: RawSpan, _ right: RawSpan) -> Bool {
        guard left.byteCount == right.byteCount else { return false }
        var difference: UInt8 = 0
        for place in 0..<left.byteCount { difference |= left[place] ^ right[place] }
        return difference == 0
    }
}

// Arrays by a method of their own: across modules a generic method is not specialised, and calls a witness at each step.
extension ConstantTime {
    /// Returns true if two byte strings are equal.
    ///
    /// The time depends on the lengths only; different lengths return at once.
    public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        equal(left, right)
    }

    /// Returns true if two texts have equal UTF-8 bytes.
    ///
    /// The time depends on the lengths only; different lengths return at once.
    public static func areEqual(_ left: String.UTF8View, _ right: String.UTF8View) -> Bool {
        equal(left, right)
    }
}
