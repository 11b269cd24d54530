import CognitoMFACore
import Testing

@Suite struct HexadecimalTests {
    @Test func everyRowOfRFC4648HasItsText() throws {
        let tests = try RFC4648.tests()
        #expect(tests.count == 7)
        for test in tests {
            #expect(Hexadecimal.encode(test.ascii.utf8) == test.base16.lowercased())
            #expect(Hexadecimal.decode(test.base16) == Array(test.ascii.utf8))
        }
    }

    @Test func everyByteHasItsTwoDigits() {
        for byte in UInt8.min...UInt8.max {
            let text = Hexadecimal.encode([byte])
            #expect(text.count == 2 && UInt8(text, radix: 16) == byte)
            #expect(Hexadecimal.decode(text) == [byte])
            #expect(Hexadecimal.decode(text.uppercased()) == [byte])
        }
    }

    @Test func decodingGivesBackWhatWasEncoded() {
        var random = SplitMix64(seed: 6)
        for count in 0...60 {
            let bytes = random.bytes(count)
            let text = Hexadecimal.encode(bytes)
            #expect(text.count == 2 * count && text == text.lowercased())
            #expect(Hexadecimal.decode(text) == bytes)
        }
    }

    @Test(arguments: ["0", "000", "0g", "G0", " 00", "00 ", "0x", "+1", "-1", "１２", "0/", "0:", "@0", "`0"])
    func anythingElseIsNoText(text: String) {
        #expect(Hexadecimal.decode(text) == nil)
    }
}
