import AuthFlow
import CognitoMFACore
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// Another number or app: what worked works until the new one has proved itself.
struct NumberChangeTests {
    private static let other = "+14155550199"

    /// A user signed in by a text message.
    private func signedIn() async throws -> (PageFixture, Browser) {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        try await browser.submit([("code", await fixture.code())])
        return (fixture, browser)
    }

    // The pool asks for nothing, and the page verifies all the same.
    @Test func theOldNumberWorksUntilTheNewOneIsVerified() async throws {
        var (fixture, browser) = try await signedIn()
        await browser.open("/account/phone")
        #expect(browser.html.contains("former number stays"))
        try await browser.submit([("phone", Self.other)])
        #expect(browser.path == "/account/phone/verify" && browser.html.contains("+*******0199"))
        let before = try await fixture.test.pool.admin.user("ada")
        #expect(before.attributes[.phoneNumber] == "+14155550123")
        #expect(before.attributes[.phoneNumberVerified] == "true")
        var elsewhere = fixture.browser
        try await fixture.signIn(&elsewhere)
        #expect(elsewhere.html.contains("+*******0123"))
        try await browser.submit([("code", await fixture.test.sms.lastCode(to: Self.other).text)])
        #expect(browser.path == "/account/security")
        let after = try await fixture.test.pool.admin.user("ada")
        #expect(after.attributes[.phoneNumber] == Self.other && after.attributes[.phoneNumberVerified] == "true")
        #expect(after.userMFASettingList == [.sms])
    }

    @Test func cancellingForgetsThePendingKey() async throws {
        var (fixture, browser) = try await signedIn()
        await browser.open("/account/app")
        try await browser.submit([("action", "start")])
        let pending = try fixture.scan(browser)
        try await browser.submit([("code", ""), ("device", ""), ("action", "cancel")])
        #expect(browser.path == "/account/security")
        await browser.open("/account/app")
        #expect(!browser.html.contains("otpauth:"))
        #expect(try await fixture.test.pool.admin.user("ada").userMFASettingList == [.sms])
        try await browser.submit([("action", "start")])
        #expect(try fixture.scan(browser).code() != pending.code())
    }

    // S10: the way back from the code to the number; the code before stays good until another one is sent.
    @Test func aNumberIsChangedDuringSetUp() async throws {
        let fixture = try await PageFixture(mfa: .on([.sms]))
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        try await browser.submit()
        try await browser.submit([("phone", Self.other)])
        #expect(browser.path == "/mfa/sms" && browser.html.contains("+*******0199"))
        let link = try #require(browser.html.between("<a class=\"link\" href=\"", "\">Change number</a>"))
        await browser.open(link.unescaped)
        #expect(browser.path == "/mfa/set-up/phone" && browser.status == 200)
        try await browser.submit([("phone", PageFixture.number)])
        #expect(browser.path == "/mfa/set-up/phone" && browser.problem?.contains("another code in") == true)
        fixture.test.time.advance(by: .seconds(30))
        try await browser.submit([("phone", PageFixture.number)])
        #expect(browser.path == "/mfa/sms" && browser.html.contains("+*******0123"))
        try await browser.submit([("code", await fixture.code())])
        #expect(browser.path == "/account/security" && browser.html.contains("Verified"))
        #expect(try await fixture.test.pool.admin.user("ada").attributes[.phoneNumber] == PageFixture.number)
    }

    @Test func aCodeOfASignInHasNoLinkToAnotherNumber() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        #expect(browser.path == "/mfa/sms" && !browser.html.contains("Change number"))
        await browser.open("/mfa/set-up/phone\(browser.location.dropFirst(browser.path.count))")
        #expect(browser.path == "/mfa/sms")
    }
}
