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
