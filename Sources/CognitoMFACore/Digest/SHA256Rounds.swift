/// The rounds of SHA-256 in straight lines (FIPS 180-4, 6.2.2): sixteen words of the schedule and the eight working
/// variables, each in a place of its own, so that all stay in registers and nothing is moved.
///
/// The constants are the first 32 bits of the fractional parts of the cube roots of the first 64 primes (4.2.2).
struct SHA256Rounds {
    private var a: UInt32, b: UInt32, c: UInt32, d: UInt32, e: UInt32, f: UInt32, g: UInt32, h: UInt32
    private var w0: UInt32, w1: UInt32, w2: UInt32, w3: UInt32, w4: UInt32, w5: UInt32, w6: UInt32, w7: UInt32
    private var w8: UInt32, w9: UInt32, w10: UInt32, w11: UInt32, w12: UInt32, w13: UInt32, w14: UInt32, w15: UInt32

    @inline(__always)
    init(_ words: SIMD8<UInt32>, _ block: borrowing MessageBlock) {
        (a, b, c, d) = (words[0], words[1], words[2], words[3])
        (e, f, g, h) = (words[4], words[5], words[6], words[7])
        (w0, w1, w2, w3) = (block[0], block[1], block[2], block[3])
        (w4, w5, w6, w7) = (block[4], block[5], block[6], block[7])
        (w8, w9, w10, w11) = (block[8], block[9], block[10], block[11])
        (w12, w13, w14, w15) = (block[12], block[13], block[14], block[15])
    }

    /// The working variables.
    @inline(__always)
    var words: SIMD8<UInt32> { SIMD8(a, b, c, d, e, f, g, h) }

    /// Sixteen rounds, one for each word of the schedule; roles go round by name.
    @inline(__always)
    mutating func sixteen(_ k: SIMD16<UInt32>) {
        Self.round(a, b, c, &d, e, f, g, &h, k[0] &+ w0)
        Self.round(h, a, b, &c, d, e, f, &g, k[1] &+ w1)
        Self.round(g, h, a, &b, c, d, e, &f, k[2] &+ w2)
        Self.round(f, g, h, &a, b, c, d, &e, k[3] &+ w3)
        Self.round(e, f, g, &h, a, b, c, &d, k[4] &+ w4)
        Self.round(d, e, f, &g, h, a, b, &c, k[5] &+ w5)
        Self.round(c, d, e, &f, g, h, a, &b, k[6] &+ w6)
        Self.round(b, c, d, &e, f, g, h, &a, k[7] &+ w7)
        Self.round(a, b, c, &d, e, f, g, &h, k[8] &+ w8)
        Self.round(h, a, b, &c, d, e, f, &g, k[9] &+ w9)
        Self.round(g, h, a, &b, c, d, e, &f, k[10] &+ w10)
        Self.round(f, g, h, &a, b, c, d, &e, k[11] &+ w11)
        Self.round(e, f, g, &h, a, b, c, &d, k[12] &+ w12)
        Self.round(d, e, f, &g, h, a, b, &c, k[13] &+ w13)
        Self.round(c, d, e, &f, g, h, a, &b, k[14] &+ w14)
        Self.round(b, c, d, &e, f, g, h, &a, k[15] &+ w15)
    }

    /// The next sixteen words of the schedule.
    @inline(__always)
    mutating func expand() {
        w0 &+= Self.sigma0(w1) &+ w9 &+ Self.sigma1(w14)
        w1 &+= Self.sigma0(w2) &+ w10 &+ Self.sigma1(w15)
        w2 &+= Self.sigma0(w3) &+ w11 &+ Self.sigma1(w0)
        w3 &+= Self.sigma0(w4) &+ w12 &+ Self.sigma1(w1)
        w4 &+= Self.sigma0(w5) &+ w13 &+ Self.sigma1(w2)
        w5 &+= Self.sigma0(w6) &+ w14 &+ Self.sigma1(w3)
        w6 &+= Self.sigma0(w7) &+ w15 &+ Self.sigma1(w4)
        w7 &+= Self.sigma0(w8) &+ w0 &+ Self.sigma1(w5)
        w8 &+= Self.sigma0(w9) &+ w1 &+ Self.sigma1(w6)
        w9 &+= Self.sigma0(w10) &+ w2 &+ Self.sigma1(w7)
        w10 &+= Self.sigma0(w11) &+ w3 &+ Self.sigma1(w8)
        w11 &+= Self.sigma0(w12) &+ w4 &+ Self.sigma1(w9)
        w12 &+= Self.sigma0(w13) &+ w5 &+ Self.sigma1(w10)
        w13 &+= Self.sigma0(w14) &+ w6 &+ Self.sigma1(w11)
        w14 &+= Self.sigma0(w15) &+ w7 &+ Self.sigma1(w12)
        w15 &+= Self.sigma0(w0) &+ w8 &+ Self.sigma1(w13)
    }

    @inline(__always)
    private static func round(
        _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
        _ h: inout UInt32, _ word: UInt32
    ) {
        let choose = ((f ^ g) & e) ^ g
        let first = h &+ (e.rotatedRight(6) ^ e.rotatedRight(11) ^ e.rotatedRight(25)) &+ choose &+ word
        d &+= first
        // Plus in place of or: the two never have a bit in common, and sums may come in any order.
        let majority = (a & b) &+ (c & (a ^ b))
        h = first &+ (a.rotatedRight(2) ^ a.rotatedRight(13) ^ a.rotatedRight(22)) &+ majority
    }

    @inline(__always)
    private static func sigma0(_ word: UInt32) -> UInt32 {
        word.rotatedRight(7) ^ word.rotatedRight(18) ^ (word &>> 3)
    }

    @inline(__always)
    private static func sigma1(_ word: UInt32) -> UInt32 {
        word.rotatedRight(17) ^ word.rotatedRight(19) ^ (word &>> 10)
    }
}
