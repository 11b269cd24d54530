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

    @Test(
        "spaces, dashes and digits of other scripts are taken from typed text",
        arguments: [
            "123456", "123 456", " 123-456\n", "12\u{2013}34\u{A0}56", "\u{200E}123456", "１２３４５６", "١٢٣٤٥٦", "۱۲۳۴۵۶",
            "1 2\t3\u{2009}４٥۶",
        ])
    func typedTextIsTidied(typed: String) throws {
        #expect(OneTimeCode(typed: typed) == "123456")
        let form = try JSONEncoder().encode(typed)
        #expect(try JSONDecoder().decode(OneTimeCode.self, from: form) == "123456")
    }

    @Test(arguments: [
        ("", ""), (" - ", ""), ("12 34a", "1234a"), ("1.5", "1.5"), ("²", "²"), ("12\u{301}", "12\u{301}"),
    ])
    func whatIsNoDigitStaysToBeRefused(typed: String, text: String) {
        #expect(OneTimeCode(typed: typed).text == text)
        #expect(!OneTimeCode(typed: typed).isDecimal)
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
