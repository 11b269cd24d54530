import CognitoMFAQRCode
import Testing

@Suite struct SegmentationTests {
    private static let groups = [0, 9, 26].map { SymbolVersion.all[$0] }

    private func modes(_ text: String, _ version: Int = 1) -> [SegmentMode] {
        Segmentation(Array(text.utf8), in: SymbolVersion.all[version - 1]).segments.map(\.mode)
    }

    @Test func aTextOfOneKindIsOneSegment() {
        #expect(modes("8675309") == [.numeric])
        #expect(modes("HELLO WORLD") == [.alphanumeric])
        #expect(modes("hello, world") == [.byte])
        #expect(modes("") == [])
    }

    @Test func aRunIsASegmentWhereItsHeaderPays() {
        #expect(modes("abc1234567") == [.byte, .numeric])
        #expect(modes("abc1234") == [.byte, .numeric])
        // As many bits in one segment as in two.
        #expect(modes("abc123") == [.byte])
        #expect(modes("ABC123456789012345678") == [.alphanumeric, .numeric])
        #expect(modes("otpauth://totp/a?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP") == [.byte, .alphanumeric])
        // Counts are longer in larger versions.
        #expect(modes("abc1234", 27) == [.byte])
    }

    @Test func bitsAreThoseOfTheStandardsExamples() {
        // 7.4.3, example 1: 01234567 takes 41 bits in version 1.
        #expect(Segmentation.bitCount(of: "01234567".utf8, in: Self.groups[0]) == 41)
        // 7.4.4: AC-42 takes 41 bits in version 1.
        #expect(Segmentation.bitCount(of: "AC-42".utf8, in: Self.groups[0]) == 41)
        #expect(Segmentation.bitCount(of: "".utf8, in: Self.groups[0]) == 0)
    }

    /// Every division of short texts, by trying all.
    @Test func noDivisionTakesFewerBits() {
        var random = SplitMix(seed: 18_004)
        for _ in 0..<400 {
            let text = (0..<random.next(below: 15)).map { _ in
                Array("0123456789012345AB:a~é".utf8)[random.next(below: 23)]
            }
            for version in Self.groups {
                let segments = Segmentation(text, in: version).segments
                let bits = segments.reduce(0) { $0 + $1.bitCount(in: version) }
                #expect(segments.flatMap(\.bytes) == text)
                #expect(bits == Segmentation.bitCount(of: text, in: version))
                #expect(bits == leastBits(text, version), "\(text) in version \(version.number)")
            }
        }
    }

    /// The fewest bits over all divisions, from the end: the first segment is any prefix in any mode that has it.
    private func leastBits(_ text: [UInt8], _ version: SymbolVersion) -> Int {
        var least = [0]
        for start in text.indices.reversed() {
            var best = Int.max
            for end in start + 1...text.count {
                for mode in SegmentMode.allCases where text[start..<end].allSatisfy({ isWritable($0, mode) }) {
                    best = min(
                        best, DataSegment(mode, text[start..<end]).bitCount(in: version) + least[text.count - end])
                }
            }
            least.append(best)
        }
        return least[text.count]
    }

    private func isWritable(_ byte: UInt8, _ mode: SegmentMode) -> Bool {
        switch mode {
        case .numeric: "0123456789".utf8.contains(byte)
        case .alphanumeric: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8.contains(byte)
        case .byte: true
        }
    }
}
