import CognitoMFAQRCode
import Testing

@Suite struct MaskChoiceTests {
    private func penalties(_ segment: DataSegment, _ level: QRErrorCorrection) throws -> [Int] {
        try (0..<8).map { mask in
            let code = try QRCode([segment], level, mask: mask)
            return MaskPenalty(size: code.size) { code.isDark(x: $0, y: $1) }.total
        }
    }

    /// Two masks have the least penalty of each of these.
    @Test(arguments: [("1027", 0, 3), ("1081", 0, 6), ("1087", 2, 3), ("1341", 2, 6)])
    func ofTwoBestMasksTheLowerIsTaken(_ text: String, _ lower: Int, _ higher: Int) throws {
        let segment = DataSegment(.numeric, Array(text.utf8)[...])
        let penalties = try penalties(segment, .medium)
        #expect(penalties[lower] == penalties[higher])
        #expect(penalties.min() == penalties[lower])
        #expect(try QRCode([segment], .medium).mask == lower)
    }
}
