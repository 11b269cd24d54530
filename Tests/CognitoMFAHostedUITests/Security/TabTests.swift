import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// Several tabs and several browsers: nobody comes into another's sign-in.
struct TabTests {
    @Test func everyTabHasItsOwnSignIn() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser("ada")
        try await fixture.addTextMessageUser("bob", number: "+14155550188")
        var tab = fixture.browser
        try await fixture.signIn(&tab, as: "ada")
        let ada = tab.location
        try await fixture.signIn(&tab, as: "bob")
        let bob = tab.location
        #expect(ada != bob && tab.html.contains("0188"))
        await tab.open(ada)
        #expect(tab.html.contains("0123") && !tab.html.contains("0188"))
        // Bob's code does not answer Ada's tab.
        try await tab.submit([("code", await fixture.code(to: "+14155550188"))])
        #expect(tab.problem != nil)
        try await tab.submit([("code", await fixture.code())])
        #expect(tab.path == "/account/security" && tab.html.contains("<bdi>ada</bdi>"))
        // The other tab's sign-in ended with the ids of before.
        await tab.open(bob)
        #expect(tab.status == 410 && !tab.html.contains("0188"))
    }

    @Test func onlyThreeSignInsAreOpenAtATime() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        var places: [String] = []
        for _ in 0..<4 {
            try await fixture.signIn(&browser)
            places.append(browser.location)
        }
        await browser.open(places[0])
        #expect(browser.status == 410)
        await browser.open(places[3])
        #expect(browser.status == 200 && browser.path == "/mfa/sms")
        #expect(browser.cookies["__Host-mfa-flow"].map { $0.utf8.count < 2_048 } == true)
    }

    @Test func aFlowOfAnotherBrowserIsNone() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var (attacker, victim) = (fixture.browser, fixture.browser)
        try await fixture.signIn(&attacker)
        await victim.open("/login")
        victim.plant("__Host-mfa-flow", attacker.cookies["__Host-mfa-flow"])
        await victim.open(attacker.location)
        #expect(victim.status == 410 && !victim.html.contains("0123"))
    }

    @Test func theClientOfATabCannotBeExchanged() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        await browser.open("\(browser.location)&redirect_uri=https://evil.example")
        #expect(browser.status == 410 || browser.status == 403)
        #expect(!browser.html.contains("0123"))
    }

    /// Whoever knew, or planted, the ids of before knows nothing of the session.
    @Test func signingInChangesTheIdsOfTheBrowser() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        await browser.open("/login")
        let before = try #require(browser.cookies["__Host-mfa-browser"])
        try await browser.submit([("username", "ada"), ("password", PageFixture.password)])
        let after = try #require(browser.cookies["__Host-mfa-browser"])
        #expect(before != after && browser.cookies["__Host-mfa-session"] != nil)
        #expect(browser.cookies["__Host-mfa-flow"] == nil)
        let first = browser.cookies["__Host-mfa-session"]
        try await browser.submitSignOut()
        try await fixture.signIn(&browser)
        #expect(browser.cookies["__Host-mfa-session"] != first)
    }

    @Test func aSessionThatSignedOutIsAStrangers() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let cookies = browser.cookies
        try await browser.submitSignOut()
        #expect(browser.path == "/login" && browser.done?.contains("signed out") == true)
        #expect(browser.cookies["__Host-mfa-session"] == nil)
        for (name, value) in cookies { browser.plant(name, value) }
        await browser.open("/account/security")
        #expect(browser.path == "/login" && browser.cookies["__Host-mfa-session"] == nil)
    }

    @Test func aForgedSessionIsNone() async throws {
        let fixture = try await PageFixture()
        var browser = fixture.browser
        for text in ["x", ".", "dGVzdC1jbGllbnQ.", "dGVzdC1jbGllbnQ.\(String(repeating: "A", count: 43))", "a.b.c"] {
            browser.plant("__Host-mfa-session", text)
            await browser.open("/account/security")
            #expect(browser.path == "/login" && browser.status == 200, "\(text)")
        }
    }
}

extension Browser {
    mutating func submitSignOut() async throws {
        await open("/account/sign-out")
        try await submit()
    }
}
