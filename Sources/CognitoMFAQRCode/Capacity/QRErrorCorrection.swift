/// The level of error correction: how much of a printed code may be damaged and still be read.
public enum QRErrorCorrection: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// L, about 7 % of the codewords.
    case low
    /// M, about 15 % of the codewords: right for a screen.
    case medium
    /// Q, about 25 % of the codewords.
    case quartile
    /// H, about 30 % of the codewords.
    case high

    /// The two bits that stand for the level in format information (ISO/IEC 18004, table 12).
    package var indicator: Int { [1, 0, 3, 2][rawValue] }

    /// Orders the levels from low to high.
    public static func < (left: QRErrorCorrection, right: QRErrorCorrection) -> Bool { left.rawValue < right.rawValue }
}
