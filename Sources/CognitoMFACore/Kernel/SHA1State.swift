/// The state of SHA-1 between two blocks, for one message or for several in lanes, and the rounds of the compression.
package struct SHA1State<Word: Lane>: BitwiseCopyable, Sendable {
    package var a: Word, b: Word, c: Word, d: Word, e: Word

    package init(a: Word, b: Word, c: Word, d: Word, e: Word) {
        (self.a, self.b, self.c, self.d, self.e) = (a, b, c, d, e)
    }

    /// Returns the state after a block (FIPS 180-4, 6.1.2).
    ///
    /// `words` gives the scheduled words with their constants added, sixteen for each of the five groups 0-4.
    ///
    /// The rounds are unrolled: the variables change roles by name, so no value is moved.
    @inline(__always)
    package func compressing(_ words: (_ group: Int) -> Block<Word>) -> SHA1State {
        var (a, b, c, d, e) = (a, b, c, d, e)
        var w: Block<Word>
        w = words(0)
        Self.choose(a, &b, c, d, &e, w.w0)
        Self.choose(e, &a, b, c, &d, w.w1)
        Self.choose(d, &e, a, b, &c, w.w2)
        Self.choose(c, &d, e, a, &b, w.w3)
        Self.choose(b, &c, d, e, &a, w.w4)
        Self.choose(a, &b, c, d, &e, w.w5)
        Self.choose(e, &a, b, c, &d, w.w6)
        Self.choose(d, &e, a, b, &c, w.w7)
        Self.choose(c, &d, e, a, &b, w.w8)
        Self.choose(b, &c, d, e, &a, w.w9)
        Self.choose(a, &b, c, d, &e, w.w10)
        Self.choose(e, &a, b, c, &d, w.w11)
        Self.choose(d, &e, a, b, &c, w.w12)
        Self.choose(c, &d, e, a, &b, w.w13)
        Self.choose(b, &c, d, e, &a, w.w14)
        Self.choose(a, &b, c, d, &e, w.w15)
        w = words(1)
        Self.choose(e, &a, b, c, &d, w.w0)
        Self.choose(d, &e, a, b, &c, w.w1)
        Self.choose(c, &d, e, a, &b, w.w2)
        Self.choose(b, &c, d, e, &a, w.w3)
        Self.parity(a, &b, c, d, &e, w.w4)
        Self.parity(e, &a, b, c, &d, w.w5)
        Self.parity(d, &e, a, b, &c, w.w6)
        Self.parity(c, &d, e, a, &b, w.w7)
        Self.parity(b, &c, d, e, &a, w.w8)
        Self.parity(a, &b, c, d, &e, w.w9)
        Self.parity(e, &a, b, c, &d, w.w10)
        Self.parity(d, &e, a, b, &c, w.w11)
        Self.parity(c, &d, e, a, &b, w.w12)
        Self.parity(b, &c, d, e, &a, w.w13)
        Self.parity(a, &b, c, d, &e, w.w14)
        Self.parity(e, &a, b, c, &d, w.w15)
        w = words(2)
        Self.parity(d, &e, a, b, &c, w.w0)
        Self.parity(c, &d, e, a, &b, w.w1)
        Self.parity(b, &c, d, e, &a, w.w2)
        Self.parity(a, &b, c, d, &e, w.w3)
        Self.parity(e, &a, b, c, &d, w.w4)
        Self.parity(d, &e, a, b, &c, w.w5)
        Self.parity(c, &d, e, a, &b, w.w6)
        Self.parity(b, &c, d, e, &a, w.w7)
        Self.majority(a, &b, c, d, &e, w.w8)
        Self.majority(e, &a, b, c, &d, w.w9)
        Self.majority(d, &e, a, b, &c, w.w10)
        Self.majority(c, &d, e, a, &b, w.w11)
        Self.majority(b, &c, d, e, &a, w.w12)
        Self.majority(a, &b, c, d, &e, w.w13)
        Self.majority(e, &a, b, c, &d, w.w14)
        Self.majority(d, &e, a, b, &c, w.w15)
        w = words(3)
        Self.majority(c, &d, e, a, &b, w.w0)
        Self.majority(b, &c, d, e, &a, w.w1)
        Self.majority(a, &b, c, d, &e, w.w2)
        Self.majority(e, &a, b, c, &d, w.w3)
        Self.majority(d, &e, a, b, &c, w.w4)
        Self.majority(c, &d, e, a, &b, w.w5)
        Self.majority(b, &c, d, e, &a, w.w6)
        Self.majority(a, &b, c, d, &e, w.w7)
        Self.majority(e, &a, b, c, &d, w.w8)
        Self.majority(d, &e, a, b, &c, w.w9)
        Self.majority(c, &d, e, a, &b, w.w10)
        Self.majority(b, &c, d, e, &a, w.w11)
        Self.parity(a, &b, c, d, &e, w.w12)
        Self.parity(e, &a, b, c, &d, w.w13)
        Self.parity(d, &e, a, b, &c, w.w14)
        Self.parity(c, &d, e, a, &b, w.w15)
        w = words(4)
        Self.parity(b, &c, d, e, &a, w.w0)
        Self.parity(a, &b, c, d, &e, w.w1)
        Self.parity(e, &a, b, c, &d, w.w2)
        Self.parity(d, &e, a, b, &c, w.w3)
        Self.parity(c, &d, e, a, &b, w.w4)
        Self.parity(b, &c, d, e, &a, w.w5)
        Self.parity(a, &b, c, d, &e, w.w6)
        Self.parity(e, &a, b, c, &d, w.w7)
        Self.parity(d, &e, a, b, &c, w.w8)
        Self.parity(c, &d, e, a, &b, w.w9)
        Self.parity(b, &c, d, e, &a, w.w10)
        Self.parity(a, &b, c, d, &e, w.w11)
        Self.parity(e, &a, b, c, &d, w.w12)
        Self.parity(d, &e, a, b, &c, w.w13)
        Self.parity(c, &d, e, a, &b, w.w14)
        Self.parity(b, &c, d, e, &a, w.w15)
        return SHA1State(a: self.a &+ a, b: self.b &+ b, c: self.c &+ c, d: self.d &+ d, e: self.e &+ e)
    }

    /// One of the first twenty rounds.
    @inline(__always)
    private static func choose(_ a: Word, _ b: inout Word, _ c: Word, _ d: Word, _ e: inout Word, _ word: Word) {
        e = a.rotatedLeft(5) &+ (((c ^ d) & b) ^ d) &+ (e &+ word)
        b = b.rotatedLeft(30)
    }

    /// One of the second or the last twenty rounds.
    @inline(__always)
    private static func parity(_ a: Word, _ b: inout Word, _ c: Word, _ d: Word, _ e: inout Word, _ word: Word) {
        e = a.rotatedLeft(5) &+ (b ^ c ^ d) &+ (e &+ word)
        b = b.rotatedLeft(30)
    }

    /// One of the third twenty rounds.
    @inline(__always)
    private static func majority(_ a: Word, _ b: inout Word, _ c: Word, _ d: Word, _ e: inout Word, _ word: Word) {
        // Plus replaces or: the two operands have no common bit, and sums may be reordered.
        e = a.rotatedLeft(5) &+ ((c & d) &+ (b & (c ^ d))) &+ (e &+ word)
        b = b.rotatedLeft(30)
    }
}

extension SHA1State {
    /// Combines word by word.
    @inline(__always)
    package static func ^ (left: SHA1State, right: SHA1State) -> SHA1State {
        SHA1State(
            a: left.a ^ right.a, b: left.b ^ right.b, c: left.c ^ right.c, d: left.d ^ right.d, e: left.e ^ right.e)
    }
}

extension SHA1State where Word == UInt32 {
    /// The initial state (FIPS 180-4, 5.3.1).
    package static var initial: SHA1State {
        SHA1State(
            a: 0x6745_2301, b: 0xEFCD_AB89, c: 0x98BA_DCFE, d: 0x1032_5476, e: 0xC3D2_E1F0)
    }
}

extension Block {
    /// Replaces the words by the next sixteen of the message schedule of SHA-1.
    @inline(__always)
    package mutating func expandSHA1() {
        w0 = (w13 ^ w8 ^ w2 ^ w0).rotatedLeft(1)
        w1 = (w14 ^ w9 ^ w3 ^ w1).rotatedLeft(1)
        w2 = (w15 ^ w10 ^ w4 ^ w2).rotatedLeft(1)
        w3 = (w0 ^ w11 ^ w5 ^ w3).rotatedLeft(1)
        w4 = (w1 ^ w12 ^ w6 ^ w4).rotatedLeft(1)
        w5 = (w2 ^ w13 ^ w7 ^ w5).rotatedLeft(1)
        w6 = (w3 ^ w14 ^ w8 ^ w6).rotatedLeft(1)
        w7 = (w4 ^ w15 ^ w9 ^ w7).rotatedLeft(1)
        w8 = (w5 ^ w0 ^ w10 ^ w8).rotatedLeft(1)
        w9 = (w6 ^ w1 ^ w11 ^ w9).rotatedLeft(1)
        w10 = (w7 ^ w2 ^ w12 ^ w10).rotatedLeft(1)
        w11 = (w8 ^ w3 ^ w13 ^ w11).rotatedLeft(1)
        w12 = (w9 ^ w4 ^ w14 ^ w12).rotatedLeft(1)
        w13 = (w10 ^ w5 ^ w15 ^ w13).rotatedLeft(1)
        w14 = (w11 ^ w6 ^ w0 ^ w14).rotatedLeft(1)
        w15 = (w12 ^ w7 ^ w1 ^ w15).rotatedLeft(1)
    }
}
