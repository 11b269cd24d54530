/// A writer of bits, the most significant first.
struct SegmentWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var bitCount = 0

    /// Appends the lowest `count` bits of a number.
    mutating func append(_ number: Int, count: Int) {
        for place in (0..<count).reversed() {
            if bitCount & 7 == 0 { bytes.append(0) }
            bytes[bitCount >> 3] |= UInt8(number >> place & 1) << UInt8(7 - bitCount & 7)
            bitCount += 1
        }
    }

    /// Appends the terminator, the rest of its byte and pad codewords (ISO/IEC 18004, 7.4.9 and 7.4.10).
    ///
    /// - Parameter codewords: the bytes to reach, in which all bits so far have their place.
    mutating func fill(to codewords: Int) {
        append(0, count: min(4, 8 * codewords - bitCount))
        bitCount = 8 * bytes.count
        var pad: UInt8 = 0b1110_1100
        while bytes.count < codewords {
            bytes.append(pad)
            pad ^= 0b1111_1101
        }
        bitCount = 8 * bytes.count
    }
}
