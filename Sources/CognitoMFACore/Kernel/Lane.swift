/// The operand of a kernel: one 32-bit word, or several words of as many messages in lanes.
///
/// Each kernel is written once for all operands. It is always inlined into functions that name the type, because an
/// unspecialised generic function calls a witness for every addition.
package protocol Lane: BitwiseCopyable, Sendable {
    /// The same word in every lane.
    init(repeating word: UInt32)
    static func &+ (left: Self, right: Self) -> Self
    static func ^ (left: Self, right: Self) -> Self
    static func & (left: Self, right: Self) -> Self
    /// Shifts left by 1-31 bits.
    func shiftedLeft(_ bits: UInt32) -> Self
    /// Shifts right by 1-31 bits.
    func shiftedRight(_ bits: UInt32) -> Self
    /// Rotates left by 1-31 bits.
    func rotatedLeft(_ bits: UInt32) -> Self
    /// The four bytes of two words that start at the offset in the low two bits of `place`.
    static func bytes(_ high: Self, _ low: Self, at place: Self) -> Self
    /// The bitwise majority of three words; the exclusive or of the first two and of the last two is given.
    static func majority(_ a: Self, _ b: Self, _ c: Self, _ ab: Self, _ bc: Self) -> Self
}

extension Lane {
    /// Rotates right by 1-31 bits.
    @inline(__always)
    package func rotatedRight(_ bits: UInt32) -> Self { rotatedLeft(32 &- bits) }

    /// One where the word is zero, else zero.
    ///
    /// Only for zero is the highest bit clear in the word and set after subtracting one.
    @inline(__always)
    package var isZero: Self {
        let ones = Self(repeating: .max)
        return ((self &+ ones) & (self ^ ones)).shiftedRight(31)
    }

    /// All ones where bit `place` is set, else zero.
    @inline(__always)
    package func mask(ofBit place: UInt32) -> Self {
        // Negates zero or one: all bits inverted, plus one.
        let bit = (place == 0 ? self : shiftedRight(place)) & Self(repeating: 1)
        return (bit ^ Self(repeating: .max)) &+ Self(repeating: 1)
    }

    /// The bits of `one` where the mask is one, and of `other` where it is zero.
    @inline(__always)
    package static func select(_ mask: Self, _ one: Self, _ other: Self) -> Self { ((one ^ other) & mask) ^ other }
}

extension UInt32: Lane {
    @inline(__always)
    package init(repeating word: UInt32) { self = word }
    @inline(__always)
    package func shiftedLeft(_ bits: UInt32) -> UInt32 { self &<< bits }
    @inline(__always)
    package func shiftedRight(_ bits: UInt32) -> UInt32 { self &>> bits }
    @inline(__always)
    package func rotatedLeft(_ bits: UInt32) -> UInt32 { (self &<< bits) | (self &>> (32 &- bits)) }
    /// A shift is used, because the compiler may turn a choice by masks into a branch, and the offset is secret.
    @inline(__always)
    package static func bytes(_ high: UInt32, _ low: UInt32, at place: UInt32) -> UInt32 {
        let both = UInt64(high) << 32 | UInt64(low)
        return UInt32(truncatingIfNeeded: both &>> UInt64(32 &- 8 &* (place & 3)))
    }
    /// Plus replaces or: the two operands have no common bit, and sums may be reordered.
    @inline(__always)
    package static func majority(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ ab: UInt32, _ bc: UInt32) -> UInt32 {
        (a & b) &+ (c & ab)
    }
}

extension SIMD4: Lane where Scalar == UInt32 {
    /// A product replaces the shift, because the library has no vector shift to the left.
    ///
    /// The compiler emits a shift for it.
    @inline(__always)
    package func shiftedLeft(_ bits: UInt32) -> SIMD4 { self &* SIMD4(repeating: 1 &<< bits) }
    @inline(__always)
    package func shiftedRight(_ bits: UInt32) -> SIMD4 { self &>> SIMD4(repeating: bits) }
    /// The two shifts are joined by plus.
    ///
    /// With or, the compiler recognises a scalar rotation and splits the vector into lanes.
    @inline(__always)
    package func rotatedLeft(_ bits: UInt32) -> SIMD4 { shiftedLeft(bits) &+ shiftedRight(32 &- bits) }
    /// Masks are used, because a vector shift has the same distance in every lane.
    @inline(__always)
    package static func bytes(_ high: SIMD4, _ low: SIMD4, at place: SIMD4) -> SIMD4 {
        let (one, two) = (place.mask(ofBit: 0), place.mask(ofBit: 1))
        let first = select(two, high.shiftedLeft(16) &+ low.shiftedRight(16), high)
        let second = select(two, low.shiftedLeft(16), low)
        return select(one, first.shiftedLeft(8) &+ second.shiftedRight(24), first)
    }
    /// One operation less than the scalar form, which has the shorter dependency chain.
    @inline(__always)
    package static func majority(_ a: SIMD4, _ b: SIMD4, _ c: SIMD4, _ ab: SIMD4, _ bc: SIMD4) -> SIMD4 {
        (ab & bc) ^ b
    }
}
