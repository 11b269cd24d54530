import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// A sign-in from the password to the account, with a code between.
struct SignInTests {
    @Test func aPasswordAloneSignsInWithoutAFactor() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        #expect(browser.path == "/account/security" && browser.status == 200)
        #expect(browser.html.contains("<bdi>ada</bdi>"))
        await browser.open("/login")
        #expect(browser.path == "/account/security")
    }

    @Test func aWrongPasswordAndAnUnknownNameLookTheSame() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        var pages: [String] = []
        for name in ["ada", "bob"] {
            var browser = fixture.browser
            await browser.open("/login")
            try await browser.submit([("username", name), ("password", "Wrong-Horse-1")])
            #expect(browser.status == 422 && browser.path == "/login")
            #expect(browser.problem?.contains("The name or the password is not right.") == true)
            #expect(browser.html.contains("value=\"\(name)\"") && !browser.html.contains("Wrong-Horse"))
            pages.append(browser.withoutTokens.replacing("value=\"\(name)\"", with: ""))
        }
        #expect(pages[0] == pages[1])
    }

    @Test func aTextMessageConfirmsTheSignIn() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        #expect(browser.path == "/mfa/sms" && browser.status == 200)
        #expect(browser.html.contains("<bdi>+*******0123</bdi>") && browser.html.contains("Sent just now."))
        #expect(browser.html.contains("good for another 3 minutes"))
        let code = await fixture.code()
        try await browser.submit([("code", "\(code.prefix(3)) \(code.suffix(3))")])
        #expect(browser.path == "/account/security" && browser.status == 200)
    }

    @Test func digitsOfOtherScriptsAreDigits() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let arabic = String(
            await fixture.code().unicodeScalars.compactMap { Unicode.Scalar($0.value - 0x30 + 0x0660) }.map(
                Character.init))
        try await browser.submit([("code", arabic)])
        #expect(browser.path == "/account/security")
    }

    @Test func aWrongCodeCountsOnceHoweverOftenThePageIsLoaded() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let right = await fixture.code()
        let wrong = right == "000000" ? "000001" : "000000"
        try await browser.submit([("code", wrong)])
        #expect(browser.path == "/mfa/sms" && browser.problem?.contains("That code is not right.") == true)
        #expect(browser.title.hasPrefix("Error: "))
        let rejected = { fixture.test.observer.names.filter { $0 == "codeRejected" }.count }
        #expect(rejected() == 1)
        for _ in 0..<5 { await browser.reload() }
        #expect(rejected() == 1 && browser.problem != nil)
        #expect(await fixture.test.sms.messages.count == 1)
        try await browser.submit([("code", right)])
        #expect(browser.path == "/account/security")
    }

    @Test func aCodeThatIsNoCodeCountsNothing() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        for text in ["", "12345", "1234567", "abcdef", "12 34 5x"] {
            try await browser.submit([("code", text)])
            #expect(browser.problem?.contains("Enter the six digits") == true, "\(text)")
        }
        #expect(!fixture.test.observer.names.contains("codeRejected"))
    }

    @Test func tooManyWrongCodesSayHowLongToWait() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let right = await fixture.code()
        let wrong = right == "000000" ? "000001" : "000000"
        var sentences: [String] = []
        for _ in 0..<6 {
            guard browser.form(to: "/mfa/sms") != nil else { break }
            try await browser.submit([("code", wrong)])
            sentences.append(browser.problem ?? browser.title)
        }
        #expect(sentences.contains { $0.contains("tries left.") || $0.contains("1 try left.") }, "\(sentences)")
        #expect(sentences.last?.contains("That code is not right.") == false, "\(sentences)")
    }

    @Test func anAppConfirmsTheSignInAndItsCodeWorksOnce() async throws {
        let fixture = try await PageFixture(mfa: .optional([.softwareToken]))
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let app = try await fixture.setUpAccountApp(&browser)
        #expect(browser.path == "/login" && browser.done?.contains("Sign in again") == true)
        fixture.test.time.advance(by: .seconds(60))
        var other = fixture.browser
        try await fixture.signIn(&other)
        #expect(other.path == "/mfa/app" && other.html.contains("<bdi>Ada&#39;s phone</bdi>"))
        let code = app.code().text
        try await other.submit([("code", code)])
        #expect(other.path == "/account/security" && other.html.contains("Ada&#39;s phone"))
        var third = fixture.browser
        try await fixture.signIn(&third)
        try await third.submit([("code", code)])
        #expect(third.path == "/mfa/app" && third.problem?.contains("used already") == true)
    }

    @Test func aSecondSubmissionLeadsOn() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let form = try #require(browser.form(to: "/mfa/sms"))
        let fields = [("csrf", form.csrf), ("code", await fixture.code())]
        var twin = browser
        #expect(await browser.post(form.action, fields).status == 303)
        // Sent before the first answer came: with the cookies of before.
        #expect(await twin.post(form.action, fields).status == 303)
        // The browser has one jar: the second answer must not undo what the first has set.
        for (name, value) in browser.cookies where twin.cookies[name] == nil || name != "__Host-mfa-flow" {
            twin.plant(name, value)
        }
        await twin.follow()
        #expect(twin.path == "/account/security" && twin.status == 200)
    }

    @Test func theUserChangesTheAccount() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let address = browser.location
        try await browser.submit(to: "/mfa/end")
        #expect(browser.path == "/login" && browser.status == 200)
        await browser.open(address)
        #expect(browser.status == 410)
    }

    @Test func anotherCodeIsSentAndTheOlderOneCountsNoLonger() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let first = await fixture.code()
        fixture.test.time.advance(by: .seconds(40))
        try await browser.submit(to: "/mfa/send")
        #expect(browser.path == "/mfa/sms" && browser.done?.contains("another code") == true)
        #expect(await fixture.test.sms.messages.count == 2)
        await browser.reload()
        #expect(await fixture.test.sms.messages.count == 2)
        let second = await fixture.code()
        try #require(first != second)
        try await browser.submit([("code", first)])
        #expect(browser.problem?.contains("not right") == true)
        try await browser.submit([("code", second)])
        #expect(browser.path == "/account/security")
    }

    @Test func aSecondRequestForACodeHasToWait() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        try await browser.submit(to: "/mfa/send")
        #expect(browser.path == "/mfa/sms" && browser.problem?.contains("another code in 30 seconds") == true)
        #expect(await fixture.test.sms.messages.count == 1)
    }

    @Test func aFlowThatIsOverBeginsAnew() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        fixture.test.time.advance(by: .seconds(660))
        await browser.reload()
        #expect(browser.status == 410 && browser.html.contains("This sign-in has ended"))
        #expect(!browser.html.contains("not right"))
    }

    @Test func theHostsOwnAddressIsReachedByAPageAndNotByARedirectOfAForm() async throws {
        let fixture = try await PageFixture(destinations: ["test-client": "https://shop.example.com/welcome?a=1&b=2"])
        try await fixture.addUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        #expect(browser.path == "/oauth2/finish" && browser.status == 200)
        #expect(
            browser.html.contains(
                "<meta http-equiv=\"refresh\" content=\"0;url=https://shop.example.com/welcome?a=1&amp;b=2\">"))
        #expect(browser.html.contains("href=\"https://shop.example.com/welcome?a=1&amp;b=2\""))
    }

    @Test func nothingSecretStandsInAnAddressOrInTheLog() async throws {
        let fixture = try await PageFixture()
        try await fixture.addTextMessageUser()
        var browser = fixture.browser
        try await fixture.signIn(&browser)
        let code = await fixture.code()
        try await browser.submit([("code", code)])
        let secrets = [code, "ada", "0123", PageFixture.password] + browser.cookies.values
        for text in browser.addresses + fixture.events.map({ "\($0)" }) {
            for secret in secrets { #expect(!text.contains(secret), "\(text)") }
        }
        #expect(fixture.events.contains { $0.path == "/mfa/sms" && $0.method == "POST" && $0.status == 303 })
    }

    @Test func aUserWhoMayNotSignInIsToldWhomToAsk() async throws {
        let fixture = try await PageFixture()
        try await fixture.addUser()
        try await fixture.test.pool.admin.disableUser("ada")
        var browser = fixture.browser
        await browser.open("/login")
        try await browser.submit([("username", "ada"), ("password", PageFixture.password)])
        #expect(browser.status == 422 && browser.problem?.contains("Ask our help desk") == true)
    }
}
