import Testing
import UserPoolModel

@Suite struct EmailAddressTests {
    @Test(arguments: ["a@b", "ada@example.com", "é@例.example", "\"a b\"@c".replacing(" ", with: "+")])
    func anAddressIsKeptAsItWasGiven(text: String) throws {
        #expect(try EmailAddress(text).text == text)
        #expect(CodeDestination(.email, text)?.text == text)
    }

    /// By bytes, as a mail server counts: a mark behind an `@` makes one `Character` of the two.
    @Test(arguments: [
        "", "@", "a", "a@", "@b", "a@b@c", "a@b@\u{301}c", "a@\u{301}b@c", "a@\u{301}b", "a b@c", "a@b\n", "a@\u{0}b",
        "a\u{A0}@b", "a@b\u{7F}",
    ])
    func whatIsNoAddressIsRefused(text: String) {
        #expect(throws: CognitoError.invalidEmail) { try EmailAddress(text) }
    }

    @Test func theMaskShowsALetterOfEach() throws {
        #expect(try EmailAddress("john@gmail.com").masked == "j***@g***")
        #expect("\(try EmailAddress("john@gmail.com"))" == "j***@g***")
    }
}
