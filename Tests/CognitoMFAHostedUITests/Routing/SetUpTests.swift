import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// Setting a factor up in the middle of a sign-in, where the pool requires one.
struct SetUpTests {
    private func start(_ factors: Set<MFAType> = [.softwareToken]) async throws -> (
        fixture: PageFixture, browser: Browser
    ) {
        let fixture = try await PageFixture(mfa: .on(factors))
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        #expect(browser.path == "/mfa/set-up" && browser.status == 200)
        return (fixture, browser)
    }

    private func toApp(_ browser: inout Browser, choosing: Bool = false) async throws {
        try await browser.submit(choosing ? [("factor", "SOFTWARE_TOKEN_MFA")] : [])
        #expect(browser.path == "/mfa/set-up/app" && browser.status == 200)
    }

    private func key(_ browser: Browser) throws -> String {
        try #require(browser.html.between("<p class=\"key\" dir=\"ltr\">", "</p>"))
    }

    @Test func anAppIsSetUpAndSignsIn() async throws {
        var (fixture, browser) = try await start()
        #expect(!browser.html.contains("type=\"radio\""))
        try await toApp(&browser)
        let app = try fixture.scan(browser)
        try await browser.submit([("code", app.code().text), ("device", "Ada's phone")])
        #expect(browser.path == "/account/security" && browser.html.contains("Ada&#39;s phone"))
        fixture.test.time.advance(by: .seconds(60))
        var other = fixture.browser
        try await fixture.signIn(&other)
        #expect(other.path == "/mfa/app")
        try await other.submit([("code", app.code().text)])
        #expect(other.path == "/account/security")
    }

    /// A second secret would make the one that was scanned useless.
    @Test func loadingThePageAgainShowsTheSameKey() async throws {
        var (_, browser) = try await start()
        try await toApp(&browser)
        let first = try key(browser)
        #expect(first.split(separator: " ").count == 13 && first.count == 52 + 12)
        for _ in 0..<3 { await browser.reload() }
        #expect(try key(browser) == first)
        #expect(browser.html.contains("<a class=\"secondary\" href=\"otpauth://totp/"))
    }

    @Test func aWrongCodeKeepsTheKeyAndSaysWhatToDo() async throws {
        var (fixture, browser) = try await start()
        try await toApp(&browser)
        let first = try key(browser)
        let app = try fixture.scan(browser)
        try await browser.submit([("code", app.code(stepsAhead: 50).text), ("device", "")])
        #expect(browser.path == "/mfa/set-up/app" && browser.problem?.contains("not right") == true)
        #expect(try key(browser) == first && browser.html.contains("automatic date and time"))
        try await browser.submit([("code", app.code(stepsAhead: 5).text), ("device", "")])
        #expect(browser.problem?.contains("clock seems to be off") == true)
        try await browser.submit([("code", app.code().text), ("device", "")])
        #expect(browser.path == "/account/security")
    }

    @Test func tenWrongCodesBringANewKey() async throws {
        var (fixture, browser) = try await start()
        try await toApp(&browser)
        let first = try key(browser)
        let app = try fixture.scan(browser)
        for step in 0..<12 where try key(browser) == first {
            try await browser.submit([("code", app.code(stepsAhead: 100 + step).text), ("device", "")])
        }
        #expect(try key(browser) != first && browser.problem?.contains("new code to scan") == true)
        try await browser.submit([("code", try fixture.scan(browser).code().text), ("device", "")])
        #expect(browser.path == "/account/security")
    }

    @Test func cancellingLeadsBackToTheChoice() async throws {
        var (_, browser) = try await start([.softwareToken, .sms])
        #expect(browser.html.contains("type=\"radio\""))
        try await browser.submit()
        #expect(browser.problem?.contains("Choose one.") == true)
        try await toApp(&browser, choosing: true)
        try await browser.submit([("code", ""), ("device", ""), ("action", "cancel")])
        #expect(browser.path == "/mfa/set-up" && browser.status == 200)
        try await toApp(&browser, choosing: true)
    }

    @Test func aPhoneNumberIsSetUp() async throws {
        var (fixture, browser) = try await start([.softwareToken, .sms])
        try await browser.submit([("factor", "SMS_MFA")])
        #expect(browser.path == "/mfa/set-up/phone")
        try await browser.submit([("phone", "415 555")])
        #expect(browser.problem?.contains("country code") == true)
        try await browser.submit([("phone", "+1 (415) 555-0123")])
        #expect(browser.path == "/mfa/sms" && browser.html.contains("+*******0123"))
        try await browser.submit([("code", await fixture.code())])
        #expect(browser.path == "/account/security" && browser.html.contains("Verified"))
    }

    @Test func aTemporaryPasswordIsReplaced() async throws {
        let fixture = try await PageFixture()
        _ = try await fixture.test.pool.admin.createUser("ada", temporaryPassword: Password(PageFixture.password))
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        #expect(browser.path == "/newPassword" && browser.html.contains("autocomplete=\"new-password\""))
        try await browser.submit([("password", "short")])
        #expect(browser.status == 422 && browser.problem?.contains("at least 8 characters") == true)
        try await browser.submit([("password", "Other-Horse-2")])
        #expect(browser.path == "/account/security")
    }
}
