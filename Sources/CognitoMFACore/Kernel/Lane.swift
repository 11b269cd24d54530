/// What a kernel calculates with: one 32-bit word, or four of four messages side by side.
///
/// The kernels are written once for both. They are always inlined into functions that name the type, for a generic
/// function left as such would call a witness for every addition.
protocol Lane: BitwiseCopyable, Sendable {
    /// The same word in every lane.
    init(repeating word: UInt32)
    static func &+ (left: Self, right: Self) -> Self
    static func ^ (left: Self, right: Self) -> Self
    static func & (left: Self, right: Self) -> Self
    /// Shifted towards the high end by 1-31 bits.
    func shiftedLeft(_ bits: UInt32) -> Self
    /// Shifted towards the low end by 1-31 bits.
    func shiftedRight(_ bits: UInt32) -> Self
    /// Turned towards the high end by 1-31 bits.
    func rotatedLeft(_ bits: UInt32) -> Self
    /// Four bytes out of the eight of two words: those from the place 0-3 on that the low two bits of `place` tell.
    static func bytes(_ high: Self, _ low: Self, at place: Self) -> Self
    /// What two of three words have, with the exclusive or of the first two and of the last two at hand.
    static func majority(_ a: Self, _ b: Self, _ c: Self, _ ab: Self, _ bc: Self) -> Self
}

extension Lane {
    /// Turned towards the low end by 1-31 bits.
    @inline(__always)
    func rotatedRight(_ bits: UInt32) -> Self { rotatedLeft(32 &- bits) }

    /// One where the word is zero, zero elsewhere: zero alone has no highest bit and gets one when one is taken off.
    @inline(__always)
    var isZero: Self {
        let ones = Self(repeating: .max)
        return ((self &+ ones) & (self ^ ones)).shiftedRight(31)
    }

    /// All ones where bit `place` is set, zero elsewhere.
    @inline(__always)
    func mask(ofBit place: UInt32) -> Self {
        // Zero or one, and minus that: all bits turned, and one more.
        let bit = (place == 0 ? self : shiftedRight(place)) & Self(repeating: 1)
        return (bit ^ Self(repeating: .max)) &+ Self(repeating: 1)
    }

    /// The bits of `one` where the mask has ones, and those of `other` elsewhere.
    @inline(__always)
    static func select(_ mask: Self, _ one: Self, _ other: Self) -> Self { ((one ^ other) & mask) ^ other }
}

extension UInt32: Lane {
    @inline(__always)
    init(repeating word: UInt32) { self = word }
    @inline(__always)
    func shiftedLeft(_ bits: UInt32) -> UInt32 { self &<< bits }
    @inline(__always)
    func shiftedRight(_ bits: UInt32) -> UInt32 { self &>> bits }
    @inline(__always)
    func rotatedLeft(_ bits: UInt32) -> UInt32 { (self &<< bits) | (self &>> (32 &- bits)) }
    /// By a shift: of a choice by masks the compiler may make a branch, and the place is a secret.
    @inline(__always)
    static func bytes(_ high: UInt32, _ low: UInt32, at place: UInt32) -> UInt32 {
        let both = UInt64(high) << 32 | UInt64(low)
        return UInt32(truncatingIfNeeded: both &>> UInt64(32 &- 8 &* (place & 3)))
    }
    /// Plus in place of or: the two never have a bit in common, and sums may come in any order.
    @inline(__always)
    static func majority(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ ab: UInt32, _ bc: UInt32) -> UInt32 {
        (a & b) &+ (c & ab)
    }
}

extension SIMD4: Lane where Scalar == UInt32 {
    /// By a product: the library has no vector shift to the left, but a vector product, and the compiler shifts instead.
    @inline(__always)
    func shiftedLeft(_ bits: UInt32) -> SIMD4 { self &* SIMD4(repeating: 1 &<< bits) }
    @inline(__always)
    func shiftedRight(_ bits: UInt32) -> SIMD4 { self &>> SIMD4(repeating: bits) }
    /// The halves are joined by plus: joined by or, the compiler finds the rotation of one word and takes the lanes apart.
    @inline(__always)
    func rotatedLeft(_ bits: UInt32) -> SIMD4 { shiftedLeft(bits) &+ shiftedRight(32 &- bits) }
    /// By masks: there is no shift by a different number of bits in each lane.
    @inline(__always)
    static func bytes(_ high: SIMD4, _ low: SIMD4, at place: SIMD4) -> SIMD4 {
        let (one, two) = (place.mask(ofBit: 0), place.mask(ofBit: 1))
        let first = select(two, high.shiftedLeft(16) &+ low.shiftedRight(16), high)
        let second = select(two, low.shiftedLeft(16), low)
        return select(one, first.shiftedLeft(8) &+ second.shiftedRight(24), first)
    }
    /// One operation less than for a single word, for which it would be longer to wait.
    @inline(__always)
    static func majority(_ a: SIMD4, _ b: SIMD4, _ c: SIMD4, _ ab: SIMD4, _ bc: SIMD4) -> SIMD4 { (ab & bc) ^ b }
}
