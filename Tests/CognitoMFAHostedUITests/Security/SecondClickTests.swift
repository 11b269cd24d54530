import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// The same form twice, sent before the first answer was seen: one sign-in, one message, one answer.
struct SecondClickTests {
    private let fields = [("username", "ada"), ("password", PageFixture.password)]

    @Test func twoClicksSendOneMessage() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        let form = try await browser.openSignIn()
        let (first, second) = (browser, browser)
        let sent = [("csrf", form.csrf)] + fields
        let addresses = await withTaskGroup(of: (Browser, ResponseMessage).self) { group in
            for twin in [first, second] {
                group.addTask {
                    var twin = twin
                    let response = await twin.post(form.action, sent)
                    return (twin, response)
                }
            }
            return await group.reduce(into: [(Browser, ResponseMessage)]()) { $0.append($1) }
        }
        #expect(await fixture.test.sms.messages.count == 1)
        #expect(addresses[0].1.fields.value("location") == addresses[1].1.fields.value("location"))
        // Whichever answer the browser shows, its page goes on.
        var shown = addresses[1].0
        await shown.follow()
        try await shown.submit([("code", await fixture.code())])
        #expect(shown.path == "/account/security")
    }

    @Test func theSecondClickAfterTheFirstAnswerGetsItToo() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        let form = try await browser.openSignIn()
        await browser.post(form.action, [("csrf", form.csrf)] + fields)
        let session = browser.cookies["__Host-mfa-session"]
        // The browser has its new id by now.
        await browser.post(form.action, [("csrf", form.csrf)] + fields)
        #expect(browser.status == 303 && browser.cookies["__Host-mfa-session"] == session && session != nil)
        await browser.follow()
        #expect(browser.path == "/account/security")
    }

    @Test func anotherPasswordOnTheSamePageIsAnotherTry() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        let form = try await browser.openSignIn()
        let wrong = [("csrf", form.csrf), ("username", "ada"), ("password", "Wrong-Horse-1")]
        await browser.post(form.action, wrong)
        #expect(browser.status == 422)
        await browser.post(form.action, wrong)
        let failures = fixture.test.observer.names.filter { $0 == "passwordRejected" }.count
        #expect(browser.status == 422 && failures == 1)
        await browser.post(form.action, [("csrf", form.csrf)] + fields)
        await browser.follow()
        #expect(browser.path == "/account/security")
    }

    @Test func laterTheSameFormIsAnotherTry() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        let form = try await browser.openSignIn()
        for _ in 0..<2 {
            await browser.post(form.action, [("csrf", form.csrf)] + fields)
            #expect(browser.status == 303)
            fixture.test.time.advance(by: .seconds(11))
        }
        #expect(await fixture.test.sms.messages.count == 2)
    }

    /// The form's bytes are worth nothing in another browser.
    @Test func anotherBrowserGetsNoAnswerOfThisOne() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var (browser, other) = (fixture.browser, fixture.browser)
        await browser.open("/login")
        await other.open("/login")
        let form = try #require(browser.form(to: "/login"))
        let sent = [("csrf", form.csrf)] + fields
        await browser.post(form.action, sent)
        #expect(await other.post(form.action, sent).status == 403)
        #expect(other.cookies["__Host-mfa-session"] == nil)
        let headers = [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")]
        #expect(await browser.post(form.action, sent, headers: headers).status == 403)
    }

    @Test func manyFormsPushTheOldestOut() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        let form = try await browser.openSignIn()
        await browser.post(form.action, [("csrf", form.csrf)] + fields)
        fixture.test.time.advance(by: .seconds(1))
        for number in 0..<300 {
            await browser.post(form.action, [("csrf", form.csrf), ("username", "\(number)"), ("password", "")])
        }
        await browser.post(form.action, [("csrf", form.csrf)] + fields)
        #expect(browser.status == 303)
        #expect(await fixture.test.sms.messages.count == 2)
    }

    @Test func aSecondClickCreatesOneAccount() async throws {
        var members = UserPoolOptions()
        members.autoVerifiedAttributes = [.email]
        let fixture = try await PageFixture(mfa: .off, members: members)
        var browser = fixture.browser
        await browser.open("/signup")
        let form = try #require(browser.form(to: "/signup"))
        let sent = [
            ("csrf", form.csrf), ("username", "eve"), ("email", "eve@example.com"), ("password", PageFixture.password),
        ]
        await browser.post(form.action, sent)
        await browser.post(form.action, sent)
        #expect(browser.status == 303)
        await browser.follow()
        #expect(browser.path == "/confirmUser" && browser.problem == nil)
    }
}
