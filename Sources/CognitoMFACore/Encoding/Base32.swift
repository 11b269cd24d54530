/// Base32 (RFC 4648, 6), the form in which authenticator apps read secrets.
public enum Base32 {
    /// Returns bytes as upper-case text, without padding by default.
    public static func encode(_ bytes: some Collection<UInt8>, padding: Bool = false) -> String {
        bytes.withRawSpan { encode($0, padding: padding) }
    }

    /// Returns bytes as upper-case text, without padding by default.
    public static func encode(_ bytes: [UInt8], padding: Bool = false) -> String {
        bytes.withRawSpan { encode($0, padding: padding) }
    }

    @inline(__always)
    private static func encode(_ bytes: RawSpan, padding: Bool) -> String {
        let whole = bytes.byteCount / 5
        let rest = bytes.byteCount - 5 * whole
        let letters = (8 * rest + 4) / 5
        let count = 8 * whole + (padding && rest > 0 ? 8 : letters)
        return unsafe String(unsafeUninitializedCapacity: count) { buffer in
            let text = UnsafeMutableRawBufferPointer(buffer)
            for group in 0..<whole {
                let start = 5 * group
                // Every group but the first ends eight readable bytes, so one load is enough.
                let bits =
                    start >= 3
                    ? bytes.bigEndianWord(at: start - 3) & 0xFF_FFFF_FFFF : five(bytes, at: start, count: 5)
                let eight = Base32Letters(bits: bits).characters
                unsafe text.storeBytes(of: eight.bigEndian, toByteOffset: 8 * group, as: UInt64.self)
            }
            guard count > 8 * whole else { return count }
            let last = Base32Letters(bits: five(bytes, at: 5 * whole, count: rest)).characters
            for place in 8 * whole..<count {
                let letter = place & 7 < letters ? last >> UInt64(56 - 8 * (place & 7)) : UInt64(UInt8(ascii: "="))
                unsafe text[place] = UInt8(truncatingIfNeeded: letter)
            }
            return count
        }
    }

    /// Up to five bytes as the most significant ones of a 40-bit number.
    @inline(__always)
    private static func five(_ bytes: RawSpan, at start: Int, count: Int) -> UInt64 {
        var bits: UInt64 = 0
        for place in 0..<5 { bits = bits << 8 | (place < count ? UInt64(bytes[start + place]) : 0) }
        return bits
    }

    /// Returns the bytes of a text.
    ///
    /// Upper and lower case are equal. Spaces are ignored, since people type secrets in groups.
    ///
    /// Padding may be left out; if present, it must be correct.
    ///
    /// - Throws: ``ParameterError`` for any other character, an impossible length or non-zero bits after the last
    ///   byte.
    public static func decode(_ text: String) throws(ParameterError) -> [UInt8] {
        try decode(text, droppingRest: false)
    }

    /// Returns the bytes of a text.
    ///
    /// - Parameter dropsRest: true drops the bits after the last byte; false refuses them if one is set.
    static func decode(_ text: String, droppingRest dropsRest: Bool) throws(ParameterError) -> [UInt8] {
        let decoded = text.utf8.withRawSpan { text in
            var isRight = false
            let bytes = unsafe [UInt8](unsafeUninitializedCapacity: text.byteCount / 8 * 5 + 8) { buffer, count in
                var reader = unsafe Base32Reader(buffer, droppingRest: dropsRest)
                isRight = unsafe reader.read(text)
                count = unsafe reader.count
            }
            return isRight ? bytes : nil
        }
        guard let decoded else { throw ParameterError("text", "must be Base32 (RFC 4648)") }
        return decoded
    }
}

/// A reader that decodes Base32 into memory of sufficient size.
@unsafe private struct Base32Reader {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    /// The number of bytes written.
    private(set) var count = 0
    /// True if bits after the last byte are dropped, whatever they are.
    private let dropsRest: Bool

    init(_ buffer: UnsafeMutableBufferPointer<UInt8>, droppingRest dropsRest: Bool) {
        unsafe self.buffer = buffer
        unsafe self.dropsRest = dropsRest
    }

    /// Returns true if the text is Base32; otherwise the bytes written are meaningless.
    mutating func read(_ text: RawSpan) -> Bool {
        var (place, padding) = (0, 0)
        var (group, letters): (UInt64, UInt64) = (0, 0)
        while place < text.byteCount {
            if letters == 0, padding == 0, text.byteCount - place >= 8 {
                let eight = Base32Letters(characters: text.bigEndianWord(at: place))
                if eight.areLetters {
                    unsafe append(eight.bits, count: 5)
                    place += 8
                    continue
                }
            }
            let character = text[place]
            place += 1
            if character == UInt8(ascii: " ") { continue }
            if character == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0 else { return false }
            group = group << 8 | UInt64(character)
            letters += 1
            if letters == 8 {
                guard unsafe appendGroup(group, letters: 8) else { return false }
                (group, letters) = (0, 0)
            }
        }
        guard letters > 0 else { return padding == 0 }
        // A last group of one, three or six letters does not end at a byte boundary.
        guard letters != 1, letters != 3, letters != 6, padding == 0 || padding == (8 - letters) & 7 else {
            return false
        }
        for _ in letters..<8 { group = group << 8 | UInt64(UInt8(ascii: "A")) }
        return unsafe appendGroup(group, letters: letters)
    }

    /// Appends a group that was filled up with `A`.
    ///
    /// Returns false for a character outside the alphabet, or for non-zero bits after the last byte that are not dropped.
    private mutating func appendGroup(_ characters: UInt64, letters: UInt64) -> Bool {
        let eight = Base32Letters(characters: characters)
        let whole = letters * 5 / 8
        guard eight.areLetters, unsafe dropsRest || eight.bits << (24 + 8 * whole) == 0 else { return false }
        unsafe append(eight.bits, count: Int(whole))
        return true
    }

    @inline(__always)
    private mutating func append(_ bits: UInt64, count new: Int) {
        // The buffer has three bytes to spare, so eight bytes can be stored.
        unsafe UnsafeMutableRawBufferPointer(buffer)
            .storeBytes(of: (bits << 24).bigEndian, toByteOffset: count, as: UInt64.self)
        unsafe count += new
    }
}

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
