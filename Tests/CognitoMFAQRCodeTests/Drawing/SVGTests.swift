import CognitoMFAQRCode
import Testing

@Suite struct SVGTests {
    private let code: QRCode

    init() throws { code = try QRCode("HELLO WORLD", errorCorrection: .quartile, raisesErrorCorrection: false) }

    /// The modules that the strokes of an image cover, as x and y in its own units.
    private func strokes(_ svg: String) throws -> [[Int]] {
        let path = try #require(svg.split(separator: "d=\"").last?.split(separator: "\"").first)
        var (x, y) = (0, 0)
        var modules: [[Int]] = []
        for command in path.split(whereSeparator: { "Mm".contains($0) }) {
            let parts = command.split(separator: "h")
            let move = parts[0].split(separator: " ")
            let line = try #require(move[1].split(separator: ".").first)
            (x, y) = modules.isEmpty ? (0, 0) : (x, y)
            x += try #require(Int(move[0]))
            y += try #require(Int(line))
            let count = try #require(Int(parts[1]))
            modules += (x..<x + count).map { [$0, y] }
            x += count
        }
        return modules
    }

    private func darkModules(margin: Int) -> [[Int]] {
        (0..<code.size).flatMap { y in
            (0..<code.size).filter { code.isDark(x: $0, y: y) }.map { [$0 + margin, y + margin] }
        }
    }

    @Test func strokesCoverTheDarkModules() throws {
        #expect(try strokes(code.svg()) == darkModules(margin: 4))
        #expect(try strokes(code.svg(quietZone: 0)) == darkModules(margin: 0))
        #expect(try strokes(code.svg(quietZone: 7)) == darkModules(margin: 7))
    }

    @Test func aWhiteSquareWithTheQuietZoneComesFirst() {
        #expect(
            code.svg().hasPrefix(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="116" height="116" viewBox="0 0 29 29" \
                shape-rendering="crispEdges"><path fill="#fff" d="M0 0h29v29H0z"/><path stroke="#000" d="M4 4.5h7m
                """))
        #expect(code.svg().hasSuffix("\"/></svg>"))
    }

    @Test func theSideIsInPixels() {
        #expect(code.svg(side: 320).contains("width=\"320\" height=\"320\" viewBox=\"0 0 29 29\""))
        #expect(code.svg(side: 0).contains("width=\"1\" height=\"1\""))
        #expect(code.svg(quietZone: -1) == code.svg(quietZone: 0))
        #expect(code.svg(quietZone: .max) == code.svg(quietZone: 64))
    }

    @Test func theImageOfAKeyURIIsSmall() throws {
        let uri =
            "otpauth://totp/Example%20Shop:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW"
            + "&issuer=Example%20Shop&algorithm=SHA1&digits=6&period=30&end"
        let code = try QRCode(bytes: Array((uri + "aaa").utf8.prefix(172)))
        #expect(code.version == 9)
        #expect(code.svg().utf8.count < 5_000)
    }
}
