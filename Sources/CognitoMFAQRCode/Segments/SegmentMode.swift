/// The mode of a segment: which characters it has, and how many bits they take (ISO/IEC 18004, 7.3 and 7.4).
package enum SegmentMode: Int, Sendable, Hashable, CaseIterable {
    /// Digits, three in ten bits.
    case numeric
    /// Digits, capital letters and nine signs, two in eleven bits.
    case alphanumeric
    /// Bytes, eight bits each.
    case byte

    /// The four bits that begin a segment.
    package var indicator: Int { 1 << rawValue }

    /// Returns the length of the field that counts characters.
    package func countBits(in version: SymbolVersion) -> Int {
        switch self {
        case .numeric: Self.group(version, 10, 12, 14)
        case .alphanumeric: Self.group(version, 9, 11, 13)
        // Two lengths only: the third is the second.
        case .byte: Self.group(version, 8, 16, 16)
        }
    }

    private static func group(_ version: SymbolVersion, _ small: Int, _ middle: Int, _ large: Int) -> Int {
        version.number <= 9 ? small : version.number <= 26 ? middle : large
    }

    /// The sixths of a bit that a character takes: 20, 33 or 48.
    ///
    /// In sixths, the rest of an unfinished group rounds up to its true bits: 4 and 7 for digits, 6 for a letter.
    var sixths: Int {
        switch self {
        case .numeric: 20
        case .alphanumeric: 33
        case .byte: 48
        }
    }

    /// Returns the value of a character of this mode, nil for one that the mode lacks.
    func value(of byte: UInt8) -> Int? {
        switch self {
        case .numeric: (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
        case .alphanumeric: Self.alphanumericValue(byte)
        case .byte: Int(byte)
        }
    }

    private static func alphanumericValue(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x5A: Int(byte) - 0x41 + 10
        case UInt8(ascii: " "): 36
        case UInt8(ascii: "$"): 37
        case UInt8(ascii: "%"): 38
        case UInt8(ascii: "*"): 39
        case UInt8(ascii: "+"): 40
        case UInt8(ascii: "-"): 41
        case UInt8(ascii: "."): 42
        case UInt8(ascii: "/"): 43
        case UInt8(ascii: ":"): 44
        default: nil
        }
    }
}
