import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// Forms that come too late: the sign-in has ended, or a newer one has taken its place.
struct LostFlowTests {
    @Test func aFormThatIsTooOldLeadsToANewSignIn() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        fixture.test.time.advance(by: .seconds(901))
        try await browser.submit([("code", "123456")])
        #expect(browser.status == 410 && browser.html.contains("This sign-in has ended"))
        #expect(browser.html.contains("href=\"/login?client_id=test-client\""))
    }

    @Test func aTabThatAFourthOnePushedOutLeadsToANewSignIn() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let form = try #require(browser.form(to: "/mfa/sms"))
        for _ in 0..<3 { try await fixture.signIn(&browser) }
        await browser.post(form.action, [("csrf", form.csrf), ("code", "123456")])
        #expect(browser.status == 410)
    }

    @Test func aForgedTokenIsRefusedInALostFlowToo() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let form = try #require(browser.form(to: "/mfa/sms"))
        fixture.test.time.advance(by: .seconds(901))
        for token in [
            "", "A", String(form.csrf.dropLast()), form.csrf.replacing(form.csrf.prefix(9), with: "AAAAAAAAA"),
        ] {
            await browser.post(form.action, [("csrf", token), ("code", "123456")])
            #expect(browser.status == 403)
        }
        await browser.post(form.action, [("code", "123456")])
        #expect(browser.status == 403)
    }

    @Test func aFormThatHoldsAllItNeedsIsTaken() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        await browser.open("/account/security")
        #expect(browser.path == "/login" && browser.location.contains("f="))
        fixture.test.time.advance(by: .seconds(901))
        try await browser.submit([("username", "ada"), ("password", PageFixture.password)])
        #expect(browser.path == "/account/security" && browser.status == 200)
    }

    @Test func aResetThatLostItsNameAsksForIt() async throws {
        var members = UserPoolOptions()
        members.accountRecoverySetting = [.verifiedEmail]
        let fixture = try await PageFixture(mfa: .off, members: members)
        try await fixture.addUser(attributes: [.email: PageFixture.address, .emailVerified: "true"])
        var browser = fixture.browser
        await browser.open("/forgotPassword")
        try await browser.submit([("username", "ada")])
        await fixture.test.pool.service.shutDown()
        let code = await fixture.test.email.lastCode(to: PageFixture.address).text
        fixture.test.time.advance(by: .seconds(901))
        try await browser.submit([("code", code), ("password", "Other-Horse-2")])
        #expect(browser.status == 422 && browser.html.contains("id=\"username\""))
        try await browser.submit([("username", "ada"), ("code", code), ("password", "Other-Horse-2")])
        #expect(browser.path == "/login" && browser.done?.contains("password has been changed") == true)
    }

    @Test func whoIsSlowAndActiveStays() async throws {
        let fixture = try await PageFixture(sessionMinutes: 15)
        try await fixture.addUser()
        var browser = fixture.browser
        await browser.open("/forgotPassword")
        try await browser.submit([("username", "ada")])
        for _ in 0..<4 {
            fixture.test.time.advance(by: .seconds(600))
            try await browser.submit([("code", "123456"), ("password", "Other-Horse-2")])
            #expect(browser.status == 422 && !browser.html.contains("id=\"username\""))
        }
    }

    @Test func backAfterASignInLeadsToWhereItLed() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        await browser.open("/account/sign-out")
        try await browser.submit([("username", "ada"), ("password", PageFixture.password)])
        let page = browser.location
        let form = try #require(browser.form(to: "/mfa/sms"))
        let code = await fixture.code()
        try await browser.submit([("code", code)])
        #expect(browser.path == "/account/sign-out")
        await browser.open(page)
        #expect(browser.path == "/account/sign-out" && browser.status == 200)
        await browser.post(form.action, [("csrf", form.csrf), ("code", code)])
        await browser.follow()
        #expect(browser.path == "/account/sign-out" && browser.status == 200)
        fixture.test.time.advance(by: .seconds(1_800))
        await browser.open(page)
        #expect(browser.path == "/account/sign-out")
        // The session ends after an hour, and with it the way on.
        fixture.test.time.advance(by: .seconds(1_900))
        await browser.open(page)
        #expect(browser.status == 410)
    }

    @Test func backAfterASignInLeadsToTheHostsAddress() async throws {
        let fixture = try await PageFixture(destinations: ["test-client": "https://shop.example.com/welcome"])
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let page = browser.location
        try await browser.submit([("code", await fixture.code())])
        await browser.open(page)
        #expect(browser.path == "/oauth2/finish" && browser.html.contains("https://shop.example.com/welcome"))
    }

    /// "Back" to the answer of a wrong password, which the browser has to send again.
    @Test func aRefusedFormThatIsSentAgainLeadsOn() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        let form = try await browser.openSignIn()
        let wrong = [("csrf", form.csrf), ("username", "ada"), ("password", "Wrong-Horse-1")]
        await browser.post(form.action, wrong)
        try await fixture.signIn(&browser)
        fixture.test.time.advance(by: .seconds(60))
        await browser.post(form.action, wrong)
        await browser.follow()
        #expect(browser.path == "/account/security" && browser.status == 200)
        #expect(fixture.test.observer.names.filter { $0 == "passwordRejected" }.count == 1)
        fixture.test.time.advance(by: .seconds(60))
        // Without a session it is a form that nobody of ours has sent.
        browser.plant("__Host-mfa-session", "dGVzdC1jbGllbnQ.\(String(repeating: "A", count: 43))")
        #expect(await browser.post(form.action, wrong).status == 403)
    }

    @Test func backAfterSigningOutIsAStrangers() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let page = browser.location
        try await browser.submit([("code", await fixture.code())])
        try await browser.submitSignOut()
        await browser.open(page)
        #expect(browser.status == 410)
    }

    /// One cookie holds one session: the one before has nobody who could end it.
    @Test func anotherClientsSignInEndsTheSessionBefore() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        let other = try await fixture.test.pool.service.administration.createUserPoolClient(
            CreateUserPoolClientRequest(
                userPoolID: fixture.test.pool.id, clientName: "other", explicitAuthFlows: [.allowUserPasswordAuth]))
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let cookies = browser.cookies
        await browser.open("/login?client_id=\(other.id.text)")
        try await browser.submit([("username", "ada"), ("password", PageFixture.password)])
        #expect(browser.path == "/account/security")
        for (name, value) in cookies { browser.plant(name, value) }
        await browser.open("/account/security?client_id=test-client")
        #expect(browser.path == "/login")
    }
}
