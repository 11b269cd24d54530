import CognitoMFAQRCode
import TestSupport
import Testing

/// The reader of the other tests sees what is wrong; otherwise they would prove nothing.
@Suite struct QRCodeReaderTests {
    /// In version 1 every module is a part of a pattern, of format information or of a codeword.
    @Test func aCodeWithOneWrongModuleIsRefused() throws {
        let code = try QRCode("HELLO WORLD")
        #expect(code.version == 1)
        for wrong in 0..<21 * 21 {
            #expect(throws: QRCodeReader.Fault.self, "module \(wrong % 21), \(wrong / 21)") {
                try QRCodeReader(size: 21) { x, y in code.isDark(x: x, y: y) != (x + 21 * y == wrong) }
            }
        }
    }

    @Test func versionInformationIsRead() throws {
        let code = try QRCode(String(repeating: "a", count: 110))
        #expect(code.version == 7)
        for place in 0..<18 {
            #expect(throws: QRCodeReader.Fault.self) {
                try QRCodeReader(size: code.size) { x, y in
                    code.isDark(x: x, y: y) != (x == 34 + place % 3 && y == place / 3)
                }
            }
        }
    }

    @Test func aCodeOnItsSideOrInvertedIsRefused() throws {
        let code = try QRCode("HELLO WORLD")
        #expect(throws: QRCodeReader.Fault.self) { try QRCodeReader(size: 21) { code.isDark(x: $1, y: $0) } }
        #expect(throws: QRCodeReader.Fault.self) { try QRCodeReader(size: 21) { !code.isDark(x: $0, y: $1) } }
        #expect(throws: QRCodeReader.Fault.self) { try QRCodeReader(size: 22) { code.isDark(x: $0, y: $1) } }
    }
}
