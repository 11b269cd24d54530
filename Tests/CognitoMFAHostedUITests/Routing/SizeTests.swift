import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// The bytes of pages: they load at once on a slow line.
struct SizeTests {
    @Test func pagesAreSmall() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        await browser.open("/login")
        #expect(browser.response.body.count <= 4_096)
        try await fixture.signIn(&browser)
        #expect(browser.path == "/mfa/sms" && browser.response.body.count <= 4_096)
        try await browser.submit([("code", "12345")])
        #expect(browser.problem != nil && browser.response.body.count <= 4_096)
    }

    @Test func thePageWithAKeyIsSmall() async throws {
        let fixture = try await PageFixture(mfa: .on([.softwareToken]))
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        try await browser.submit()
        #expect(browser.path == "/mfa/set-up/app" && browser.response.body.count <= 12_288)
    }
}
