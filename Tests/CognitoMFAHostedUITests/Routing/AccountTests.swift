import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// The pages of a signed-in user.
struct AccountTests {
    @Test func aStrangerSignsInAndComesBack() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        await browser.open("/account/sign-out")
        #expect(browser.path == "/login")
        try await browser.submit([("username", "ada"), ("password", PageFixture.password)])
        #expect(browser.path == "/account/sign-out" && browser.status == 200)
    }

    @Test func aFactorIsSwitchedOffAndOnAndPreferred() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        try await browser.submit([("code", await fixture.code())])
        #expect(browser.html.contains("+*******0123") && browser.html.contains("Verified"))
        try await browser.press("Turn off")
        #expect(browser.path == "/account/security" && browser.done?.contains("saved") == true)
        #expect(try await fixture.test.pool.admin.user("ada").userMFASettingList == [])
        try await browser.press("Turn on")
        #expect(try await fixture.test.pool.admin.user("ada").userMFASettingList == [.sms])
        try await browser.press("Ask for it first")
        #expect(try await fixture.test.pool.admin.user("ada").preferredMFASetting == .sms)
        await browser.reload()
        #expect(try await fixture.test.pool.admin.user("ada").preferredMFASetting == .sms)
    }

    @Test func theLastFactorOfARequiredPoolStays() async throws {
        let fixture = try await PageFixture(mfa: .on([.sms, .softwareToken]))
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        try await browser.submit([("code", await fixture.code())])
        #expect(browser.html.contains("the last one stays on") && !browser.html.contains("Turn off"))
    }

    @Test func aChangeAfterTenMinutesAsksForThePassword() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        try await browser.submit([("code", await fixture.code())])
        fixture.test.time.advance(by: .seconds(660))
        await browser.open("/account/phone")
        #expect(browser.path == "/account/confirm" && browser.html.contains("Confirm it is you"))
        try await browser.submit([("password", "Wrong-Horse-1")])
        #expect(browser.status == 422 && browser.problem?.contains("password is not right") == true)
        let session = browser.cookies["__Host-mfa-session"]
        try await browser.submit([("password", PageFixture.password)])
        #expect(browser.path == "/mfa/sms")
        try await browser.submit([("code", await fixture.code())])
        #expect(browser.path == "/account/phone" && browser.status == 200)
        #expect(browser.cookies["__Host-mfa-session"] != session)
    }

    @Test func aNewNumberIsVerified() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        await browser.open("/account/phone")
        try await browser.submit([("phone", "0123")])
        #expect(browser.status == 422 && browser.html.contains("value=\"0123\""))
        try await browser.submit([("phone", "+1 415 555 0123")])
        #expect(browser.path == "/account/phone/verify" && browser.html.contains("+*******0123"))
        let code = await fixture.code()
        try await browser.submit([("code", code == "000000" ? "000001" : "000000")])
        #expect(browser.status == 422 && browser.problem?.contains("not right") == true)
        try await browser.submit([("code", code)])
        #expect(browser.path == "/account/security" && browser.done?.contains("verified") == true)
    }

    @Test func aServerThatChangesNumbersItselfHasNoPageForIt() async throws {
        let theme = try Theme(productName: "Example Shop", usersChangePhone: false)
        let fixture = try await PageFixture(theme: theme)
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        #expect(!browser.html.contains("/account/phone"))
        await browser.open("/account/phone")
        #expect(browser.status == 404)
    }

    @Test func anAppIsReplacedAndRemoved() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let first = try await fixture.setUpAccountApp(&browser)
        fixture.test.time.advance(by: .seconds(60))
        try await fixture.signIn(&browser)
        try await browser.submit([("code", first.code().text)])
        await browser.open("/account/app")
        try await browser.submit([("action", "start")])
        #expect(browser.html.contains("works until the new one is confirmed"))
        let second = try fixture.scan(browser)
        await browser.reload()
        #expect(try fixture.scan(browser).code() == second.code() && first.code() != second.code())
        try await browser.submit([("code", second.code().text), ("device", "")])
        #expect(browser.path == "/account/security")
        await browser.open("/account/app/remove")
        try await browser.submit([("password", "Wrong-Horse-1")])
        #expect(browser.status == 422 && browser.problem?.contains("password is not right") == true)
        try await browser.submit([("password", PageFixture.password)])
        #expect(browser.path == "/account/security" && browser.html.contains("Set up an app"))
    }

    @Test func signingOutEverywhereEndsEverySession() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var (one, other) = (fixture.browser, fixture.browser)
        try await fixture.signIn(&one)
        try await fixture.signIn(&other)
        await one.open("/account/sign-out")
        try await one.submit([("action", "everywhere")])
        #expect(one.path == "/login")
        await other.open("/account/security")
        #expect(other.path == "/login")
    }

    @Test func onlyARegisteredAddressIsReachedByALogoutLink() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        await browser.open("/logout?client_id=test-client&logout_uri=https://evil.example")
        #expect(browser.status == 403 && browser.cookies["__Host-mfa-session"] != nil)
        await browser.open("/logout?client_id=test-client")
        #expect(browser.path == "/account/sign-out" && browser.cookies["__Host-mfa-session"] != nil)
    }

    /// Fields that no button of the page sends.
    @Test func anUnknownFactorOrStateIsRefused() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        try await browser.submit([("code", await fixture.code())])
        let form = try #require(browser.form(to: "/account/prefer"))
        for (factor, state) in [("SMS_MFA", "gone"), ("PIGEON", "on"), ("", "")] {
            let fields = [("csrf", form.csrf), ("factor", factor), ("state", state)]
            #expect(await browser.post(form.action, fields).status == 403)
        }
        #expect(try await fixture.test.pool.admin.user("ada").userMFASettingList == [.sms])
    }
}

extension Browser {
    /// Presses the button with a text: sends the form that it stands in.
    mutating func press(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let pieces = html.split(separator: "<form ").map(String.init)
        let place = try #require(
            pieces.dropFirst().firstIndex { piece in
                piece.between("novalidate>", "</form>")?.contains(">\(text)</button>") == true
            }, sourceLocation: sourceLocation)
        let form = forms[place - 1]
        await post(form.action, [("csrf", form.csrf)] + form.hidden)
        await follow()
    }
}
