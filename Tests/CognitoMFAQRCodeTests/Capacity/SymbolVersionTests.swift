import CognitoMFAQRCode
import TestSupport
import Testing

@Suite struct SymbolVersionTests {
    /// The standard's table D.1, as read from two printings of it.
    @Test func versionInformationIsThatOfTheStandard() {
        let words = [
            0x07C94, 0x085BC, 0x09A99, 0x0A4D3, 0x0BBF6, 0x0C762, 0x0D847, 0x0E60D, 0x0F928, 0x10B78, 0x1145D, 0x12A17,
            0x13532, 0x149A6, 0x15683, 0x168C9, 0x177EC, 0x18EC4, 0x191E1, 0x1AFAB, 0x1B08E, 0x1CC1A, 0x1D33F, 0x1ED75,
            0x1F250, 0x209D5, 0x216F0, 0x228BA, 0x2379F, 0x24B0B, 0x2542E, 0x26A64, 0x27541, 0x28C69,
        ]
        #expect(SymbolVersion.all.compactMap(\.information) == words)
        #expect(SymbolVersion.all.prefix(6).allSatisfy { $0.information == nil })
    }

    @Test func alignmentPatternsStandWhereTheStandardHasThem() {
        for version in SymbolVersion.all {
            #expect(version.alignmentCentres == AlignmentTable.centres(version.number), "version \(version.number)")
        }
    }

    @Test func sizesAndCodewordsAreThoseOfTheStandard() {
        #expect(SymbolVersion.all.map(\.size) == (1...40).map { 17 + 4 * $0 })
        #expect(
            SymbolVersion.all.map(\.codewords) == [
                26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655, 733, 815, 901, 991, 1085, 1156,
                1258, 1364, 1474, 1588, 1706, 1828, 1921, 2051, 2185, 2323, 2465, 2611, 2761, 2876, 3034, 3196, 3362,
                3532, 3706,
            ])
    }

    /// Remainder bits, table 1.
    @Test func fewModulesRemain() {
        let remainders = SymbolVersion.all.map { $0.dataModules % 8 }
        #expect(
            remainders == [0, 7, 7, 7, 7, 7] + [Int](repeating: 0, count: 7) + [Int](repeating: 3, count: 7)
                + [Int](repeating: 4, count: 7) + [Int](repeating: 3, count: 7) + [Int](repeating: 0, count: 6))
    }
}
