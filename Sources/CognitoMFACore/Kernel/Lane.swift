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
}
