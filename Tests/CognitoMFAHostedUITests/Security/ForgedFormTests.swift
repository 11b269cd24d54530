import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// A form counts only if a page of ours, in this browser and this tab, made it.
struct ForgedFormTests {
    private let fields = [("username", "ada"), ("password", PageFixture.password)]

    private func token(_ browser: Browser) throws -> String { try #require(browser.form(to: "/login")).csrf }

    /// True when a POST was refused and the password was not looked at.
    private func isRefused(_ fixture: PageFixture, _ response: ResponseMessage) -> Bool {
        response.status == 403 && response.fields.values("set-cookie").isEmpty
            && !fixture.test.observer.names.contains { $0.hasPrefix("password") || $0.hasPrefix("signIn") }
    }

    @Test func aFormOfAnotherSiteIsRefused() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        await browser.open("/login")
        let form = [("csrf", try token(browser))] + fields
        let headers: [[(String, String)]] = [
            [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")],
            [("Sec-Fetch-Site", "same-site"), ("Origin", "https://shop.example.com")],
            [("Sec-Fetch-Site", "none")],
            [("Origin", "https://evil.example")],
            [("Origin", "null")],
            [("Sec-Fetch-Site", "cross-site"), ("Origin", "null")],
            [("Origin", "http://id.example.com")],
            [("Origin", "https://id.example.com:8443")],
            [("Origin", "https://id.example.com.evil.example")],
            [("Origin", "https://id.example.com"), ("Origin", "https://evil.example")],
            [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "cross-site")],
        ]
        for header in headers {
            let response = await browser.post("/login", form, headers: header)
            #expect(isRefused(fixture, response), "\(header)")
        }
    }

    /// A browser that sends `null` beside `same-origin` is one with a strict referrer policy of its own.
    @Test func aProgramAndAnOriginOfNullBesideTheSameSiteAreTaken() async throws {
        let fixture = try await PageFixture()
        for headers in [[], [("Sec-Fetch-Site", "same-origin"), ("Origin", "null")], [("Origin", Browser.origin)]] {
            var browser = fixture.browser
            await browser.open("/login")
            let form = [("csrf", try token(browser)), ("username", "nobody"), ("password", "Wrong-Horse-1")]
            #expect(await browser.post("/login", form, headers: headers).status == 422)
        }
    }

    /// Login CSRF: the attacker's own page and token, sent by the victim's browser.
    @Test func aTokenOfAnotherBrowserIsRefused() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var (attacker, victim) = (fixture.browser, fixture.browser)
        await attacker.open("/login")
        await victim.open("/login")
        let response = await victim.post("/login", [("csrf", try token(attacker))] + fields)
        #expect(isRefused(fixture, response))
    }

    @Test func aTokenOfAnotherPageIsRefused() async throws {
        let fixture = try await PageFixture()
        var browser = fixture.browser
        await browser.open("/forgotPassword")
        let token = try #require(browser.form(to: "/forgotPassword")).csrf
        #expect(isRefused(fixture, await browser.post("/login", [("csrf", token)] + fields)))
    }

    @Test func aChangedTokenIsRefused() async throws {
        let fixture = try await PageFixture()
        var browser = fixture.browser
        await browser.open("/login")
        let token = try token(browser)
        for place in [0, 10, 30, token.count - 1] {
            var letters = Array(token)
            letters[place] = letters[place] == "A" ? "B" : "A"
            #expect(isRefused(fixture, await browser.post("/login", [("csrf", String(letters))] + fields)))
        }
        #expect(isRefused(fixture, await browser.post("/login", [("csrf", "")] + fields)))
        #expect(isRefused(fixture, await browser.post("/login", fields)))
    }

    @Test func withoutCookiesThePageSaysThatTheyAreNeeded() async throws {
        let fixture = try await PageFixture()
        var browser = fixture.browser
        await browser.open("/login")
        let token = try token(browser)
        browser.plant("__Host-mfa-browser", nil)
        let response = await browser.post("/login", [("csrf", token)] + fields)
        #expect(isRefused(fixture, response))
        #expect(browser.html.contains("Signing in needs them"))
    }

    /// A repeated cookie means that somebody else has set one too.
    @Test func aRepeatedCookieIsNone() async throws {
        let fixture = try await PageFixture()
        var browser = fixture.browser
        await browser.open("/login")
        let token = try token(browser)
        let id = try #require(browser.cookies["__Host-mfa-browser"])
        browser.plant("__Host-mfa-browser", "\(id); __Host-mfa-browser=\(id)")
        #expect(isRefused(fixture, await browser.post("/login", [("csrf", token)] + fields)))
    }

    @Test func everyPageForbidsFramesScriptsAndCaches() async throws {
        var browser = try await PageFixture().browser
        for path in [
            "/login", "/forgotPassword", "/confirmForgotPassword", "/signup", "/mfa/help", "/nowhere", "/mfa/sms",
        ] {
            await browser.open(path)
            let fields = browser.response.fields
            let policy = try #require(fields.value("content-security-policy"))
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
            #expect(policy.contains("form-action 'self'") && policy.contains("base-uri 'none'"))
            #expect(!policy.contains("script-src") && !policy.contains("unsafe"))
            #expect(fields.value("x-frame-options") == "DENY" && fields.value("cache-control") == "no-store")
            #expect(fields.value("referrer-policy") == "same-origin")
            #expect(fields.value("x-content-type-options") == "nosniff")
            #expect(
                !browser.html.contains("<script") && !browser.html.contains(" style=")
                    && !browser.html.contains(" onclick"))
        }
    }
}
