import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// Forms of random bytes: each is refused or answered, and no page gains a tag or an attribute by what was typed.
struct FuzzedFormTests {
    private static let pieces: [[UInt8]] = [
        Array("<script>".utf8), Array("\"><img src=x onerror=y>".utf8), Array("'".utf8), Array("&".utf8),
        Array("=".utf8),
        Array("%".utf8), Array("%00".utf8), Array("%ED%A0%80".utf8), Array("%FF".utf8), Array("%E2%80%AE".utf8),
        Array("%0d%0a".utf8), Array("+".utf8), Array("csrf".utf8), Array("&username=".utf8), Array("&password=".utf8),
        Array("&code=".utf8), Array("&email=".utf8), Array("ada".utf8), Array("%3C/title%3E".utf8),
        Array("%22%3E%3Ch1%3E".utf8),
        Array("&attribute-family_name=".utf8), Array("%E2%80%A8".utf8), Array("123456".utf8), [0], [0xFF],
        [0xED, 0xA0, 0x80],
    ]

    /// Small numbers from a seed, so that a failure can be repeated.
    private struct Generator {
        var state: UInt64

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }

    @Test(arguments: ["/login", "/forgotPassword", "/confirmForgotPassword", "/signup", "/confirmUser"])
    func noFormMakesAPageFail(_ path: String) async throws {
        var members = UserPoolOptions()
        members.autoVerifiedAttributes = [.email]
        let fixture = try await PageFixture(mfa: .off, members: members)
        var generator = Generator(state: UInt64(path.utf8.count))
        let allowed = try await names(fixture)
        for _ in 0..<150 {
            var browser = fixture.browser
            await browser.open(path)
            let form = try #require(browser.form(to: path))
            var body = Array(Form([Form.Field("csrf", form.csrf)]).bytes)
            for _ in 0..<generator.next(12) {
                body +=
                    generator.next(4) == 0
                    ? [UInt8(generator.next(256))] : Self.pieces[generator.next(Self.pieces.count)]
            }
            let status = await browser.post(form.action, body: body).status
            #expect([303, 403, 422, 429].contains(status), "\(body)")
            for tag in MarkupShape(browser.html).tags {
                let words = tag.split(separator: " ")
                #expect(allowed.contains(String(words.first ?? "")), "\(tag): \(body)")
                #expect(!words.dropFirst().contains { $0.hasPrefix("on") || $0.hasPrefix("src") }, "\(tag): \(body)")
            }
        }
    }

    /// The tags of our own pages.
    private func names(_ fixture: PageFixture) async throws -> Set<String> {
        var browser = fixture.browser
        var names: Set<String> = []
        for path in ["/login", "/signup", "/confirmForgotPassword", "/login?client_id=nobody"] {
            await browser.open(path)
            for tag in MarkupShape(browser.html).tags { names.insert(String(tag.prefix { $0 != " " })) }
        }
        #expect(!names.contains("script") && !names.contains("img"))
        // Those of the box of errors.
        return names.union(["div", "/div", "h2", "/h2", "p", "/p", "a", "/a"])
    }
}
