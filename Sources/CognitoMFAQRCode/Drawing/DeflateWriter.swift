/// A compressor of pictures with many equal rows (RFC 1951): one block with the fixed codes.
///
/// It looks for repetitions of the byte before and of the row above, and nowhere else.
package struct DeflateWriter {
    /// The bytes so far; the last may be unfinished.
    package private(set) var bytes: [UInt8] = []
    private var bitCount = 0

    /// Compresses bytes, with rows of the given length.
    ///
    /// - Parameter stride: the bytes of a row, 2...32,768.
    package init(_ input: [UInt8], stride: Int) {
        append(0b011, count: 3)
        var place = 0
        while place < input.count {
            let near = Self.repetition(in: input, at: place, distance: 1)
            let far = Self.repetition(in: input, at: place, distance: stride)
            if max(near, far) < 3 {
                appendSymbol(Int(input[place]))
                place += 1
            } else {
                let isNear = near >= far
                appendLength(isNear ? near : far)
                appendDistance(isNear ? 1 : stride)
                place += isNear ? near : far
            }
        }
        appendSymbol(256)
    }

    /// Returns how many bytes repeat those that stand a distance before, at most 258.
    private static func repetition(in input: [UInt8], at place: Int, distance: Int) -> Int {
        guard place >= distance else { return 0 }
        let limit = min(258, input.count - place)
        var count = 0
        while count < limit, input[place + count] == input[place + count - distance] { count += 1 }
        return count
    }

    /// Appends a symbol of the fixed code of literals and lengths (3.2.6).
    private mutating func appendSymbol(_ symbol: Int) {
        switch symbol {
        case ..<144: appendCode(0x30 + symbol, count: 8)
        case ..<256: appendCode(0x190 + symbol - 144, count: 9)
        case ..<280: appendCode(symbol - 256, count: 7)
        default: appendCode(0xC0 + symbol - 280, count: 8)
        }
    }

    /// Appends a length of 3-258 (3.2.5): four symbols for each number of extra bits.
    private mutating func appendLength(_ length: Int) {
        guard length < 258 else { return appendSymbol(285) }
        let (group, extra) = Self.group(length - 3, symbolBits: 2)
        appendSymbol(257 + group)
        append((length - 3) & (1 << extra - 1), count: extra)
    }

    /// Appends a distance of 1-32,768 (3.2.5): two symbols for each number of extra bits.
    private mutating func appendDistance(_ distance: Int) {
        let (group, extra) = Self.group(distance - 1, symbolBits: 1)
        appendCode(group, count: 5)
        append((distance - 1) & (1 << extra - 1), count: extra)
    }

    /// Returns the symbol of a number and its extra bits, with `1 << symbolBits` symbols for each number of them.
    private static func group(_ number: Int, symbolBits: Int) -> (symbol: Int, extra: Int) {
        let width = Int.bitWidth - number.leadingZeroBitCount
        let extra = max(0, width - symbolBits - 1)
        return (extra << symbolBits + number >> extra, extra)
    }

    /// Appends a code, the most significant bit first.
    private mutating func appendCode(_ code: Int, count: Int) {
        for place in (0..<count).reversed() { append(code >> place & 1, count: 1) }
    }

    /// Appends a number, the least significant bit first.
    private mutating func append(_ number: Int, count: Int) {
        for place in 0..<count {
            if bitCount & 7 == 0 { bytes.append(0) }
            bytes[bitCount >> 3] |= UInt8(number >> place & 1) << UInt8(bitCount & 7)
            bitCount += 1
        }
    }
}
