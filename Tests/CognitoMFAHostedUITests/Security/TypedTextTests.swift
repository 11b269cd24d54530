import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// Blanks that a paste brings along are no mistake of the user.
struct TypedTextTests {
    @Test(arguments: ["ada ", " ada", "ada\t", "\u{3000}ada\n", "\r\n ada \u{A0}"])
    func blankEndsOfANameAreNotTyped(_ name: String) async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        await browser.open("/login")
        try await browser.submit([("username", name), ("password", PageFixture.password)])
        #expect(browser.path == "/account/security")
    }

    @Test(arguments: [" \(PageFixture.password)", "\(PageFixture.password) "])
    func aPasswordIsWhatWasTyped(_ password: String) async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        await browser.open("/login")
        try await browser.submit([("username", "ada"), ("password", password)])
        #expect(browser.status == 422 && browser.path == "/login")
    }

    @Test(arguments: ["\t", "\n", "\r\n", " "])
    func aPastedCodeMayHoldTabsAndLineEnds(_ blank: String) async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let code = await fixture.code()
        try await browser.submit([("code", "\(blank)\(code.prefix(3))\(blank)\(code.suffix(3))\(blank)")])
        #expect(browser.path == "/account/security")
    }

    @Test(arguments: ["12\u{0}3456", "123456\u{1B}", "\u{7F}123456", "123\u{2028}456", "123\u{85}456"])
    func otherControlCharactersAreNoPaste(_ code: String) async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        try await browser.submit([("code", code)])
        #expect(browser.status == 403)
    }

    @Test func addressesAndNumbersLoseBlankEnds() async throws {
        var members = UserPoolOptions()
        members.autoVerifiedAttributes = [.email]
        let fixture = try await PageFixture(mfa: .off, members: members)
        var browser = fixture.browser
        await browser.open("/signup")
        try await browser.submit([
            ("username", "eve\t"), ("email", " eve@example.com\n"), ("password", PageFixture.password),
        ])
        #expect(browser.path == "/confirmUser")
        #expect(try await fixture.test.pool.admin.user("eve").attributes[.email] == "eve@example.com")
    }
}
