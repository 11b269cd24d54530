/// XXH64, a 64-bit sum that tells accidents and nothing else; it is no match for anyone who means it.
///
/// Source: xxHash fast digest algorithm, version 0.1.1, XXH64.
package enum XXH64 {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    /// The sum of some of the bytes, begun with `seed`.
    package static func sum(of bytes: [UInt8], in range: Range<Int>, seed: UInt64) -> UInt64 {
        unsafe bytes[range].withUnsafeBytes { unsafe sum(of: $0, seed: seed) }
    }

    /// The sum of a text's UTF-8, begun with `seed`.
    package static func sum(of text: String, seed: UInt64) -> UInt64 {
        unsafe text.withUTF8Bytes { unsafe sum(of: $0, seed: seed) }
    }

    static func sum(of bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        let count = bytes.count
        var place = 0
        var sum: UInt64
        if count >= 32 {
            var (a, b, c, d) = (seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
            while count - place >= 32 {
                a = unsafe round(a, word(bytes, place))
                b = unsafe round(b, word(bytes, place + 8))
                c = unsafe round(c, word(bytes, place + 16))
                d = unsafe round(d, word(bytes, place + 24))
                place += 32
            }
            sum = turned(a, 1) &+ turned(b, 7) &+ turned(c, 12) &+ turned(d, 18)
            sum = (sum ^ round(0, a)) &* prime1 &+ prime4
            sum = (sum ^ round(0, b)) &* prime1 &+ prime4
            sum = (sum ^ round(0, c)) &* prime1 &+ prime4
            sum = (sum ^ round(0, d)) &* prime1 &+ prime4
        } else {
            sum = seed &+ prime5
        }
        sum &+= UInt64(count)
        while count - place >= 8 {
            sum = unsafe turned(sum ^ round(0, word(bytes, place)), 27) &* prime1 &+ prime4
            place += 8
        }
        if count - place >= 4 {
            let half = unsafe UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
            sum = turned(sum ^ half &* prime1, 23) &* prime2 &+ prime3
            place += 4
        }
        while place < count {
            sum = unsafe turned(sum ^ UInt64(bytes[place]) &* prime5, 11) &* prime1
            place += 1
        }
        sum = (sum ^ sum >> 33) &* prime2
        sum = (sum ^ sum >> 29) &* prime3
        return sum ^ sum >> 32
    }

    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        turned(lane &+ input &* prime2, 31) &* prime1
    }

    private static func turned(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }

    /// Eight bytes, the least significant first.
    private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
        unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
}
