import CognitoMFACore
import Foundation
import Testing

@Suite struct OneTimeCodeTests {
    @Test(arguments: ["123456", "000000", "0", "12345678901234567890"])
    func onlyASCIIDigitsAreDecimal(text: String) {
        #expect(OneTimeCode(text).isDecimal)
    }

    @Test(arguments: [
        "", " ", "12345a", "123 456", "-12345", "+12345", "1.5", "１２３４５６", "١٢٣", "²", "12\n", "1\u{301}",
    ])
    func anythingElseIsNotDecimal(text: String) {
        #expect(!OneTimeCode(text).isDecimal)
    }

    @Test(arguments: ["", "123456", " 12 ", "héllo", "e\u{301}"])
    func typedTextIsKeptUnchanged(text: String) {
        #expect(Array(OneTimeCode(text).text.utf8) == Array(text.utf8))
    }

    @Test func codesAreEqualByteByByte() {
        #expect(OneTimeCode("123456") == "123456")
        #expect(OneTimeCode("123456") != "123457")
        #expect(OneTimeCode("12345") != "123450")
        // Equal as text, and yet not the same code.
        #expect(OneTimeCode("\u{E9}") != OneTimeCode("e\u{301}"))
        #expect(Set(["1", "1", "01", "10"] as [OneTimeCode]).count == 3)
    }

    @Test func aWebFormDecodesIntoACode() throws {
        let decoded = try JSONDecoder().decode([OneTimeCode].self, from: Data(#"["012345", "x"]"#.utf8))
        #expect(decoded == ["012345", "x"])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([OneTimeCode].self, from: Data("[12345]".utf8)) }
    }

    @Test func itNeverPrints() {
        let code: OneTimeCode = "918273"
        for rendering in renderings(code) { #expect(!rendering.contains("918273")) }
        #expect("\(code)" == "OneTimeCode(redacted)")
        #expect(String(reflecting: code) == "OneTimeCode(redacted)")
        #expect(Mirror(reflecting: code).children.isEmpty)
    }

    @Test func stepsComeInTheOrderOfTime() {
        #expect(TimeStep(1) < TimeStep(2) && !(TimeStep(2) < TimeStep(2)))
        #expect(TimeStep(0) < TimeStep(.max) && TimeStep(7).rawValue == 7)
    }
}
