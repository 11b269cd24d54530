public import CognitoMFAQRCode

/// A reader of QR codes for tests: from undamaged modules back to bytes, with every check on the way.
///
/// It knows the standard by itself but for the layout of blocks, whose sums have tests of their own.
public struct QRCodeReader {
    /// The error for a code that is not as the standard says.
    public struct Fault: Error, CustomStringConvertible {
        /// The fault.
        public let description: String
    }

    /// The version, 1-40.
    public let version: Int
    /// The level of error correction.
    public let level: QRErrorCorrection
    /// The mask, 0-7.
    public let mask: Int
    /// The segments, with the mode as 1, 2 or 4.
    public let segments: [(mode: Int, bytes: [UInt8])]
    /// The bytes of all segments.
    public var bytes: [UInt8] { segments.flatMap(\.bytes) }

    /// Reads a code of `size` modules a side.
    ///
    /// - Throws: ``Fault`` for a code that is damaged or wrong.
    public init(size: Int, isDark: (_ x: Int, _ y: Int) -> Bool) throws {
        try Self.demand(size >= 21 && size <= 177 && size % 4 == 1, "a size of \(size)")
        let version = (size - 17) / 4
        try Self.verifyPatterns(size, isDark)
        let format = try Self.format(size, isDark)
        if version >= 7 { try Self.verifyVersion(version, size, isDark) }
        let level = format.level
        let codewords = Self.codewords(version, format.mask, isDark)
        let symbol = SymbolVersion.all[version - 1]
        let data = try Self.data(codewords, BlockLayout(symbol, level))
        self.version = version
        self.level = level
        mask = format.mask
        segments = try Self.segments(data, version)
    }

    static func demand(_ condition: Bool, _ fault: @autoclosure () -> String) throws {
        guard condition else { throw Fault(description: fault()) }
    }

    // MARK: Patterns and information

    private static func verifyPatterns(_ size: Int, _ isDark: (Int, Int) -> Bool) throws {
        let finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"].map(Array.init)
        for (left, top) in [(0, 0), (size - 7, 0), (0, size - 7)] {
            for y in -1...7 {
                for x in -1...7 where (0..<size).contains(left + x) && (0..<size).contains(top + y) {
                    let isInside = (0..<7).contains(x) && (0..<7).contains(y)
                    let expected = isInside && finder[y][x] == "1"
                    try demand(isDark(left + x, top + y) == expected, "a finder pattern at \(left + x), \(top + y)")
                }
            }
        }
        for place in 8..<size - 8 {
            try demand(isDark(place, 6) == (place % 2 == 0), "the timing pattern at \(place), 6")
            try demand(isDark(6, place) == (place % 2 == 0), "the timing pattern at 6, \(place)")
        }
        try demand(isDark(8, size - 8), "the module that is always dark")
    }

    /// Both copies are read, must be equal and must be a code word.
    private static func format(_ size: Int, _ isDark: (Int, Int) -> Bool) throws -> (
        level: QRErrorCorrection, mask: Int
    ) {
        var first = 0
        var second = 0
        // From the most significant bit: along row 8 to the corner, then up column 8; and from below along the other edges.
        let near = [0, 1, 2, 3, 4, 5, 7, 8].map { ($0, 8) } + [7, 5, 4, 3, 2, 1, 0].map { (8, $0) }
        let apart = (1...7).map { (8, size - $0) } + (0..<8).map { (size - 8 + $0, 8) }
        for (x, y) in near { first = first << 1 | (isDark(x, y) ? 1 : 0) }
        for (x, y) in apart { second = second << 1 | (isDark(x, y) ? 1 : 0) }
        try demand(first == second, "two copies of format information")
        let word = first ^ 0x5412
        try demand(remainder(word, by: 0x537) == 0, "format information \(first)")
        let levels: [QRErrorCorrection] = [.medium, .low, .high, .quartile]
        return (levels[word >> 13], word >> 10 & 7)
    }

    private static func verifyVersion(_ version: Int, _ size: Int, _ isDark: (Int, Int) -> Bool) throws {
        var first = 0
        var second = 0
        for place in (0..<18).reversed() {
            first = first << 1 | (isDark(size - 11 + place % 3, place / 3) ? 1 : 0)
            second = second << 1 | (isDark(place / 3, size - 11 + place % 3) ? 1 : 0)
        }
        try demand(first == second && remainder(first, by: 0x1F25) == 0, "version information")
        try demand(first >> 12 == version, "version information of version \(first >> 12)")
    }

    private static func remainder(_ word: Int, by generator: Int) -> Int {
        var rest = word
        while rest.leadingZeroBitCount <= generator.leadingZeroBitCount {
            rest ^= generator << (generator.leadingZeroBitCount - rest.leadingZeroBitCount)
        }
        return rest
    }

    // MARK: Codewords

    private static func codewords(_ version: Int, _ mask: Int, _ isDark: (Int, Int) -> Bool) -> [UInt8] {
        let size = 17 + 4 * version
        var bits: [Bool] = []
        for pair in (0..<(size - 1) / 2) {
            // The columns are counted in pairs from the right, without column 6.
            let right = size - 1 - 2 * pair
            let x = right <= 6 ? right - 1 : right
            let rows = Array(0..<size)
            for y in pair % 2 == 0 ? rows.reversed() : rows {
                for column in [x, x - 1] where !isFunction(column, y, version) {
                    bits.append(isDark(column, y) != isInverted(mask, row: y, column: column))
                }
            }
        }
        return (0..<bits.count / 8).map { place in
            bits[8 * place..<8 * place + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }

    private static func isInverted(_ mask: Int, row i: Int, column j: Int) -> Bool {
        switch mask {
        case 0b000: (i + j) % 2 == 0
        case 0b001: i % 2 == 0
        case 0b010: j % 3 == 0
        case 0b011: (i + j) % 3 == 0
        case 0b100: (i / 2 + j / 3) % 2 == 0
        case 0b101: (i * j) % 2 + (i * j) % 3 == 0
        case 0b110: ((i * j) % 2 + (i * j) % 3) % 2 == 0
        default: ((i + j) % 2 + (i * j) % 3) % 2 == 0
        }
    }

    private static func isFunction(_ x: Int, _ y: Int, _ version: Int) -> Bool {
        let size = 17 + 4 * version
        if x == 6 || y == 6 { return true }
        if x < 9 && y < 9 || x >= size - 8 && y < 9 || x < 9 && y >= size - 8 { return true }
        if version >= 7, x >= size - 11 && y < 6 || x < 6 && y >= size - 11 { return true }
        let centres = AlignmentTable.centres(version)
        let last = centres.last ?? 0
        guard let column = centres.first(where: { abs($0 - x) <= 2 }),
            let row = centres.first(where: { abs($0 - y) <= 2 })
        else { return false }
        return !(column == 6 && (row == 6 || row == last) || column == last && row == 6)
    }

    /// The data of all blocks, each of which must be divisible by the generator: all its syndromes are zero.
    private static func data(_ codewords: [UInt8], _ layout: BlockLayout) throws -> [UInt8] {
        let total = layout.dataCount + layout.dataCounts.count * layout.correctionCount
        try demand(codewords.count == total, "\(codewords.count) codewords, not \(total)")
        var blocks = [[UInt8]](repeating: [], count: layout.dataCounts.count)
        var rest = codewords[...]
        for place in 0..<(layout.dataCounts.max() ?? 0) {
            for block in blocks.indices where place < layout.dataCounts[block] {
                blocks[block].append(rest.removeFirst())
            }
        }
        let data = blocks.flatMap { $0 }
        for _ in 0..<layout.correctionCount {
            for block in blocks.indices { blocks[block].append(rest.removeFirst()) }
        }
        for (number, block) in blocks.enumerated() {
            for exponent in 0..<layout.correctionCount {
                let root = (0..<exponent).reduce(1) { power, _ in product(power, 2) }
                let syndrome = block.reduce(0) { product($0, root) ^ Int($1) }
                try demand(syndrome == 0, "syndrome \(exponent) of block \(number)")
            }
        }
        return data
    }

    /// A product in the field, by shifts alone.
    private static func product(_ left: Int, _ right: Int) -> Int {
        var sum = 0
        for place in (0..<8).reversed() {
            sum <<= 1
            if sum & 0x100 != 0 { sum ^= 0x11D }
            if right >> place & 1 == 1 { sum ^= left }
        }
        return sum
    }
}
