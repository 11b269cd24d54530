import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// A new account, up to its confirmation.
struct SignUpTests {
    private func fixture(isClosed: Bool = false) async throws -> PageFixture {
        var members = UserPoolOptions()
        members.autoVerifiedAttributes = [.email]
        members.allowAdminCreateUserOnly = isClosed
        return try await PageFixture(mfa: .off, members: members)
    }

    private let good = [("username", "ada"), ("email", PageFixture.address), ("password", PageFixture.password)]

    @Test func aNewAccountIsConfirmedByItsCode() async throws {
        let fixture = try await fixture()
        var browser = fixture.browser
        await browser.open("/login")
        #expect(browser.html.contains("Create an account"))
        await browser.open("/signup")
        try await browser.submit(good)
        #expect(browser.path == "/confirmUser" && browser.html.contains("<bdi>a***@e***</bdi>"))
        let code = await fixture.test.email.lastCode(to: PageFixture.address).text
        try await browser.submit([("code", "000000")])
        #expect(browser.status == 422 && browser.problem?.contains("That code is not right.") == true)
        try await browser.submit([("code", code)])
        #expect(browser.path == "/login" && browser.done?.contains("confirmed") == true)
    }

    @Test func valuesStayAndThePasswordDoesNot() async throws {
        var browser = try await fixture().browser
        await browser.open("/signup")
        try await browser.submit([("username", "ada"), ("email", "no address"), ("password", "short-S1")])
        #expect(browser.status == 422 && browser.title.hasPrefix("Error: "))
        #expect(browser.html.contains("value=\"ada\"") && browser.html.contains("value=\"no address\""))
        #expect(!browser.html.contains("short-S1"))
        try await browser.submit([("username", "ada"), ("email", PageFixture.address), ("password", "short")])
        #expect(browser.problem?.contains("at least 8 characters") == true)
        #expect(browser.html.contains("autofocus"))
    }

    @Test func aTakenNameIsSaid() async throws {
        let fixture = try await fixture()
        try await fixture.addUser()
        var browser = fixture.browser
        await browser.open("/signup")
        try await browser.submit(good)
        #expect(browser.status == 422 && browser.problem?.contains("already an account") == true)
    }

    @Test func anotherCodeIsSent() async throws {
        let fixture = try await fixture()
        var browser = fixture.browser
        await browser.open("/signup")
        try await browser.submit(good)
        try await browser.submit(to: "/resendcode")
        await fixture.test.pool.service.shutDown()
        #expect(browser.path == "/confirmUser" && browser.done?.contains("another code") == true)
        #expect(await fixture.test.email.messages.count == 2)
        await browser.reload()
        #expect(await fixture.test.email.messages.count == 2)
    }

    @Test func withoutAnAttributeToVerifyAnAdministratorConfirms() async throws {
        let fixture = try await PageFixture(mfa: .off)
        var browser = fixture.browser
        await browser.open("/signup")
        try await browser.submit([("username", "ada"), ("password", PageFixture.password)])
        #expect(browser.path == "/confirmUser" && browser.status == 200)
        #expect(browser.html.contains("An administrator has to confirm your account."))
        #expect(browser.html.contains("our help desk") && !browser.html.contains("id=\"code\""))
        await browser.open("/login")
        try await browser.submit([("username", "ada"), ("password", PageFixture.password)])
        #expect(browser.path == "/confirmUser" && browser.html.contains("An administrator has to confirm"))
        try await fixture.test.pool.admin.confirmSignUp("ada")
        try await fixture.signIn(&browser)
        #expect(browser.path == "/account/security")
    }

    @Test func aConfirmationThatLostItsNameAsksForIt() async throws {
        let fixture = try await fixture()
        var browser = fixture.browser
        await browser.open("/signup")
        try await browser.submit(good)
        let code = await fixture.test.email.lastCode(to: PageFixture.address).text
        fixture.test.time.advance(by: .seconds(901))
        try await browser.submit([("code", code)])
        #expect(browser.status == 422 && browser.html.contains("id=\"username\""))
        try await browser.submit([("username", "ada"), ("code", code)])
        #expect(browser.path == "/login" && browser.done?.contains("confirmed") == true)
    }

    @Test func aClosedPoolTakesNoAccounts() async throws {
        var browser = try await fixture(isClosed: true).browser
        await browser.open("/login")
        #expect(!browser.html.contains("Create an account"))
        #expect(await browser.open("/signup") == 404)
    }
}
