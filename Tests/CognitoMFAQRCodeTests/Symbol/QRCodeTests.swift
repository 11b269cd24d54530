import CognitoMFAQRCode
import TestSupport
import Testing

@Suite struct QRCodeTests {
    private func read(_ code: QRCode) throws -> QRCodeReader {
        let reader = try QRCodeReader(size: code.size) { code.isDark(x: $0, y: $1) }
        #expect(reader.version == code.version)
        #expect(reader.level == code.errorCorrection)
        #expect(reader.mask == code.mask)
        return reader
    }

    private func rows(_ code: QRCode) -> [String] {
        (0..<code.size).map { y in (0..<code.size).map { code.isDark(x: $0, y: y) ? "#" : "." }.joined() }
    }

    /// The bytes that a version holds in one segment.
    private static func byteCapacity(_ version: Int, _ level: QRErrorCorrection) -> Int {
        BlockLayout(SymbolVersion.all[version - 1], level).dataCount - (version < 10 ? 2 : 3)
    }

    @Test(arguments: QRErrorCorrection.allCases) func everyVersionIsReadBack(_ level: QRErrorCorrection) throws {
        var random = SplitMix(seed: UInt64(level.rawValue))
        for version in 1...40 {
            let bytes = random.bytes(Self.byteCapacity(version, level))
            let code = try QRCode(bytes: bytes, errorCorrection: level, raisesErrorCorrection: false)
            #expect(code.version == version)
            let reader = try read(code)
            #expect(reader.bytes == bytes)
            #expect(reader.level == level)
            #expect(reader.segments.count == 1)
        }
    }

    @Test(arguments: QRErrorCorrection.allCases) func oneByteMoreTakesTheNextVersion(_ level: QRErrorCorrection) throws
    {
        for version in [1, 8, 9, 10, 25, 26, 27, 39] {
            let bytes = [UInt8](repeating: 0xE9, count: Self.byteCapacity(version, level))
            let full = try QRCode(bytes: bytes, errorCorrection: level, raisesErrorCorrection: false)
            let more = try QRCode(bytes: bytes + [0xE9], errorCorrection: level, raisesErrorCorrection: false)
            #expect(full.version == version)
            #expect(more.version == version + 1)
            #expect(try read(more).bytes == bytes + [0xE9])
        }
    }

    /// Bytes, letters and digits that versions hold at L, M, Q and H (ISO/IEC 18004, table 7).
    @Test(arguments: [
        (1, [17, 14, 11, 7], [25, 20, 16, 10], [41, 34, 27, 17]),
        (9, [230, 180, 130, 98], [335, 262, 189, 143], [552, 432, 312, 235]),
        (10, [271, 213, 151, 119], [395, 311, 221, 174], [652, 513, 364, 288]),
        (26, [1367, 1059, 751, 593], [1990, 1542, 1094, 864], [3283, 2544, 1804, 1425]),
        (27, [1465, 1125, 805, 625], [2132, 1637, 1172, 910], [3517, 2701, 1933, 1501]),
        (40, [2953, 2331, 1663, 1273], [4296, 3391, 2420, 1852], [7089, 5596, 3993, 3057]),
    ]) func capacityIsThatOfTheStandard(_ version: Int, _ bytes: [Int], _ letters: [Int], _ digits: [Int]) throws {
        for level in QRErrorCorrection.allCases {
            for (character, count) in [("é", bytes), ("A", letters), ("7", digits)] {
                let limit = count[level.rawValue] / character.utf8.count
                let full = String(repeating: character, count: limit)
                let code = try QRCode(full, errorCorrection: level, raisesErrorCorrection: false)
                #expect(code.version == version, "\(limit) of \(character) at \(level)")
                let more = try? QRCode(
                    full + character, errorCorrection: level, raisesErrorCorrection: false)
                #expect(
                    more?.version == (version == 40 ? nil : version + 1), "\(limit + 1) of \(character) at \(level)")
            }
        }
    }

    @Test func aTextThatFitsNoVersionIsRefusedWithTheNumbers() {
        #expect(throws: QRCodeError.tooLong(bits: 4 + 16 + 8 * 3_574, capacity: 8 * 2_334)) {
            try QRCode(String(repeating: "a", count: 3_574))
        }
        #expect(throws: QRCodeError.tooLong(bits: 4 + 16 + 8 * 2_954, capacity: 8 * 2_956)) {
            try QRCode(bytes: [UInt8](repeating: 0, count: 2_954), errorCorrection: .low)
        }
        #expect(throws: QRCodeError.tooLong(bits: 4 + 14 + 3_333_334, capacity: 8 * 2_334)) {
            try QRCode(String(repeating: "0", count: 1_000_000))
        }
        #expect(
            "\(QRCodeError.tooLong(bits: 9, capacity: 8))"
                == "the text needs 9 bits, and the largest QR code of this level holds 8")
    }

    /// A key URI of a key of 52 letters, with the names of pool and user; other characters are percent-encoded.
    @Test(arguments: [(172, 9), (378, 15), (502, 17)]) func keyURIsHaveTheExpectedVersion(_ count: Int, _ version: Int)
        throws
    {
        let start = "otpauth://totp/"
        let key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW"
        let end = "?secret=\(key)&issuer=Example%20Shop&algorithm=SHA1&digits=6&period=30"
        let name = String(repeating: "%E3a", count: 200).prefix(count - start.utf8.count - end.utf8.count)
        let uri = start + name + end
        #expect(uri.utf8.count == count)
        #expect(
            try QRCode(bytes: Array(uri.utf8), errorCorrection: .medium, raisesErrorCorrection: false).version
                == version)
        let code = try QRCode(uri)
        #expect(code.version <= version)
        #expect(try read(code).bytes == Array(uri.utf8))
    }

    @Test func generatedTextsAreReadBack() throws {
        var random = SplitMix(seed: 4)
        let alphabets = ["0123456789", "0123456789ABCDEF $%*+-./:", "aé0123456789ABC", "1A/aa~𝄞"].map(Array.init)
        for round in 0..<160 {
            var text = ""
            for _ in 0..<random.next(below: 5) {
                let alphabet = alphabets[random.next(below: 4)]
                for _ in 0..<random.next(below: 40) { text.append(alphabet[random.next(below: alphabet.count)]) }
            }
            let level = QRErrorCorrection.allCases[round % 4]
            let code = try QRCode(text, errorCorrection: level)
            #expect(code.errorCorrection >= level)
            #expect(try read(code).bytes == Array(text.utf8))
        }
    }

    @Test func theLevelIsRaisedWhereTheVersionStays() throws {
        let short = try QRCode("HELLO", errorCorrection: .low)
        #expect(short.version == 1)
        #expect(short.errorCorrection == .high)
        let plain = try QRCode("HELLO", errorCorrection: .low, raisesErrorCorrection: false)
        #expect(plain.errorCorrection == .low)
        let fixed = try QRCode(String(repeating: "a", count: 180))
        #expect(fixed.version == 9)
        #expect(fixed.errorCorrection == .medium)
        #expect(try QRCode(String(repeating: "a", count: 130)).errorCorrection == .medium)
        #expect(try QRCode(String(repeating: "a", count: 130), errorCorrection: .low).version == 6)
    }

    @Test func everyMaskIsReadBack() throws {
        for version in [1, 7, 22] {
            let bytes = [UInt8](repeating: 0x5A, count: Self.byteCapacity(version, .medium))
            for mask in 0..<8 {
                let code = try QRCode([DataSegment(.byte, bytes[...])], .medium, mask: mask)
                #expect(code.mask == mask)
                #expect(try read(code).bytes == bytes)
            }
        }
    }

    /// Masks 1 and 2 are stripes.
    ///
    /// With rows and columns exchanged, readers of their own accord would still agree.
    @Test func stripesOfMasksLieAsInTheStandard() throws {
        func dark(_ mask: Int) throws -> QRCode { try QRCode([DataSegment(.byte, [])], .low, mask: mask) }
        let (zero, one, two) = (try dark(0), try dark(1), try dark(2))
        for y in 9..<13 {
            for x in 9..<13 {
                let bit = zero.isDark(x: x, y: y) != ((x + y) % 2 == 0)
                #expect(one.isDark(x: x, y: y) == (bit != (y % 2 == 0)), "row \(y), column \(x)")
                #expect(two.isDark(x: x, y: y) == (bit != (x % 3 == 0)), "row \(y), column \(x)")
            }
        }
    }

    @Test func theMaskHasTheLeastPenaltyOfTheWholeSymbol() throws {
        var random = SplitMix(seed: 5)
        for round in 0..<24 {
            let segment = DataSegment(.byte, random.bytes(1 + random.next(below: 200))[...])
            let level = QRErrorCorrection.allCases[round % 4]
            let penalties = try (0..<8).map { mask in
                let code = try QRCode([segment], level, mask: mask)
                return MaskPenalty(size: code.size) { code.isDark(x: $0, y: $1) }.total
            }
            let chosen = try QRCode([segment], level).mask
            #expect(chosen == penalties.firstIndex(of: penalties.min() ?? 0), "\(penalties)")
        }
    }

    /// Figures 1, 29 and I.2 of ISO/IEC 18004:2024, at level M.
    @Test(arguments: [
        (SegmentMode.byte, "QR Code Symbol", 1, 6),
        (.alphanumeric, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4, 4),
        (.numeric, "01234567", 1, 2),
    ]) func figuresOfTheStandardHaveTheirMasks(_ mode: SegmentMode, _ text: String, _ version: Int, _ mask: Int) throws
    {
        let code = try QRCode([DataSegment(mode, Array(text.utf8)[...])], .medium)
        #expect(code.version == version)
        #expect(code.mask == mask)
        #expect(try read(code).bytes == Array(text.utf8))
    }

    @Test func helloWorldIsDrawn() throws {
        let code = try QRCode("HELLO WORLD", errorCorrection: .quartile, raisesErrorCorrection: false)
        #expect(code.version == 1)
        #expect(code.mask == 0)
        #expect(try read(code).segments.map(\.mode) == [2])
        #expect(rows(code) == Self.helloWorld)
    }

    /// As two other encoders draw it with this mask.
    private static let helloWorld = [
        "#######.##....#######",
        "#.....#.#..#..#.....#",
        "#.###.#.#..##.#.###.#",
        "#.###.#.#.....#.###.#",
        "#.###.#.#.#...#.###.#",
        "#.....#...#...#.....#",
        "#######.#.#.#.#######",
        "........#............",
        ".##.#.##....#.#.#####",
        ".#......####....#...#",
        "..##.###.##...#.##...",
        ".##.##.#..##.#.#.###.",
        "#...#.#.#.###.###.#.#",
        "........##.#..#...#.#",
        "#######.#.#....#.##..",
        "#.....#..#.##.##.#...",
        "#.###.#.#.#...#######",
        "#.###.#..#.#.#.#...#.",
        "#.###.#.#..#.###.#..#",
        "#.....#.#.####...#.##",
        "#######....#.###....#",
    ]

    @Test func outsideTheCodeIsLight() throws {
        let code = try QRCode("A")
        #expect(code.size == 21)
        #expect(code.isDark(x: 0, y: 0))
        for place in [-1, 21, Int.min, Int.max] {
            #expect(!code.isDark(x: place, y: 0))
            #expect(!code.isDark(x: 0, y: place))
        }
    }

    @Test func theSameTextHasTheSameCode() throws {
        #expect(rows(try QRCode("otpauth://totp/a")) == rows(try QRCode("otpauth://totp/a")))
    }

    @Test func theTextIsNotPrinted() throws {
        let code = try QRCode("otpauth://totp/Example:ada?secret=JBSWY3DPEHPK3PXP")
        var dumped = ""
        dump(code, to: &dumped)
        let expected = "QRCode(version \(code.version), \(code.errorCorrection), mask \(code.mask))"
        #expect("\(code)" == expected)
        #expect(String(reflecting: code) == expected)
        #expect(dumped == "- \(expected)\n")
    }

    @Test func nothingIsACodeToo() throws {
        let code = try QRCode("")
        #expect(code.version == 1)
        #expect(try read(code).bytes == [])
        #expect(try read(QRCode(bytes: [])).segments.map(\.mode) == [4])
    }
}
