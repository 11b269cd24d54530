import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// A forgotten password: the same pages for known and unknown names.
struct RecoveryTests {
    private func fixture() async throws -> PageFixture {
        var members = UserPoolOptions()
        members.accountRecoverySetting = [.verifiedEmail]
        let fixture = try await PageFixture(mfa: .off, members: members)
        try await fixture.addUser(attributes: [.email: PageFixture.address, .emailVerified: "true"])
        return fixture
    }

    private func ask(_ fixture: PageFixture, _ name: String) async throws -> Browser {
        var browser = fixture.browser
        await browser.open("/forgotPassword")
        try await browser.submit([("username", name)])
        return browser
    }

    @Test func aCodeSetsANewPassword() async throws {
        let fixture = try await fixture()
        var browser = try await ask(fixture, "ada")
        #expect(browser.path == "/confirmForgotPassword" && browser.status == 200)
        #expect(browser.html.contains("If there is such an account"))
        await fixture.test.pool.service.shutDown()
        let code = await fixture.test.email.lastCode(to: PageFixture.address).text
        try await browser.submit([("code", " \(code.prefix(3))-\(code.suffix(3)) "), ("password", "Other-Horse-2")])
        #expect(browser.path == "/login" && browser.status == 200)
        #expect(browser.done?.contains("password has been changed") == true)
        #expect(!browser.addresses.contains { $0.contains(code) || $0.contains("ada") || $0.contains("Horse") })
    }

    @Test func unknownNamesLookTheSame() async throws {
        let fixture = try await fixture()
        var pages: [String] = []
        for name in ["ada", "nobody"] {
            var browser = try await ask(fixture, name)
            pages.append(browser.withoutTokens.replacing("value=\"\(name)\"", with: ""))
            try await browser.submit([("code", "123456"), ("password", "Other-Horse-2")])
            pages.append(browser.withoutTokens.replacing("value=\"\(name)\"", with: ""))
            #expect(browser.status == 422 && browser.problem?.contains("That code is not right.") == true)
            #expect(!browser.html.contains("left."))
        }
        #expect(pages[0] == pages[2] && pages[1] == pages[3])
    }

    @Test func aPasswordThatBreaksRulesNamesThem() async throws {
        let fixture = try await fixture()
        var browser = try await ask(fixture, "ada")
        await fixture.test.pool.service.shutDown()
        let code = await fixture.test.email.lastCode(to: PageFixture.address).text
        try await browser.submit([("code", code), ("password", "short")])
        #expect(browser.status == 422 && browser.path == "/confirmForgotPassword")
        let problem = try #require(browser.problem)
        #expect(problem.contains("at least 8 characters") && problem.contains("a capital letter"))
        #expect(!problem.contains("a small letter") && !browser.html.contains("short"))
        #expect(!browser.html.contains(code))
        try await browser.submit([("code", code), ("password", "Other-Horse-2")])
        #expect(browser.path == "/login")
    }

    @Test func anEmptyNameStays() async throws {
        var browser = try await fixture().browser
        await browser.open("/forgotPassword")
        try await browser.submit([("username", "")])
        #expect(browser.status == 422 && browser.title.hasPrefix("Error: "))
        #expect(
            browser.html.contains("aria-invalid=\"true\"")
                && browser.html.contains("aria-describedby=\"username-problem\""))
    }

    @Test func aTabThatLostItsFlowAsksForTheName() async throws {
        let fixture = try await fixture()
        _ = try await ask(fixture, "ada")
        await fixture.test.pool.service.shutDown()
        let code = await fixture.test.email.lastCode(to: PageFixture.address).text
        var other = fixture.browser
        await other.open("/confirmForgotPassword")
        #expect(other.html.contains("id=\"username\""))
        try await other.submit([("username", "ada"), ("code", code), ("password", "Other-Horse-2")])
        #expect(other.path == "/login" && other.done != nil)
    }

    @Test func anotherCodeNeedsNoName() async throws {
        let fixture = try await fixture()
        var browser = try await ask(fixture, "ada")
        try await browser.submit(to: "/forgotPassword")
        await fixture.test.pool.service.shutDown()
        #expect(browser.path == "/confirmForgotPassword")
        #expect(await fixture.test.email.messages.count == 2)
    }
}

extension Browser {
    /// The page without what differs in every answer: tokens and names of flows.
    var withoutTokens: String {
        var text = html
        for form in forms {
            text = text.replacing(form.csrf, with: "")
            if let flow = form.action.split(separator: "f=").last { text = text.replacing("f=\(flow)", with: "") }
        }
        return text
    }
}
