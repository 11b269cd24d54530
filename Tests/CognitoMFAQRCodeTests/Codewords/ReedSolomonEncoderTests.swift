import CognitoMFAQRCode
import Testing

@Suite struct ReedSolomonEncoderTests {
    /// ISO/IEC 18004, annex I: 01234567 in version 1-M.
    @Test func theStandardsExampleHasItsCodewords() {
        let data: [UInt8] = [16, 32, 12, 86, 97, 128, 236, 17, 236, 17, 236, 17, 236, 17, 236, 17]
        #expect(
            ReedSolomonEncoder(count: 10).correction(of: data) == [165, 36, 212, 193, 237, 54, 199, 135, 44, 85])
    }

    /// The data of HELLO WORLD in version 1-Q, which many descriptions of QR codes carry through.
    @Test func helloWorldHasItsCodewords() {
        let data: [UInt8] = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236]
        #expect(
            ReedSolomonEncoder(count: 13).correction(of: data) == [
                168, 72, 22, 82, 217, 54, 156, 0, 46, 15, 180, 122, 16,
            ])
    }

    /// A rest that begins with zeros keeps them, or every later codeword stands in a wrong place.
    @Test func leadingZerosOfTheRestStay() {
        let encoder = ReedSolomonEncoder(count: 10)
        #expect(encoder.correction(of: [0, 0, 0]) == [UInt8](repeating: 0, count: 10))
        var random = SplitMix(seed: 1)
        var found = 0
        for _ in 0..<4_000 {
            let data = random.bytes(16)
            let correction = encoder.correction(of: data)
            if correction[0] == 0 { found += 1 }
            #expect(correction.count == 10)
            #expect(isDivisible(data + correction, count: 10))
        }
        #expect(found >= 5)
    }

    @Test func theEncoderOfEveryCountIsDivisibleByItsGenerator() {
        var random = SplitMix(seed: 2)
        for count in 7...30 {
            let data = random.bytes(1 + random.next(below: 255 - count))
            let word = data + ReedSolomonEncoder(count: count).correction(of: data)
            #expect(isDivisible(word, count: count))
            var damaged = word
            damaged[random.next(below: word.count)] ^= 0x10
            #expect(!isDivisible(damaged, count: count))
        }
    }

    private func isDivisible(_ word: [UInt8], count: Int) -> Bool {
        (0..<count).allSatisfy { exponent in
            word.reduce(0) { GaloisField.multiply($0, GaloisField.powers[exponent]) ^ $1 } == 0
        }
    }

    @Test func theFieldHasTwoHundredFiftyFiveUnits() {
        #expect(Set(GaloisField.powers.prefix(255)).count == 255)
        #expect(GaloisField.powers.prefix(9) == [1, 2, 4, 8, 16, 32, 64, 128, 29])
        #expect(GaloisField.multiply(0, 7) == 0)
        #expect(GaloisField.multiply(0x80, 2) == 29)
    }

    /// Example of 7.6 for version 5-H: two short blocks and two long ones, taken in turns.
    @Test func blocksAreTakenInTurns() {
        let layout = BlockLayout(SymbolVersion.all[4], .high)
        let codewords = MessageCodewords.interleave((0..<46).map { UInt8($0) }, in: layout)
        #expect(layout.dataCounts == [11, 11, 12, 12])
        #expect(codewords.prefix(8) == [0, 11, 22, 34, 1, 12, 23, 35])
        #expect(codewords[40..<46] == [10, 21, 32, 44, 33, 45])
        #expect(codewords.count == 134)
    }
}
