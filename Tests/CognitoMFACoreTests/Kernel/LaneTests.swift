import CognitoMFACore
import Testing

/// Four words and eight words in lanes give the results of single words.
@Suite struct LaneTests {
    private var random = SplitMix64(seed: 11)

    /// Words at the edges of their range, and others.
    private mutating func words(_ count: Int) -> [UInt32] {
        (0..<count).map { _ in
            [0, 1, .max, 0x8000_0000, 0x7FFF_FFFF].randomElement(using: &random).flatMap {
                Bool.random(using: &random) ? $0 : nil
            } ?? UInt32.random(in: 0...(.max), using: &random)
        }
    }

    private func check(
        _ words: [UInt32], _ four: (SIMD4<UInt32>) -> SIMD4<UInt32>, _ eight: (LanePair) -> LanePair,
        _ one: (UInt32) -> UInt32, _ what: String
    ) {
        let low = SIMD4(words[0], words[1], words[2], words[3])
        let high = SIMD4(words[4], words[5], words[6], words[7])
        let (fours, eights) = (four(low), eight(LanePair(low, high)))
        for place in 0..<8 {
            let expected = one(words[place])
            if place < 4 { #expect(fours[place] == expected, "\(what), lane \(place) of four") }
            #expect(eights[place] == expected, "\(what), lane \(place) of eight")
        }
    }

    @Test mutating func everyShiftAndTurnIsThatOfTheSingleWord() {
        for bits in UInt32(1)..<32 {
            let words = words(8)
            check(words, { $0.shiftedLeft(bits) }, { $0.shiftedLeft(bits) }, { $0 << bits }, "left by \(bits)")
            check(words, { $0.shiftedRight(bits) }, { $0.shiftedRight(bits) }, { $0 >> bits }, "right by \(bits)")
            let rotated = { (word: UInt32) in word << bits | word >> (32 - bits) }
            check(words, { $0.rotatedLeft(bits) }, { $0.rotatedLeft(bits) }, rotated, "rotated left by \(bits)")
            let back = { (word: UInt32) in word >> bits | word << (32 - bits) }
            check(words, { $0.rotatedRight(bits) }, { $0.rotatedRight(bits) }, back, "rotated right by \(bits)")
            for word in words {
                #expect(word.rotatedLeft(bits) == rotated(word) && word.rotatedRight(bits) == back(word))
            }
        }
    }

    @Test mutating func onlyZeroIsZero() {
        for _ in 0..<40 {
            check(words(8), { $0.isZero }, { $0.isZero }, { $0 == 0 ? 1 : 0 }, "is zero")
        }
        for word in [0, 1, 2, 0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, .max] as [UInt32] {
            #expect(word.isZero == (word == 0 ? 1 : 0))
        }
    }

    @Test mutating func aMaskIsAllOnesWhereTheBitIsSet() {
        for bit in UInt32(0)..<32 {
            let expected = { (word: UInt32) -> UInt32 in (word >> bit) & 1 == 1 ? .max : 0 }
            check(words(8), { $0.mask(ofBit: bit) }, { $0.mask(ofBit: bit) }, expected, "bit \(bit)")
        }
        for _ in 0..<20 {
            let words = words(3)
            let (mask, one, other) = (words[0], words[1], words[2])
            #expect(UInt32.select(mask, one, other) == (one & mask) | (other & ~mask))
        }
    }

    /// The plain reading of RFC 4226, 5.3, on bytes.
    private func truncated(_ bytes: [UInt8]) -> UInt32 {
        let offset = Int(bytes[bytes.count - 1] & 15)
        return bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    }

    @Test mutating func everyOffsetIsTruncatedAsOnBytes() {
        var offsets: Set<UInt8> = []
        for round in 0..<64 {
            var bytes = random.bytes(20)
            bytes[19] = bytes[19] & 0xF0 | UInt8(round & 15)
            offsets.insert(bytes[19] & 15)
            let words = stride(from: 0, to: 20, by: 4).map { bytes[$0..<$0 + 4].reduce(0) { $0 << 8 | UInt32($1) } }
            let state = SHA1State<UInt32>(a: words[0], b: words[1], c: words[2], d: words[3], e: words[4])
            #expect(state.truncated == truncated(bytes))
            let lanes = SHA1State<SIMD4<UInt32>>(repeating: state)
            #expect(lanes.truncated == SIMD4(repeating: truncated(bytes)))
        }
        #expect(offsets.count == 16)
    }

    @Test mutating func theLastByteOfALongerDigestTellsTheOffset() {
        for offset in UInt8(0)..<16 {
            let key = random.bytes(20)
            for counter in 0..<200 as Range<UInt64> {
                let digest = SHA256.Key(key).digest(of: counter)
                let bytes = Array(SHA256.Digest(digest))
                guard bytes[31] & 15 == offset else { continue }
                #expect(digest.truncated == truncated(bytes))
                break
            }
        }
    }
}

extension SHA256.Key {
    init(_ bytes: [UInt8]) { self = bytes.withRawSpan { SHA256.Key($0) } }
}

extension SHA1.Key {
    init(_ bytes: [UInt8]) { self = bytes.withRawSpan { SHA1.Key($0) } }
}
