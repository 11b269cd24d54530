import CognitoMFAQRCode
import Testing

@Suite struct BlockLayoutTests {
    /// Codewords of data, by level and version (ISO/IEC 18004, table 7).
    private static let dataCounts: [[Int]] = [
        [
            19, 34, 55, 80, 108, 136, 156, 194, 232, 274, 324, 370, 428, 461, 523, 589, 647, 721, 795, 861,
            932, 1006, 1094, 1174, 1276, 1370, 1468, 1531, 1631, 1735, 1843, 1955, 2071, 2191, 2306, 2434,
            2566, 2702, 2812, 2956,
        ],
        [
            16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627, 669,
            714, 782, 860, 914, 1000, 1062, 1128, 1193, 1267, 1373, 1455, 1541, 1631, 1725, 1812, 1914,
            1992, 2102, 2216, 2334,
        ],
        [
            13, 22, 34, 48, 62, 76, 88, 110, 132, 154, 180, 206, 244, 261, 295, 325, 367, 397, 445, 485,
            512, 568, 614, 664, 718, 754, 808, 871, 911, 985, 1033, 1115, 1171, 1231, 1286, 1354, 1426,
            1502, 1582, 1666,
        ],
        [
            9, 16, 26, 36, 46, 60, 66, 86, 100, 122, 140, 158, 180, 197, 223, 253, 283, 313, 341, 385, 406,
            442, 464, 514, 538, 596, 628, 661, 701, 745, 793, 845, 901, 961, 986, 1054, 1096, 1142, 1222,
            1276,
        ],
    ]

    @Test(arguments: QRErrorCorrection.allCases) func codewordsOfDataAreThoseOfTheStandard(_ level: QRErrorCorrection) {
        let counts = SymbolVersion.all.map { BlockLayout($0, level).dataCount }
        #expect(counts == Self.dataCounts[level.rawValue])
    }

    @Test func blocksFillTheSymbol() {
        for version in SymbolVersion.all {
            for level in QRErrorCorrection.allCases {
                let layout = BlockLayout(version, level)
                let blocks = layout.dataCounts.count
                #expect(layout.dataCount + blocks * layout.correctionCount == version.codewords)
                #expect(layout.dataCounts == layout.dataCounts.sorted())
                #expect(layout.dataCounts[blocks - 1] - layout.dataCounts[0] <= 1)
                // The decoder's field has no longer code.
                #expect(layout.dataCounts[blocks - 1] + layout.correctionCount <= 255)
            }
        }
    }

    /// Table 9: a row of each shape, and those that other encoders once had wrong.
    @Test(arguments: [
        (1, QRErrorCorrection.low, [(1, 26, 19)]), (5, .quartile, [(2, 33, 15), (2, 34, 16)]),
        (9, .medium, [(3, 58, 36), (2, 59, 37)]), (15, .high, [(11, 36, 12), (7, 37, 13)]),
        (22, .high, [(34, 37, 13)]), (32, .low, [(17, 145, 115)]), (40, .high, [(20, 45, 15), (61, 46, 16)]),
        (40, .low, [(19, 148, 118), (6, 149, 119)]),
    ]) func blocksAreThoseOfTheStandard(_ number: Int, _ level: QRErrorCorrection, _ groups: [(Int, Int, Int)]) {
        let layout = BlockLayout(SymbolVersion.all[number - 1], level)
        #expect(layout.dataCounts == groups.flatMap { [Int](repeating: $0.2, count: $0.0) })
        for group in groups { #expect(group.1 - group.2 == layout.correctionCount) }
    }

    @Test func higherLevelsHoldLess() {
        for version in SymbolVersion.all {
            let counts = QRErrorCorrection.allCases.map { BlockLayout(version, $0).dataCount }
            #expect(counts == counts.sorted(by: >))
        }
    }
}
