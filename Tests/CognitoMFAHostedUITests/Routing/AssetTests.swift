import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// The style sheet and the logo: named by content, kept for ever.
struct AssetTests {
    private func get(_ pages: HostedUI, _ path: String) async throws -> ResponseMessage {
        await pages.handle(try RequestMessage(method: "GET", target: path, headers: []))
    }

    private func stylesheet(_ fixture: PageFixture) async throws -> (path: String, response: ResponseMessage) {
        var browser = fixture.browser
        await browser.open("/login")
        let path = try #require(browser.html.between("<link rel=\"stylesheet\" href=\"", "\""))
        return (path, try await get(fixture.pages, path))
    }

    @Test func theStyleSheetIsSmallAndKeptForEver() async throws {
        let (path, response) = try await stylesheet(try await PageFixture())
        #expect(response.status == 200 && response.body.count <= 8_192)
        #expect(response.fields.value("content-type") == "text/css; charset=utf-8")
        #expect(response.fields.value("cache-control") == "public, max-age=31536000, immutable")
        #expect(response.fields.value("x-content-type-options") == "nosniff")
        #expect(path.hasPrefix("/pages/style-") && path.hasSuffix(".css"))
    }

    @Test func anotherThemeHasAnotherName() async throws {
        let plain = try await stylesheet(try await PageFixture())
        let theme = try Theme(productName: "Example Shop", corner: .square)
        let square = try await stylesheet(try await PageFixture(theme: theme))
        #expect(plain.path != square.path && plain.response.body != square.response.body)
        #expect(try await get(try await PageFixture().pages, square.path).status == 404)
    }

    @Test func browsersGetNoErrorForTheirIcon() async throws {
        let fixture = try await PageFixture()
        let response = try await get(fixture.pages, "/favicon.ico")
        #expect(response.status == 204 && response.body.isEmpty)
        var browser = fixture.browser
        await browser.open("/login")
        #expect(browser.html.contains("<link rel=\"icon\" href=\"data:,\">"))
        let logo = Theme.Logo(bytes: Array("<svg/>".utf8), type: "image/svg+xml", alternativeText: "Shop")
        let named = try await PageFixture(theme: try Theme(productName: "Shop", logo: logo))
        browser = named.browser
        await browser.open("/login")
        let path = try #require(browser.html.between("<link rel=\"icon\" href=\"", "\""))
        #expect(try await get(named.pages, path).body == logo.bytes)
    }

    @Test func aThemeMayHaveAScript() async throws {
        let fixture = try await PageFixture(theme: try Theme(productName: "Example Shop", script: true))
        var browser = fixture.browser
        await browser.open("/login")
        let policy = try #require(browser.response.fields.value("content-security-policy"))
        #expect(policy.contains("script-src 'self';") && !policy.contains("unsafe"))
        let path = try #require(browser.html.between("<script src=\"", "\""))
        #expect(path.hasPrefix("/pages/script-") && path.hasSuffix(".js"))
        let response = try await get(fixture.pages, path)
        #expect(response.status == 200 && response.body.count <= 2_048)
        #expect(response.fields.value("content-type") == "text/javascript; charset=utf-8")
        #expect(response.fields.value("cache-control")?.contains("immutable") == true)
        #expect(browser.html.components(of: "<script") == 1 && browser.html.contains("data-show=\"Show password\""))
        #expect(try await get(try await PageFixture().pages, path).status == 404)
    }

    /// Left and right would be wrong in half the world's directions of writing.
    @Test func theStyleSheetHasLogicalPropertiesOnly() async throws {
        let text = String(decoding: try await stylesheet(try await PageFixture()).response.body, as: UTF8.self)
        for property in [
            "margin-left", "margin-right", "padding-left", "padding-right", "border-left", "float:", "left:",
        ] {
            #expect(!text.contains(property), "\(property)")
        }
        #expect(text.contains("prefers-color-scheme:dark") && text.contains("prefers-reduced-motion"))
        #expect(text.contains("forced-colors:active") && text.contains("@media print"))
        #expect(!text.contains("\n ") && !text.contains("url("))
    }

    @Test func aLogoIsServedAndNamed() async throws {
        let logo = Theme.Logo(bytes: Array("<svg/>".utf8), type: "image/svg+xml", alternativeText: "Shop \"A\" & <B>")
        let fixture = try await PageFixture(theme: try Theme(productName: "Shop", logo: logo))
        var browser = fixture.browser
        await browser.open("/login")
        #expect(browser.html.contains("alt=\"Shop &quot;A&quot; &amp; &lt;B&gt;\""))
        let path = try #require(browser.html.between("<img src=\"", "\""))
        let response = try await get(fixture.pages, path)
        #expect(path.hasSuffix(".svg") && response.body == logo.bytes)
        #expect(response.fields.value("content-type") == "image/svg+xml")
    }

    @Test func theTextsAreThoseOfTheTheme() async throws {
        let theme = try Theme(productName: "Laden", texts: .german, language: "de")
        var browser = try await PageFixture(theme: theme).browser
        await browser.open("/login")
        #expect(browser.title == "Anmelden - Laden" && browser.html.contains("<html lang=\"de\" dir=\"ltr\">"))
        var texts = Texts.english
        texts.signIn.title = "تسجيل الدخول"
        let arabic = try Theme(productName: "متجر", texts: texts, language: "ar", direction: .rightToLeft)
        browser = try await PageFixture(theme: arabic).browser
        await browser.open("/login")
        #expect(browser.title == "تسجيل الدخول - متجر" && browser.html.contains("<html lang=\"ar\" dir=\"rtl\">"))
    }
}
