/// The state of SHA-256 between two blocks, for one message or for several in lanes, and the rounds of the compression.
package struct SHA256State<Word: Lane>: BitwiseCopyable, Sendable {
    package var a: Word, b: Word, c: Word, d: Word, e: Word, f: Word, g: Word, h: Word

    package init(a: Word, b: Word, c: Word, d: Word, e: Word, f: Word, g: Word, h: Word) {
        (self.a, self.b, self.c, self.d, self.e, self.f, self.g, self.h) = (a, b, c, d, e, f, g, h)
    }

    /// Returns the state after a block (FIPS 180-4, 6.2.2).
    ///
    /// `words` gives the scheduled words with their constants added, sixteen for each of the four groups 0-3.
    ///
    /// The rounds are unrolled: the variables change roles by name, so no value is moved.
    @inline(__always)
    package func compressing(_ words: (_ group: Int) -> Block<Word>) -> SHA256State {
        var (a, b, c, d, e, f, g, h) = (a, b, c, d, e, f, g, h)
        var bc = b ^ c
        var w: Block<Word>
        w = words(0)
        Self.round(a, b, c, &d, e, f, g, &h, &bc, w.w0)
        Self.round(h, a, b, &c, d, e, f, &g, &bc, w.w1)
        Self.round(g, h, a, &b, c, d, e, &f, &bc, w.w2)
        Self.round(f, g, h, &a, b, c, d, &e, &bc, w.w3)
        Self.round(e, f, g, &h, a, b, c, &d, &bc, w.w4)
        Self.round(d, e, f, &g, h, a, b, &c, &bc, w.w5)
        Self.round(c, d, e, &f, g, h, a, &b, &bc, w.w6)
        Self.round(b, c, d, &e, f, g, h, &a, &bc, w.w7)
        Self.round(a, b, c, &d, e, f, g, &h, &bc, w.w8)
        Self.round(h, a, b, &c, d, e, f, &g, &bc, w.w9)
        Self.round(g, h, a, &b, c, d, e, &f, &bc, w.w10)
        Self.round(f, g, h, &a, b, c, d, &e, &bc, w.w11)
        Self.round(e, f, g, &h, a, b, c, &d, &bc, w.w12)
        Self.round(d, e, f, &g, h, a, b, &c, &bc, w.w13)
        Self.round(c, d, e, &f, g, h, a, &b, &bc, w.w14)
        Self.round(b, c, d, &e, f, g, h, &a, &bc, w.w15)
        w = words(1)
        Self.round(a, b, c, &d, e, f, g, &h, &bc, w.w0)
        Self.round(h, a, b, &c, d, e, f, &g, &bc, w.w1)
        Self.round(g, h, a, &b, c, d, e, &f, &bc, w.w2)
        Self.round(f, g, h, &a, b, c, d, &e, &bc, w.w3)
        Self.round(e, f, g, &h, a, b, c, &d, &bc, w.w4)
        Self.round(d, e, f, &g, h, a, b, &c, &bc, w.w5)
        Self.round(c, d, e, &f, g, h, a, &b, &bc, w.w6)
        Self.round(b, c, d, &e, f, g, h, &a, &bc, w.w7)
        Self.round(a, b, c, &d, e, f, g, &h, &bc, w.w8)
        Self.round(h, a, b, &c, d, e, f, &g, &bc, w.w9)
        Self.round(g, h, a, &b, c, d, e, &f, &bc, w.w10)
        Self.round(f, g, h, &a, b, c, d, &e, &bc, w.w11)
        Self.round(e, f, g, &h, a, b, c, &d, &bc, w.w12)
        Self.round(d, e, f, &g, h, a, b, &c, &bc, w.w13)
        Self.round(c, d, e, &f, g, h, a, &b, &bc, w.w14)
        Self.round(b, c, d, &e, f, g, h, &a, &bc, w.w15)
        w = words(2)
        Self.round(a, b, c, &d, e, f, g, &h, &bc, w.w0)
        Self.round(h, a, b, &c, d, e, f, &g, &bc, w.w1)
        Self.round(g, h, a, &b, c, d, e, &f, &bc, w.w2)
        Self.round(f, g, h, &a, b, c, d, &e, &bc, w.w3)
        Self.round(e, f, g, &h, a, b, c, &d, &bc, w.w4)
        Self.round(d, e, f, &g, h, a, b, &c, &bc, w.w5)
        Self.round(c, d, e, &f, g, h, a, &b, &bc, w.w6)
        Self.round(b, c, d, &e, f, g, h, &a, &bc, w.w7)
        Self.round(a, b, c, &d, e, f, g, &h, &bc, w.w8)
        Self.round(h, a, b, &c, d, e, f, &g, &bc, w.w9)
        Self.round(g, h, a, &b, c, d, e, &f, &bc, w.w10)
        Self.round(f, g, h, &a, b, c, d, &e, &bc, w.w11)
        Self.round(e, f, g, &h, a, b, c, &d, &bc, w.w12)
        Self.round(d, e, f, &g, h, a, b, &c, &bc, w.w13)
        Self.round(c, d, e, &f, g, h, a, &b, &bc, w.w14)
        Self.round(b, c, d, &e, f, g, h, &a, &bc, w.w15)
        w = words(3)
        Self.round(a, b, c, &d, e, f, g, &h, &bc, w.w0)
        Self.round(h, a, b, &c, d, e, f, &g, &bc, w.w1)
        Self.round(g, h, a, &b, c, d, e, &f, &bc, w.w2)
        Self.round(f, g, h, &a, b, c, d, &e, &bc, w.w3)
        Self.round(e, f, g, &h, a, b, c, &d, &bc, w.w4)
        Self.round(d, e, f, &g, h, a, b, &c, &bc, w.w5)
        Self.round(c, d, e, &f, g, h, a, &b, &bc, w.w6)
        Self.round(b, c, d, &e, f, g, h, &a, &bc, w.w7)
        Self.round(a, b, c, &d, e, f, g, &h, &bc, w.w8)
        Self.round(h, a, b, &c, d, e, f, &g, &bc, w.w9)
        Self.round(g, h, a, &b, c, d, e, &f, &bc, w.w10)
        Self.round(f, g, h, &a, b, c, d, &e, &bc, w.w11)
        Self.round(e, f, g, &h, a, b, c, &d, &bc, w.w12)
        Self.round(d, e, f, &g, h, a, b, &c, &bc, w.w13)
        Self.round(c, d, e, &f, g, h, a, &b, &bc, w.w14)
        Self.round(b, c, d, &e, f, g, h, &a, &bc, w.w15)
        return SHA256State(
            a: self.a &+ a, b: self.b &+ b, c: self.c &+ c, d: self.d &+ d, e: self.e &+ e, f: self.f &+ f,
            g: self.g &+ g, h: self.h &+ h)
    }

    /// One round; `bc` is the exclusive or of `b` and `c`, kept from the round before, where it was that of `a` and
    /// `b`.
    @inline(__always)
    private static func round(
        _ a: Word, _ b: Word, _ c: Word, _ d: inout Word, _ e: Word, _ f: Word, _ g: Word, _ h: inout Word,
        _ bc: inout Word, _ word: Word
    ) {
        let rest = (h &+ word) &+ (((f ^ g) & e) ^ g)
        let rotated = e.rotatedRight(6) ^ e.rotatedRight(11) ^ e.rotatedRight(25)
        let ab = a ^ b
        let majority = Word.majority(a, b, c, ab, bc)
        bc = ab
        d = (d &+ rest) &+ rotated
        h = (rest &+ majority) &+ (a.rotatedRight(2) ^ a.rotatedRight(13) ^ a.rotatedRight(22)) &+ rotated
    }
}

extension SHA256State {
    /// Combines word by word.
    @inline(__always)
    package static func ^ (left: SHA256State, right: SHA256State) -> SHA256State {
        SHA256State(
            a: left.a ^ right.a, b: left.b ^ right.b, c: left.c ^ right.c, d: left.d ^ right.d, e: left.e ^ right.e,
            f: left.f ^ right.f,
            g: left.g ^ right.g, h: left.h ^ right.h)
    }
}

extension SHA256State where Word == UInt32 {
    /// The initial state (FIPS 180-4, 5.3.3).
    package static var initial: SHA256State {
        SHA256State(
            a: 0x6A09_E667, b: 0xBB67_AE85, c: 0x3C6E_F372, d: 0xA54F_F53A, e: 0x510E_527F, f: 0x9B05_688C,
            g: 0x1F83_D9AB, h: 0x5BE0_CD19)
    }
}

extension Block {
    /// Replaces the words by the next sixteen of the message schedule of SHA-256.
    @inline(__always)
    package mutating func expandSHA256() {
        w0 = w0 &+ Self.sigma0(w1) &+ w9 &+ Self.sigma1(w14)
        w1 = w1 &+ Self.sigma0(w2) &+ w10 &+ Self.sigma1(w15)
        w2 = w2 &+ Self.sigma0(w3) &+ w11 &+ Self.sigma1(w0)
        w3 = w3 &+ Self.sigma0(w4) &+ w12 &+ Self.sigma1(w1)
        w4 = w4 &+ Self.sigma0(w5) &+ w13 &+ Self.sigma1(w2)
        w5 = w5 &+ Self.sigma0(w6) &+ w14 &+ Self.sigma1(w3)
        w6 = w6 &+ Self.sigma0(w7) &+ w15 &+ Self.sigma1(w4)
        w7 = w7 &+ Self.sigma0(w8) &+ w0 &+ Self.sigma1(w5)
        w8 = w8 &+ Self.sigma0(w9) &+ w1 &+ Self.sigma1(w6)
        w9 = w9 &+ Self.sigma0(w10) &+ w2 &+ Self.sigma1(w7)
        w10 = w10 &+ Self.sigma0(w11) &+ w3 &+ Self.sigma1(w8)
        w11 = w11 &+ Self.sigma0(w12) &+ w4 &+ Self.sigma1(w9)
        w12 = w12 &+ Self.sigma0(w13) &+ w5 &+ Self.sigma1(w10)
        w13 = w13 &+ Self.sigma0(w14) &+ w6 &+ Self.sigma1(w11)
        w14 = w14 &+ Self.sigma0(w15) &+ w7 &+ Self.sigma1(w12)
        w15 = w15 &+ Self.sigma0(w0) &+ w8 &+ Self.sigma1(w13)
    }

    @inline(__always)
    private static func sigma0(_ word: Word) -> Word {
        word.rotatedRight(7) ^ word.rotatedRight(18) ^ word.shiftedRight(3)
    }

    @inline(__always)
    private static func sigma1(_ word: Word) -> Word {
        word.rotatedRight(17) ^ word.rotatedRight(19) ^ word.shiftedRight(10)
    }
}
