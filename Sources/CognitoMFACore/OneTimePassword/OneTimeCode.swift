/// A one-time code as the user typed it; a correct one consists of digits with leading zeros.
///
/// Any text is accepted here, and verification refuses it. ``init(typed:)`` tidies what people type. The value never
/// prints and compares in constant time.
public struct OneTimeCode: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The typed text.
    public let text: String

    /// Stores the text unchanged.
    public init(_ text: String) { self.text = text }

    /// Reads a code as people type and paste it.
    ///
    /// Spaces and dashes are passed over. Full-width and Arabic-Indic digits become ASCII digits. Everything else stays,
    /// so that verification refuses it as malformed.
    public init(typed: String) {
        var text = ""
        for scalar in typed.unicodeScalars {
            switch scalar.value {
            case 0x09...0x0D, 0x20, 0xA0, 0x2000...0x200F, 0x202F, 0x3000, 0x2D, 0x2010...0x2015: continue
            case 0xFF10...0xFF19: text.unicodeScalars.append(Self.digit(scalar.value - 0xFF10))
            case 0x0660...0x0669: text.unicodeScalars.append(Self.digit(scalar.value - 0x0660))
            case 0x06F0...0x06F9: text.unicodeScalars.append(Self.digit(scalar.value - 0x06F0))
            default: text.unicodeScalars.append(scalar)
            }
        }
        self.text = text
    }

    private static func digit(_ number: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number))
    }

    /// Stores the literal unchanged.
    public init(stringLiteral value: String) { text = value }

    /// The decimal digits of a number with leading zeros, computed without a branch that depends on them.
    package init(number: UInt32, digits: Int) {
        // A string stores up to 15 bytes inline, without heap memory.
        text = unsafe String(unsafeUninitializedCapacity: digits) { bytes in
            var rest = number
            // A loop by hand, because a reversed range allocates in a build without optimisation.
            var place = digits
            while place > 0 {
                place -= 1
                unsafe bytes[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return digits
        }
    }

    /// True if there is at least one character and all are ASCII digits.
    public var isDecimal: Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Compares the UTF-8 bytes in constant time.
    public static func == (left: OneTimeCode, right: OneTimeCode) -> Bool {
        ConstantTime.areEqual(left.text.utf8, right.text.utf8)
    }

    /// Feeds the UTF-8 bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension OneTimeCode: CustomStringConvertible, CustomDebugStringConvertible {
    /// A fixed text without the code.
    public var description: String { "OneTimeCode(redacted)" }
    /// A fixed text without the code.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension OneTimeCode: CustomReflectable {
        /// A mirror without children, because `dump` prints the children of a mirror.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }

    extension OneTimeCode: Decodable {
        /// Decodes a single string as people type it, so that a web form decodes into the type.
        public init(from decoder: any Decoder) throws {
            self.init(typed: try decoder.singleValueContainer().decode(String.self))
        }
    }
#endif

/// A typed code as a number, for comparison with the codes of a window.
struct TypedCode {
    /// The number, or a value that no code has.
    let value: UInt32

    /// Reads every character without a branch; the time depends on the length of the code only.
    init(_ code: OneTimeCode, digits: Int) {
        var value: UInt32 = 0
        let characters = code.text.utf8
        // One if the text is not exactly `digits` digits.
        var fault: UInt32 = characters.count == digits ? 0 : 1
        if characters.count == digits {
            characters.withRawSpan { characters in
                for place in 0..<digits {
                    let digit = UInt32(characters[place]) &- UInt32(UInt8(ascii: "0"))
                    // A character below `0` sets the highest bit of `digit`, and one above `9` sets that of the
                    // difference.
                    fault |= (digit | (9 &- digit)) &>> 31
                    value = value &* 10 &+ digit
                }
            }
        }
        self.value = value | (0 &- fault)
    }

    /// The truncated digests, of four, that have this code; one bit each, the first in the lowest bit.
    @inline(__always)
    func matches(_ numbers: SIMD4<UInt32>, of hotp: HOTP) -> UInt32 {
        let matches = (hotp.shortened(numbers) ^ SIMD4(repeating: value)).isZero
        return matches[0] | matches[1] &<< 1 | matches[2] &<< 2 | matches[3] &<< 3
    }
}

extension HOTP {
    /// The codes of four truncated digests, as numbers.
    @inline(__always)
    func shortened(_ numbers: SIMD4<UInt32>) -> SIMD4<UInt32> {
        SIMD4(shortened(numbers[0]), shortened(numbers[1]), shortened(numbers[2]), shortened(numbers[3]))
    }
}

extension SHA1State {
    /// The 31 bits of a digest that make a code, by dynamic truncation (RFC 4226, 5.3).
    ///
    /// The digest gives the offset of the bits. Every offset is read, because a branch or an index that depends on a
    /// secret shows in the time.
    @inline(__always)
    package var truncated: Word { .truncation(of: (a, b, c, d, e), at: e) }
}

extension SHA256State {
    /// The 31 bits of a digest that make a code; the last byte gives their offset, within the first 19 bytes.
    @inline(__always)
    package var truncated: Word { .truncation(of: (a, b, c, d, e), at: h) }
}

extension Lane {
    /// The low 31 bits of the four bytes at the offset 0-15 in the low four bits of `place`.
    @inline(__always)
    fileprivate static func truncation(of words: (Self, Self, Self, Self, Self), at place: Self) -> Self {
        // Bits 2 and 3 choose two consecutive words, and four bytes are taken from them.
        let (four, eight) = (place.mask(ofBit: 2), place.mask(ofBit: 3))
        let high = select(eight, select(four, words.3, words.2), select(four, words.1, words.0))
        let low = select(eight, select(four, words.4, words.3), select(four, words.2, words.1))
        return bytes(high, low, at: place) & Self(repeating: 0x7FFF_FFFF)
    }
}
