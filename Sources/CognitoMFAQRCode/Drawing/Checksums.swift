/// CRC-32 of PNG and gzip (ISO 3309): the check of a chunk.
package struct CRC32 {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
    }

    private var rest: UInt32 = ~0

    package init() {}

    /// The checksum of the bytes so far.
    package var value: UInt32 { ~rest }

    package mutating func append(_ bytes: some Sequence<UInt8>) {
        let table = Self.table
        for byte in bytes { rest = table[Int(UInt8(truncatingIfNeeded: rest) ^ byte)] ^ rest >> 8 }
    }
}

/// Adler-32 of zlib (RFC 1950, 8.2): the check of what was compressed.
package struct Adler32 {
    private var sum: UInt32 = 1
    private var sumOfSums: UInt32 = 0

    package init() {}

    /// The checksum of the bytes so far.
    package var value: UInt32 { sumOfSums << 16 | sum }

    package mutating func append(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            sum = (sum + UInt32(byte)) % 65_521
            sumOfSums = (sumOfSums + sum) % 65_521
        }
    }
}
