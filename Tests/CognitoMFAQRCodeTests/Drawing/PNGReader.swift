/// A reader of the pictures that the module writes, with every check of the format.
struct PNGReader {
    struct Fault: Error {
        let text: String
    }

    let side: Int
    /// The pixels by row.
    let isBlack: [[Bool]]

    init(_ file: [UInt8]) throws {
        try Self.demand(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), "the signature")
        var rest = file.dropFirst(8)
        var chunks: [String: [UInt8]] = [:]
        var order: [String] = []
        while !rest.isEmpty {
            let count = Self.number(Array(rest.prefix(4)))
            let named = Array(rest.dropFirst(4).prefix(count + 4))
            let type = String(decoding: named.prefix(4), as: UTF8.self)
            rest = rest.dropFirst(8 + count)
            try Self.demand(Self.number(Array(rest.prefix(4))) == Self.crc(named), "the checksum of \(type)")
            rest = rest.dropFirst(4)
            chunks[type] = Array(named.dropFirst(4))
            order.append(type)
        }
        try Self.demand(order == ["IHDR", "IDAT", "IEND"], "the order of chunks")
        let header = chunks["IHDR"] ?? []
        let data = chunks["IDAT"] ?? []
        let side = Self.number(Array(header.prefix(4)))
        try Self.demand(header.count == 13 && header[4..<8] == header[0..<4], "a square")
        try Self.demand(header[8...] == [1, 0, 0, 0, 0], "one bit of grey")
        try Self.demand(data.count > 6 && data[0] & 15 == 8 && Self.number(Array(data.prefix(2))) % 31 == 0, "zlib")
        let bytes = try Self.inflate(Array(data.dropFirst(2).dropLast(4)))
        try Self.demand(Self.number(Array(data.suffix(4))) == Self.adler(bytes), "the checksum of the picture")
        let stride = 1 + (side + 7) / 8
        try Self.demand(bytes.count == stride * side, "\(bytes.count) bytes")
        self.side = side
        isBlack = try (0..<side).map { y in
            let row = Array(bytes[y * stride..<(y + 1) * stride])
            try Self.demand(row[0] == 0, "a filter")
            return (0..<side).map { row[1 + $0 / 8] >> UInt8(7 - $0 % 8) & 1 == 0 }
        }
    }

    private static func demand(_ condition: Bool, _ text: String) throws {
        guard condition else { throw Fault(text: text) }
    }

    private static func number(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    /// The division of polynomials, bit by bit.
    private static func crc(_ bytes: [UInt8]) -> Int {
        var rest: UInt32 = ~0
        for byte in bytes {
            for place in 0..<8 {
                let bit = (rest ^ UInt32(byte) >> UInt32(place)) & 1
                rest = rest >> 1 ^ (bit == 1 ? 0xEDB8_8320 : 0)
            }
        }
        return Int(~rest)
    }

    private static func adler(_ bytes: [UInt8]) -> Int {
        let sum = bytes.reduce(1) { $0 + Int($1) }
        let count = bytes.count
        let sums = bytes.enumerated().reduce(count) { $0 + (count - $1.offset) * Int($1.element) }
        return (sums % 65_521) << 16 | sum % 65_521
    }

    /// Reads one block with the fixed codes, from the tables of RFC 1951, 3.2.5 and 3.2.6.
    static func inflate(_ input: [UInt8]) throws -> [UInt8] {
        var place = 0
        func bit() throws -> Int {
            try demand(place < 8 * input.count, "the end of the input")
            defer { place += 1 }
            return Int(input[place / 8] >> UInt8(place % 8) & 1)
        }
        func code(_ count: Int, _ start: Int = 0) throws -> Int {
            var code = start
            for _ in 0..<count { code = try code << 1 | bit() }
            return code
        }
        func number(_ count: Int) throws -> Int {
            var number = 0
            for place in 0..<count { number |= try bit() << place }
            return number
        }
        let lengths = [
            3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
            227, 258,
        ]
        let distances = [
            1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
            6145, 8193, 12289, 16385, 24577,
        ]
        try demand(try number(3) == 3, "a last block with fixed codes")
        var output: [UInt8] = []
        while true {
            var symbol = try code(7)
            if symbol < 24 {
                symbol += 256
            } else {
                symbol = try code(1, symbol)
                switch symbol {
                case 0x30..<0xC0: symbol -= 0x30
                case 0xC0..<0xC8: symbol += 280 - 0xC0
                default: symbol = try code(1, symbol) - 0x190 + 144
                }
            }
            if symbol < 256 {
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { break }
            let extra = symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4
            let length = try lengths[symbol - 257] + number(extra)
            let group = try code(5)
            let distance = try distances[group] + number(group < 4 ? 0 : group / 2 - 1)
            try demand(distance <= output.count, "a distance before the beginning")
            for _ in 0..<length { output.append(output[output.count - distance]) }
        }
        try demand(input.count == (place + 7) / 8, "bytes after the block")
        return output
    }
}
