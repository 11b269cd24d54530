import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import Testing
import UserPoolModel

/// Messages and changes of factor that are refused: the page says so.
struct SendingTests {
    private func bothFactors() async throws -> (fixture: PageFixture, app: AuthenticatorApp) {
        let fixture = try await PageFixture(mfa: .optional([.sms, .softwareToken]))
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        try await browser.submit([("code", await fixture.code())])
        let app = try await fixture.setUpAccountApp(&browser)
        try await fixture.test.pool.admin.setMFAPreference("ada", sms: .enabled, softwareToken: .enabled)
        fixture.test.time.advance(by: .seconds(120))
        return (fixture, app)
    }

    @Test func thePageSaysWhenAnotherCodeMayBeAskedFor() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        #expect(browser.html.contains("another code in 30 seconds") && browser.problem == nil)
        fixture.test.time.advance(by: .seconds(31))
        await browser.reload()
        #expect(!browser.html.contains("You can ask for another code"))
    }

    @Test func theThirdCodeIsTheLast() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let form = try #require(browser.form(to: "/mfa/send"))
        for _ in 0..<2 {
            fixture.test.time.advance(by: .seconds(61))
            try await browser.submit(to: "/mfa/send")
            #expect(browser.path == "/mfa/sms" && browser.done?.contains("another code") == true)
        }
        #expect(browser.form(to: "/mfa/send") == nil)
        #expect(browser.html.contains("No more codes can be sent for this sign-in."))
        fixture.test.time.advance(by: .seconds(30))
        // A page that was left open still has its button.
        await browser.post(form.action, [("csrf", form.csrf)])
        await browser.follow()
        #expect(browser.path == "/mfa/sms" && browser.problem?.contains("No more codes") == true)
        #expect(await fixture.test.sms.messages.count == 3)
        try await browser.submit([("code", await fixture.code())])
        #expect(browser.path == "/account/security")
    }

    @Test func theSixthChangeIsRefusedInWords() async throws {
        let (fixture, _) = try await bothFactors()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        #expect(browser.path == "/mfa/choose")
        try await browser.submit([("factor", "SOFTWARE_TOKEN_MFA")])
        var changes = 0
        while browser.form(to: "/mfa/other") != nil, changes < 10 {
            fixture.test.time.advance(by: .seconds(61))
            try await browser.submit(to: "/mfa/other")
            if browser.path == "/mfa/sms", browser.form(to: "/mfa/other") == nil { break }
            changes += 1
        }
        #expect(changes > 0 && browser.html.contains("cannot change to another way any more"))
    }

    @Test func theChoiceShowsWhereCodesGo() async throws {
        let (fixture, app) = try await bothFactors()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        #expect(browser.path == "/mfa/choose")
        #expect(browser.html.contains("+*******0123") && browser.html.contains("Ada&#39;s phone"))
        #expect(!browser.html.contains("4155550123"))
        try await browser.submit([("factor", "SOFTWARE_TOKEN_MFA")])
        try await browser.submit([("code", app.code().text)])
        #expect(browser.path == "/account/security")
    }

    @Test func aMessageThatWasRefusedIsNotCalledSent() async throws {
        let (time, sms, random) = (ManualTimeSource(), MoodySender(), SeededRandomSource(seed: 1))
        let keys = KeyRing(from: random)
        let service = UserPoolService(
            store: InMemoryRecordStore(), keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
            sms: sms, passwords: PBKDF2PasswordHasher(iterations: PBKDF2PasswordHasher.floorIterations, random: random),
            time: time, random: random)
        let pool = try await service.openPool(
            "test_pool", client: "test-client",
            creatingIfAbsent: UserPoolSettings(name: "Test", mfa: .optional([.sms]), authSessionValidityMinutes: 10))
        _ = try await pool.admin.createUser(
            "ada", password: Password(PageFixture.password),
            attributes: [.phoneNumber: PageFixture.number, .phoneNumberVerified: "true"])
        try await pool.admin.setMFAPreference("ada", sms: .preferred)
        var browser = Browser(
            try HostedUI(
                service: service, origin: "https://id.example.com", theme: Theme(productName: "Example Shop"),
                defaultClient: "test-client"))
        await browser.open("/login")
        try await browser.submit([("username", "ada"), ("password", PageFixture.password)])
        time.advance(by: .seconds(40))
        await sms.turn(refusing: true)
        try await browser.submit(to: "/mfa/send")
        #expect(browser.path == "/mfa/sms" && browser.done == nil)
        #expect(browser.problem?.contains("could not be sent") == true)
        await sms.turn(refusing: false)
        time.advance(by: .seconds(61))
        try await browser.submit(to: "/mfa/send")
        #expect(browser.done?.contains("another code") == true)
        try await browser.submit([("code", await sms.kept.lastCode(to: PageFixture.number).text)])
        #expect(browser.path == "/account/security")
    }

    @Test func tooManyWrongCodesAreTheReasonThatIsTold() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let right = await fixture.code()
        for step in 0..<10 {
            guard browser.form(to: "/mfa/sms") != nil else { break }
            let wrong = "00000\(step)"
            try await browser.submit([("code", wrong == right ? "999999" : wrong)])
        }
        #expect(browser.html.contains("Too many wrong codes have ended this sign-in."))
        #expect(!browser.html.contains("It took too long") && !browser.html.contains("ask for another code"))
        #expect(browser.html.components(of: "class=\"primary\"") == 1)
        await browser.reload()
        #expect(browser.html.contains("Too many wrong codes have ended this sign-in."))
    }

    @Test func anotherCodeOfARecoveryIsTold() async throws {
        var members = UserPoolOptions()
        members.accountRecoverySetting = [.verifiedEmail]
        let fixture = try await PageFixture(mfa: .off, members: members)
        var browser = fixture.browser
        await browser.open("/forgotPassword")
        try await browser.submit([("username", "nobody")])
        for step in 0..<6 {
            try await browser.submit(to: "/forgotPassword")
            #expect(browser.path == "/confirmForgotPassword")
            if step == 0 { #expect(browser.done?.contains("another code is on its way") == true) }
        }
        #expect(browser.problem?.contains("Try again later.") == true)
    }
}

/// A sender that refuses messages for a while.
private actor MoodySender: SMSSender {
    let kept = RecordingSMSSender()
    private var isRefusing = false

    func turn(refusing: Bool) { isRefusing = refusing }

    func send(_ message: SMSMessage) async -> DeliveryOutcome {
        isRefusing ? .refused(reason: "no credit") : await kept.send(message)
    }
}

extension String {
    /// The number of times that a mark occurs.
    func components(of mark: String) -> Int { ranges(of: mark).count }
}
