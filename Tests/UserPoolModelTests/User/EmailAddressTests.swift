import Foundation
import Testing
import UserPoolModel

@Suite struct EmailAddressTests {
    @Test(arguments: ["a@b", "ada@example.com", "ada.king+mfa@mail.example.com", "\"quoted\"@example.com", "é@例え.jp"])
    func anAddressIsTakenAsItIs(_ text: String) throws {
        #expect(try EmailAddress(text).text == text)
    }

    /// By bytes, as a mail server counts: a mark behind an `@` makes one `Character` of the two.
    @Test(arguments: [
        "", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@b c", " a@b", "a@b ", "a@b\n", "a\u{0}@b", "a\u{A0}@b",
        "a@b\u{301}@c", "a@b@\u{301}c", "a@\u{301}b@c", "a@\u{301}b", "a@b\u{7F}",
    ])
    func anythingElseIsRefused(_ text: String) {
        let error = #expect(throws: CognitoError.self) { try EmailAddress(text) }
        #expect(error?.code == .invalidParameter && error?.message == "Invalid email address format.")
    }

    @Test(arguments: [("ada@example.com", "a***@e***"), ("x@y", "x***@y***"), ("G@Example.com", "G***@E***")])
    func theMaskLeavesTheFirstLetters(_ text: String, _ mask: String) throws {
        let address = try EmailAddress(text)
        var dumped = ""
        dump(address, to: &dumped)
        #expect(address.masked == mask && "\(address)" == mask && String(reflecting: address) == mask)
        #expect(dumped == "- \(mask)\n", "\(dumped)")
    }

    @Test func itIsASingleStringInJSON() throws {
        let address = try EmailAddress("ada@example.com")
        let json = try JSONEncoder().encode([address])
        #expect(String(decoding: json, as: UTF8.self) == #"["ada@example.com"]"#)
        #expect(try JSONDecoder().decode([EmailAddress].self, from: json) == [address])
        #expect(throws: CognitoError.self) {
            try JSONDecoder().decode([EmailAddress].self, from: Data(#"["nowhere"]"#.utf8))
        }
    }

    // R3
    @Test func addressesDifferByTheirBytes() throws {
        let (composed, decomposed) = (try EmailAddress("\u{E9}@b"), try EmailAddress("e\u{301}@b"))
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed, try EmailAddress("\u{E9}@b")]).count == 2)
    }
}
