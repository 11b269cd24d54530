import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// App clients with LEGACY errors tell programs who exists; the pages tell nobody.
struct HiddenNameTests {
    private func fixture() async throws -> PageFixture {
        var members = UserPoolOptions()
        members.accountRecoverySetting = [.verifiedEmail]
        members.autoVerifiedAttributes = [.email]
        let fixture = try await PageFixture(mfa: .off, members: members, tellsWhoExists: true)
        try await fixture.addUser(attributes: [.email: PageFixture.address, .emailVerified: "true"])
        return fixture
    }

    /// The statuses and pages of a visit, without what differs in every answer and without the name that was typed.
    private func visit(
        _ name: String, _ steps: (inout Browser, inout [String]) async throws -> Void
    ) async throws -> [String] {
        var browser = try await fixture().browser
        var pages: [String] = []
        try await steps(&browser, &pages)
        return pages.map { $0.replacing("value=\"\(name)\"", with: "") }
    }

    @Test func recoveryLooksTheSame() async throws {
        var visits: [[String]] = []
        for name in ["ada", "nobody"] {
            visits.append(
                try await visit(name) { browser, pages in
                    await browser.open("/forgotPassword")
                    for _ in 0..<7 {
                        // Beyond the fifth there is a limit, for everybody.
                        await browser.open("/forgotPassword")
                        try await browser.submit([("username", name)])
                        pages.append("\(browser.status) \(browser.path) \(browser.withoutTokens)")
                    }
                    await browser.open("/forgotPassword")
                })
        }
        #expect(visits[0] == visits[1] && visits[0].count == 7)
        #expect(visits[0].first?.hasPrefix("200 /confirmForgotPassword") == true)
        #expect(visits[0].last?.hasPrefix("429 /forgotPassword") == true)
    }

    @Test func aWrongCodeOfRecoveryLooksTheSame() async throws {
        var visits: [[String]] = []
        for (name, asks) in [("ada", true), ("nobody", true), ("ada", false), ("nobody", false)] {
            visits.append(
                try await visit(name) { browser, pages in
                    await browser.open(asks ? "/forgotPassword" : "/confirmForgotPassword")
                    if asks { try await browser.submit([("username", name)]) }
                    for step in 0..<12 {
                        guard browser.form(to: "/confirmForgotPassword") != nil else { break }
                        let named = asks ? [] : [("username", name)]
                        try await browser.submit(
                            named + [("code", "12345\(step % 10)"), ("password", "Other-Horse-2")])
                        pages.append("\(browser.status) \(browser.path) \(browser.withoutTokens)")
                    }
                })
        }
        #expect(visits[0] == visits[1] && visits[2] == visits[3])
        #expect(visits[0].first?.hasPrefix("422 ") == true && visits[0].last?.hasPrefix("429 ") == true)
    }

    @Test func aSignInLooksTheSame() async throws {
        var visits: [[String]] = []
        for name in ["ada", "nobody"] {
            visits.append(
                try await visit(name) { browser, pages in
                    await browser.open("/login")
                    for step in 0..<7 {
                        try await browser.submit([("username", name), ("password", "Wrong-Horse-\(step)")])
                        pages.append("\(browser.status) \(browser.path) \(browser.withoutTokens)")
                    }
                })
        }
        #expect(visits[0] == visits[1])
        #expect(visits[0].last?.hasPrefix("429 ") == true)
    }

    @Test func theCodeOfANewAccountLooksTheSame() async throws {
        var visits: [[String]] = []
        for name in ["ada", "nobody"] {
            visits.append(
                try await visit(name) { browser, pages in
                    await browser.open("/confirmUser")
                    for step in 0..<3 {
                        try await browser.submit([("username", name), ("code", "12345\(step)")])
                        pages.append("\(browser.status) \(browser.path) \(browser.withoutTokens)")
                    }
                })
        }
        #expect(visits[0] == visits[1] && visits[0].last?.hasPrefix("422 ") == true)
    }
}
