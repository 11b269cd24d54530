import Foundation
import Testing
import UserPoolModel

@Suite struct PhoneNumberTests {
    @Test(arguments: ["+1", "+9", "+12", "+14155550123", "+442071838750", "+4930123456", "+123456789012345"])
    func aNumberInE164IsTaken(_ text: String) throws {
        let number = try PhoneNumber(text)
        #expect(number.e164 == text)
        #expect(number == (try PhoneNumber(text)))
    }

    @Test(arguments: [
        "", "+", "1", "14155550123", "+0", "+04155550123", "+1234567890123456", "+1 415 555 0123", "+1-415-555-0123",
        "+1(415)5550123", " +14155550123", "+14155550123 ", "+14155550123\n", "++14155550123", "+1415555012a",
        "0014155550123", "\u{FF0B}14155550123", "+\u{0661}\u{0662}\u{0663}", "+1\u{301}4155550123", "+1415555\u{0}123",
        "+１４",
    ])
    func anythingElseIsRefused(_ text: String) {
        let error = #expect(throws: CognitoError.self) { try PhoneNumber(text) }
        #expect(error?.code == .invalidParameter && error?.message == "Invalid phone number format.")
    }

    @Test(arguments: [
        ("+14155550123", "+*******0123"), ("+14255550123", "+*******0123"), ("+1", "+*"), ("+12", "+**"),
        ("+123", "+***"), ("+1234", "+****"), ("+12345", "+*2345"), ("+123456", "+**3456"),
        ("+4930123456", "+******3456"), ("+442071838750", "+********8750"), ("+123456789012345", "+***********2345"),
    ])
    func theMaskLeavesTheLastFourDigits(_ number: String, _ mask: String) throws {
        let number = try PhoneNumber(number)
        #expect(number.masked == mask)
        #expect(number.masked.count == number.e164.count, "the mask keeps the length")
    }

    @Test func aNumberPrintsMasked() throws {
        let number = try PhoneNumber("+14155550123")
        #expect("\(number)" == "+*******0123")
        #expect(String(reflecting: number) == "+*******0123")
        #expect("\([number])" == "[+*******0123]")
    }

    @Test func aNumberIsASingleStringInJSON() throws {
        let number = try PhoneNumber("+14155550123")
        let json = try JSONEncoder().encode([number])
        #expect(String(decoding: json, as: UTF8.self) == #"["+14155550123"]"#)
        #expect(try JSONDecoder().decode([PhoneNumber].self, from: json) == [number])
        #expect(throws: CognitoError.self) {
            try JSONDecoder().decode([PhoneNumber].self, from: Data(#"["4155550123"]"#.utf8))
        }
    }

    @Test func aWholeNumberNeverPrints() throws {
        let number = try PhoneNumber("+14155550123")
        var dumped = ""
        dump([number], to: &dumped)
        #expect(!dumped.contains("4155550123") && !"\(number)".contains("415555") && dumped.contains("0123"))
    }
}
