/// Eight Base32 letters packed into one number, the first in the most significant byte.
///
/// All eight are converted together without a table, so no index depends on a secret.
struct Base32Letters {
    /// The letters as ASCII bytes.
    let characters: UInt64

    @inline(__always)
    init(characters: UInt64) { self.characters = characters }

    /// The letters of the low 40 bits.
    @inline(__always)
    init(bits: UInt64) {
        // Twenty bits in each half, ten in each quarter, five in each byte.
        var values = (bits & 0xFF_FFF0_0000) << 12 | bits & 0xF_FFFF
        values = (values & 0x000F_FC00_000F_FC00) << 6 | values & 0x0000_03FF_0000_03FF
        values = (values & 0x03E0_03E0_03E0_03E0) << 3 | values & 0x001F_001F_001F_001F
        // Values from 26 on are the digits from `2` on; their ASCII codes lie 41 below a continued alphabet.
        let digits = Self.highBits(values &+ Self.all(128 - 26)) >> 7
        characters = values &+ Self.all(UInt8(ascii: "A")) &- digits &* 41
    }

    /// True if all eight are letters of the alphabet, in either case.
    @inline(__always)
    var areLetters: Bool { (areUpper | areDigits) & ~characters == Self.all(0x80) }

    /// The 40 bits of the eight letters.
    @inline(__always)
    var bits: UInt64 {
        let (upper, digits) = ((areUpper >> 7) &* 0xFF, (areDigits >> 7) &* 0xFF)
        // Each byte subtracts at most its own value, so nothing is borrowed from the next byte.
        var values = (folded & upper) &- (Self.all(UInt8(ascii: "A")) & upper)
        values |= (characters & digits) &- (Self.all(UInt8(ascii: "2") - 26) & digits)
        values = (values & 0x1F00_1F00_1F00_1F00) >> 3 | values & 0x001F_001F_001F_001F
        values = (values & 0x03FF_0000_03FF_0000) >> 6 | values & 0x0000_03FF_0000_03FF
        return (values >> 12) & 0xFF_FFF0_0000 | values & 0xF_FFFF
    }

    /// The letters in upper case, seven bits each.
    @inline(__always)
    private var folded: UInt64 { characters & Self.all(0x5F) }

    /// The highest bit of each byte that is `A`-`Z` in either case, for bytes of seven bits.
    @inline(__always)
    private var areUpper: UInt64 { Self.areBetween(UInt8(ascii: "A"), UInt8(ascii: "Z"), folded) }

    /// The highest bit of each byte that is `2`-`7`, for bytes of seven bits.
    @inline(__always)
    private var areDigits: UInt64 {
        Self.areBetween(UInt8(ascii: "2"), UInt8(ascii: "7"), characters & Self.all(0x7F))
    }

    /// The highest bit of each byte in a range; all bytes have seven bits.
    @inline(__always)
    private static func areBetween(_ first: UInt8, _ last: UInt8, _ bytes: UInt64) -> UInt64 {
        highBits((bytes &+ all(128 - first)) & ~(bytes &+ all(127 - last)))
    }

    @inline(__always)
    private static func highBits(_ bytes: UInt64) -> UInt64 { bytes & all(0x80) }

    /// One byte, repeated eight times.
    @inline(__always)
    private static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }
}
