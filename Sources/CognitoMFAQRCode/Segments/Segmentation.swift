/// The division of a text into segments that takes the fewest bits.
///
/// For each mode, the least number of bits is known of all divisions of the text so far that end in that mode. A character
/// adds to it, or another mode's number with a new header is less. Fractions round up where a segment ends.
package struct Segmentation: Sendable {
    /// The segments in their order; none for an empty text.
    package let segments: [DataSegment]

    /// Returns the fewest bits that a text takes in a version, without dividing it.
    package static func bitCount(of text: some Sequence<UInt8>, in version: SymbolVersion) -> Int {
        var costs = SegmentCosts(version)
        for byte in text { _ = costs.append(byte) }
        return costs.least
    }

    /// Divides a text.
    package init(_ text: [UInt8], in version: SymbolVersion) {
        var costs = SegmentCosts(version)
        let origins = text.map { costs.append($0) }
        var modes = [SegmentMode](repeating: .byte, count: text.count)
        var mode = costs.cheapest
        for place in text.indices.reversed() {
            modes[place] = mode
            mode = origins[place][mode.rawValue]
        }
        var segments: [DataSegment] = []
        var start = 0
        for place in text.indices where place + 1 == text.count || modes[place + 1] != modes[place] {
            segments.append(DataSegment(modes[place], text[start...place]))
            start = place + 1
        }
        self.segments = segments
    }
}

/// The least cost of each mode at a place of the text, in sixths of a bit.
private struct SegmentCosts {
    private static let impossible = Int.max / 2
    private let headers: [Int]
    /// Of a text that ends in each mode; nothing before the first character.
    private var ends: [Int]?

    init(_ version: SymbolVersion) {
        headers = SegmentMode.allCases.map { 6 * (4 + $0.countBits(in: version)) }
    }

    /// The mode in which the whole text takes the fewest bits; that of bytes, then of letters, if several take as many.
    var cheapest: SegmentMode {
        guard let ends else { return .byte }
        return SegmentMode.allCases.reversed().min { wholeBits(ends[$0.rawValue]) < wholeBits(ends[$1.rawValue]) }
            ?? .byte
    }

    /// The fewest bits of the whole text.
    var least: Int { ends.map { wholeBits($0[cheapest.rawValue]) / 6 } ?? 0 }

    /// Adds a character.
    ///
    /// - Returns: the mode of the character before, for each mode that this one may have.
    mutating func append(_ byte: UInt8) -> [SegmentMode] {
        let before = ends
        let cheapest = cheapest
        // A new segment begins where the text so far is cheapest.
        let fresh = before.map { wholeBits($0[cheapest.rawValue]) } ?? 0
        var after = [Int](repeating: Self.impossible, count: headers.count)
        var origins = SegmentMode.allCases
        for mode in SegmentMode.allCases where mode.value(of: byte) != nil {
            let place = mode.rawValue
            after[place] = fresh + headers[place]
            if let same = before?[place], same <= after[place] {
                after[place] = same
            } else {
                origins[place] = cheapest
            }
            after[place] += mode.sixths
        }
        ends = after
        return origins
    }

    private func wholeBits(_ sixths: Int) -> Int { (sixths + 5) / 6 * 6 }
}
