import CognitoMFAQRCode
import Testing

@Suite struct PNGTests {
    private let code: QRCode

    init() throws { code = try QRCode("HELLO WORLD", errorCorrection: .quartile, raisesErrorCorrection: false) }

    @Test(arguments: [(1, 4), (2, 4), (4, 4), (3, 0), (5, 1), (8, 10)])
    func pixelsAreTheModules(_ scale: Int, _ quietZone: Int) throws {
        let picture = try PNGReader(code.png(scale: scale, quietZone: quietZone))
        #expect(picture.side == scale * (code.size + 2 * quietZone))
        for y in 0..<picture.side {
            for x in 0..<picture.side {
                let isDark = code.isDark(
                    x: x / scale - quietZone, y: y / scale - quietZone)
                #expect(picture.isBlack[y][x] == isDark, "pixel \(x), \(y)")
            }
        }
    }

    @Test func theLargestCodeIsAPicture() throws {
        let code = try QRCode(bytes: [UInt8](repeating: 0xA5, count: 2_331))
        #expect(code.version == 40)
        let picture = try PNGReader(code.png(scale: 1))
        #expect(picture.side == 185)
        for y in 0..<177 {
            #expect(picture.isBlack[y + 4].dropFirst(4).prefix(177) == (0..<177).map { code.isDark(x: $0, y: y) }[...])
        }
    }

    @Test func argumentsBeyondTheLimitsAreClamped() throws {
        #expect(code.png(scale: 0) == code.png(scale: 1))
        #expect(code.png(scale: 1, quietZone: -3) == code.png(scale: 1, quietZone: 0))
        #expect(code.png(scale: 1, quietZone: 65) == code.png(scale: 1, quietZone: 64))
        #expect(code.png(scale: .max, quietZone: 0) == code.png(scale: 64, quietZone: 0))
    }

    @Test func thePictureOfAKeyURIIsSmall() throws {
        var random = SplitMix(seed: 6)
        let code = try QRCode(bytes: random.bytes(172))
        #expect(code.version == 9)
        #expect(code.png().count < 2_000)
    }

    @Test func checksumsAreThoseOfTheirStandards() {
        var crc = CRC32()
        crc.append("123456789".utf8)
        #expect(crc.value == 0xCBF4_3926)
        var adler = Adler32()
        adler.append("Wikipedia".utf8)
        #expect(adler.value == 0x11E6_0398)
        #expect(Adler32().value == 1)
        #expect(CRC32().value == 0)
    }

    /// Repetitions of every length, near and far.
    @Test func whatIsCompressedIsReadBack() throws {
        var random = SplitMix(seed: 7)
        for round in 0..<300 {
            var bytes: [UInt8] = []
            let stride = [2, 3, 4, 5, 33, 257, 513, 1_481][round % 8]
            for _ in 0..<random.next(below: 8) {
                let isRow = random.next(below: 2) == 0 && bytes.count >= stride
                let count = random.next(below: 700)
                for _ in 0..<count {
                    bytes.append(isRow ? bytes[bytes.count - stride] : bytes.last ?? 0x7F)
                }
                bytes += random.bytes(random.next(below: 5))
            }
            let compressed = DeflateWriter(bytes, stride: stride).bytes
            #expect(try PNGReader.inflate(compressed) == bytes, "round \(round)")
        }
    }
}
