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

/// The sixteen words of a message block or of a message schedule, for one message or for several in lanes.
package struct Block<Word: Lane>: BitwiseCopyable, Sendable {
    package var w0: Word, w1: Word, w2: Word, w3: Word, w4: Word, w5: Word, w6: Word, w7: Word
    package var w8: Word, w9: Word, w10: Word, w11: Word, w12: Word, w13: Word, w14: Word, w15: Word

    /// A block of sixteen words in order.
    @inline(__always)
    package init(
        _ w0: Word, _ w1: Word, _ w2: Word, _ w3: Word, _ w4: Word, _ w5: Word, _ w6: Word, _ w7: Word, _ w8: Word,
        _ w9: Word, _ w10: Word, _ w11: Word, _ w12: Word, _ w13: Word, _ w14: Word, _ w15: Word
    ) {
        (self.w0, self.w1, self.w2, self.w3) = (w0, w1, w2, w3)
        (self.w4, self.w5, self.w6, self.w7) = (w4, w5, w6, w7)
        (self.w8, self.w9, self.w10, self.w11) = (w8, w9, w10, w11)
        (self.w12, self.w13, self.w14, self.w15) = (w12, w13, w14, w15)
    }

    /// Adds word by word.
    @inline(__always)
    package static func &+ (left: Block, right: Block) -> Block {
        Block(
            left.w0 &+ right.w0, left.w1 &+ right.w1, left.w2 &+ right.w2, left.w3 &+ right.w3, left.w4 &+ right.w4,
            left.w5 &+ right.w5, left.w6 &+ right.w6, left.w7 &+ right.w7, left.w8 &+ right.w8, left.w9 &+ right.w9,
            left.w10 &+ right.w10, left.w11 &+ right.w11, left.w12 &+ right.w12, left.w13 &+ right.w13,
            left.w14 &+ right.w14, left.w15 &+ right.w15)
    }

    /// Returns the block with every word transformed.
    @inline(__always)
    package func map<Other: Lane>(_ transform: (Word) -> Other) -> Block<Other> {
        Block<Other>(
            transform(w0), transform(w1), transform(w2), transform(w3), transform(w4), transform(w5), transform(w6),
            transform(w7), transform(w8), transform(w9), transform(w10), transform(w11), transform(w12),
            transform(w13), transform(w14), transform(w15))
    }
}

extension Block where Word == UInt32 {
    /// The sixteen big-endian words of 64 bytes (FIPS 180-4, 3.1).
    @inline(__always)
    package init(bigEndian bytes: RawSpan) {
        precondition(bytes.byteCount == 64, "a block has 64 bytes")
        // Any bytes are a valid word, and the precondition above covers every offset.
        @inline(__always) func word(_ place: Int) -> UInt32 {
            unsafe UInt32(bigEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: 4 &* place, as: UInt32.self))
        }
        self.init(
            word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7), word(8), word(9), word(10),
            word(11), word(12), word(13), word(14), word(15))
    }
}

#if !hasFeature(Embedded)
    /// Eight words in two vectors of four.
    ///
    /// One vector leaves most of a processor idle, since each round depends on the one before. Two independent vectors
    /// fill each other's gaps. (`SIMD8` is slower: the compiler splits it late and badly.)
    package struct LanePair: Lane {
        package var low: SIMD4<UInt32>
        package var high: SIMD4<UInt32>

        @inline(__always)
        package init(_ low: SIMD4<UInt32>, _ high: SIMD4<UInt32>) { (self.low, self.high) = (low, high) }
        @inline(__always)
        package init(repeating word: UInt32) { self.init(SIMD4(repeating: word), SIMD4(repeating: word)) }

        /// The word of one lane, 0-7.
        package subscript(place: Int) -> UInt32 { place < 4 ? low[place] : high[place - 4] }

        @inline(__always)
        package static func &+ (left: LanePair, right: LanePair) -> LanePair {
            LanePair(left.low &+ right.low, left.high &+ right.high)
        }
        @inline(__always)
        package static func ^ (left: LanePair, right: LanePair) -> LanePair {
            LanePair(left.low ^ right.low, left.high ^ right.high)
        }
        @inline(__always)
        package static func & (left: LanePair, right: LanePair) -> LanePair {
            LanePair(left.low & right.low, left.high & right.high)
        }
        @inline(__always)
        package func shiftedLeft(_ bits: UInt32) -> LanePair { LanePair(low.shiftedLeft(bits), high.shiftedLeft(bits)) }
        @inline(__always)
        package func shiftedRight(_ bits: UInt32) -> LanePair {
            LanePair(low.shiftedRight(bits), high.shiftedRight(bits))
        }
        @inline(__always)
        package func rotatedLeft(_ bits: UInt32) -> LanePair { LanePair(low.rotatedLeft(bits), high.rotatedLeft(bits)) }
        @inline(__always)
        package static func bytes(_ high: LanePair, _ low: LanePair, at place: LanePair) -> LanePair {
            LanePair(.bytes(high.low, low.low, at: place.low), .bytes(high.high, low.high, at: place.high))
        }
        @inline(__always)
        package static func majority(_ a: LanePair, _ b: LanePair, _ c: LanePair, _ ab: LanePair, _ bc: LanePair)
            -> LanePair
        {
            (ab & bc) ^ b
        }
    }
#endif
