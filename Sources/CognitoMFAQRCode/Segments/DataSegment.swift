/// A run of bytes in one mode.
package struct DataSegment: Sendable {
    /// The mode, which has all the bytes.
    package let mode: SegmentMode
    /// The characters.
    package let bytes: ArraySlice<UInt8>

    package init(_ mode: SegmentMode, _ bytes: ArraySlice<UInt8>) {
        self.mode = mode
        self.bytes = bytes
    }

    /// Returns the bits of the segment with its mode and its count.
    package func bitCount(in version: SymbolVersion) -> Int {
        4 + mode.countBits(in: version) + (mode.sixths * bytes.count + 5) / 6
    }

    /// Writes the segment with its mode and its count.
    func write(to writer: inout SegmentWriter, in version: SymbolVersion) {
        writer.append(mode.indicator, count: 4)
        writer.append(bytes.count, count: mode.countBits(in: version))
        var rest = bytes
        while !rest.isEmpty {
            let group = rest.prefix(mode.groupCount)
            rest = rest.dropFirst(group.count)
            let number = group.reduce(0) { $0 * mode.base + (mode.value(of: $1) ?? 0) }
            writer.append(number, count: (mode.sixths * group.count + 5) / 6)
        }
    }
}

extension SegmentMode {
    /// The characters that are written as one number.
    fileprivate var groupCount: Int { 3 - rawValue }

    /// The number of characters of the mode.
    fileprivate var base: Int {
        switch self {
        case .numeric: 10
        case .alphanumeric: 45
        case .byte: 256
        }
    }
}
