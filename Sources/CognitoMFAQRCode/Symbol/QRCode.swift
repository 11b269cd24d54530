/// A QR code of a text (ISO/IEC 18004), as modules to draw.
///
/// ```swift
/// let code = try QRCode("otpauth://totp/Example:ada?secret=...", errorCorrection: .medium)
/// let page = "<div>\(code.svg())</div>"
/// ```
///
/// The same text gives the same code at any time. A code of a key URI shows the secret of an authenticator app: show it once
/// and keep no copy. Its description does not contain the text.
public struct QRCode: Sendable {
    /// The version, 1-40, which tells the size.
    public let version: Int
    /// The level of error correction.
    public let errorCorrection: QRErrorCorrection
    /// The mask, 0-7.
    public let mask: Int
    private let modules: ModuleGrid

    /// The modules of a side without quiet zone, 21-177.
    public var size: Int { modules.size }

    /// Creates the smallest code of a text.
    ///
    /// Digits and capital letters take less room than other characters, which are written as their UTF-8. Readers expect
    /// UTF-8, although the standard lets a reader expect Latin-1 where no character set is named.
    ///
    /// - Parameters:
    ///   - text: the text; an empty one is a code too.
    ///   - errorCorrection: the level of error correction, at least.
    ///   - raisesErrorCorrection: true to use the highest level that makes the code no larger.
    /// - Throws: ``QRCodeError/tooLong(bits:capacity:)`` if no version has room.
    public init(
        _ text: String, errorCorrection: QRErrorCorrection = .medium, raisesErrorCorrection: Bool = true
    ) throws(QRCodeError) {
        let version = try Self.version(errorCorrection) { Segmentation.bitCount(of: text.utf8, in: $0) }
        let segments = Segmentation(Array(text.utf8), in: version).segments
        self.init(segments, version, errorCorrection, raisesErrorCorrection, mask: nil)
    }

    /// Creates the smallest code of bytes that need not be text, without any compression.
    ///
    /// - Parameters:
    ///   - bytes: the bytes.
    ///   - errorCorrection: the level of error correction, at least.
    ///   - raisesErrorCorrection: true to use the highest level that makes the code no larger.
    /// - Throws: ``QRCodeError/tooLong(bits:capacity:)`` if no version has room.
    public init(
        bytes: some Collection<UInt8>, errorCorrection: QRErrorCorrection = .medium, raisesErrorCorrection: Bool = true
    ) throws(QRCodeError) {
        let segment = DataSegment(.byte, Array(bytes)[...])
        try self.init([segment], errorCorrection, raisesErrorCorrection: raisesErrorCorrection)
    }

    /// Creates the smallest code of segments.
    ///
    /// - Parameter mask: a mask, 0-7; nil for the one that the standard prefers.
    package init(
        _ segments: [DataSegment], _ errorCorrection: QRErrorCorrection, raisesErrorCorrection: Bool = false,
        mask: Int? = nil
    ) throws(QRCodeError) {
        let version = try Self.version(errorCorrection) { version in
            segments.reduce(0) { $0 + $1.bitCount(in: version) }
        }
        self.init(segments, version, errorCorrection, raisesErrorCorrection, mask: mask)
    }

    /// Draws segments, which have room in the version.
    private init(
        _ segments: [DataSegment], _ version: SymbolVersion, _ least: QRErrorCorrection, _ isRaised: Bool, mask: Int?
    ) {
        var writer = SegmentWriter()
        for segment in segments { segment.write(to: &writer, in: version) }
        var level = least
        if isRaised {
            level =
                QRErrorCorrection.allCases.last { BlockLayout(version, $0).capacity >= writer.bitCount } ?? least
        }
        let layout = BlockLayout(version, level)
        writer.fill(to: layout.dataCount)
        let codewords = MessageCodewords.interleave(writer.bytes, in: layout)
        let drawing = SymbolDrawing(version, codewords: codewords)
        let mask = mask.map { DataMask.all[$0 & 7] } ?? drawing.bestMask(level)
        self.version = version.number
        self.mask = mask.reference
        errorCorrection = level
        modules = drawing.finished(mask, level)
    }

    /// Returns the smallest version that has room for the bits that a text takes in it.
    private static func version(
        _ level: QRErrorCorrection, bits: (SymbolVersion) -> Int
    ) throws(QRCodeError) -> SymbolVersion {
        var needed = 0
        var capacity = 0
        for versions in [0..<9, 9..<26, 26..<40] {
            // The count of characters has the same length in all of these.
            needed = bits(SymbolVersion.all[versions.lowerBound])
            for version in SymbolVersion.all[versions] {
                capacity = BlockLayout(version, level).capacity
                if needed <= capacity { return version }
            }
        }
        throw .tooLong(bits: needed, capacity: capacity)
    }

    /// Returns true for a dark module, false for a light one and for one outside the code.
    ///
    /// - Parameters:
    ///   - x: the column from the left.
    ///   - y: the row from above.
    public func isDark(x: Int, y: Int) -> Bool {
        (0..<size).contains(x) && (0..<size).contains(y) && modules[x, y]
    }
}

extension QRCode: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The version, the level and the mask; not the text, which may hold a secret.
    public var description: String { "QRCode(version \(version), \(errorCorrection), mask \(mask))" }
    /// The same as the description.
    public var debugDescription: String { description }
    /// A mirror without children, because `dump` prints the children of a mirror.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
