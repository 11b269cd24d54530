import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAHostedUI
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// Requests that no browser with our pages makes: refused, and nothing has changed.
struct BadInputTests {
    private func open(_ fixture: PageFixture) async throws -> (browser: Browser, csrf: String) {
        var browser = fixture.browser
        await browser.open("/login")
        return (browser, try #require(browser.form(to: "/login")).csrf)
    }

    private func bytes(_ fields: [(String, String)]) -> [UInt8] { Form(fields.map { Form.Field($0.0, $0.1) }).bytes }

    @Test func fieldsThatAreRepeatedMissingUnknownOrTooLongAreRefused() async throws {
        let fixture = try await PageFixture()
        var (browser, csrf) = try await open(fixture)
        let good = [("csrf", csrf), ("username", "ada"), ("password", "Wrong-Horse-1")]
        let forms: [[(String, String)]] = [
            good + [("username", "bob")], good + [("password", "x")], good + [("csrf", csrf)],
            good + [("role", "admin")], good + [("f", "x")], Array(good.dropLast()),
            [good[0], good[2]], Array(good.dropFirst()),
            [good[0], ("username", String(repeating: "a", count: 129)), good[2]],
            [good[0], good[1], ("password", String(repeating: "a", count: 257))],
            [good[0], ("username", "a\u{0}b"), good[2]], [good[0], ("username", "a\nb"), good[2]],
            [good[0], ("username", "a\u{85}b"), good[2]], [good[0], ("username", "a\u{2028}b"), good[2]],
            [good[0], good[1], ("password", "a\u{7F}b")],
            good + (0..<40).map { ("x\($0)", "") },
        ]
        for form in forms {
            #expect(await browser.post("/login", form).status == 403, "\(form.map(\.0))")
        }
        #expect(await browser.post("/login", good).status == 422)
    }

    @Test func aBodyThatIsNoFormIsRefused() async throws {
        let fixture = try await PageFixture()
        var (browser, csrf) = try await open(fixture)
        let good = bytes([("csrf", csrf), ("username", "ada"), ("password", "Wrong-Horse-1")])
        // A lone surrogate, a byte that is no UTF-8, an open escape, and a body of 1 MiB.
        for end in ["&username=%ED%A0%80", "%FF", "%4", String(repeating: "a", count: 1 << 20)] {
            #expect(await browser.post("/login", body: good + Array(end.utf8)).status == 403)
        }
        for type in ["application/json", "multipart/form-data; boundary=x", "text/plain", ""] {
            let headers = [("Content-Type", type)]
            let fields = browser.cookies.map { (name: "Cookie", value: "\($0.key)=\($0.value)") }
            let request = try RequestMessage(
                method: "POST", target: "/login", headers: headers.map { (name: $0.0, value: $0.1) } + fields,
                body: good)
            #expect(await fixture.pages.handle(request).status == 403)
        }
    }

    @Test(arguments: [
        "/login?client_id=nobody", "/login?client_id=test-client&client_id=test-client", "/login?client_id=%FF",
        "/login?state=%00", "/login?client_id=", "/login?f=a&f=b",
    ])
    func anAddressThatIsNotOursIsRefused(_ address: String) async throws {
        var browser = try await PageFixture().browser
        await browser.open(address)
        #expect(browser.status == 403 && browser.cookies.isEmpty && !browser.html.contains("nobody"))
    }

    @Test func aLinkWithoutAnApplicationSaysSo() async throws {
        let fixture = try await PageFixture(defaultClient: nil)
        var browser = fixture.browser
        for address in ["/login", "/forgotPassword", "/account/security"] {
            #expect(await browser.open(address) == 403)
            #expect(browser.html.contains("does not say which application") && browser.html.contains("our help desk"))
            #expect(!browser.html.contains("class=\"primary\""), "a button that leads back here")
        }
        #expect(await browser.open("/nowhere") == 404)
        #expect(!browser.html.contains("class=\"primary\""))
        #expect(await browser.open("/login?client_id=test-client") == 200)
    }

    @Test func aPageThatDoesNotExistSaysSo() async throws {
        var browser = try await PageFixture().browser
        for path in ["/", "/login/", "/mfa", "/admin/x/mfa", "/oauth2/authorize", "/account/browsers", "/<script>"] {
            #expect(await browser.open(path) == 404, "\(path)")
            #expect(!browser.html.contains("<script>"))
        }
    }

    @Test func aMethodThatAPageDoesNotTakeIsRefused() async throws {
        let fixture = try await PageFixture()
        for (method, path, allowed) in [
            ("PUT", "/login", "GET, HEAD, POST"), ("GET", "/mfa/send", "POST"), ("GET", "/account/prefer", "POST"),
            ("POST", "/mfa/help", "GET, HEAD"), ("DELETE", "/account/security", "GET, HEAD"),
        ] {
            let response = await fixture.pages.handle(try RequestMessage(method: method, target: path, headers: []))
            #expect(response.status == 405 && response.fields.value("allow") == allowed)
        }
        let head = await fixture.pages.handle(try RequestMessage(method: "HEAD", target: "/login", headers: []))
        #expect(head.status == 200 && head.body.isEmpty)
    }

    /// Markup, quotes and marks of direction come back as text: the page keeps its shape.
    @Test(arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' autofocus onfocus='x", "</title><h1>x",
        "&lt;b&gt;", "\u{202E}evil\u{2066}", "a\"b'c<d>e&f", "]]>", "{{7*7}}", "日本語", "\u{FFFE}",
    ])
    func whatIsTypedKeepsThePagesShape(_ text: String) async throws {
        let fixture = try await PageFixture()
        let plain = try await shape(fixture, "ada")
        let odd = try await shape(fixture, text)
        #expect(odd.shape == plain.shape)
        #expect(odd.value == text)
    }

    private func shape(_ fixture: PageFixture, _ name: String) async throws -> (shape: [String], value: String?) {
        var (browser, csrf) = try await open(fixture)
        await browser.post("/login", [("csrf", csrf), ("username", name), ("password", "Wrong-Horse-1")])
        #expect(browser.status == 422)
        let field = browser.html.between("<input id=\"username\"", ">")
        return (MarkupShape(browser.html).tags, field?.between("value=\"", "\"")?.unescaped)
    }
}

/// The tags of a page with the names of their attributes, as a browser reads them.
struct MarkupShape {
    private(set) var tags: [String] = []

    init(_ html: String) {
        var tag: String?
        var quote: Character?
        for character in html {
            guard let open = tag else {
                if character == "<" { tag = "" }
                continue
            }
            if let mark = quote {
                if character == mark { quote = nil }
            } else if character == ">" {
                tags.append(open)
                tag = nil
            } else if character == "\"" || character == "'" {
                quote = character
            } else {
                tag = open + String(character)
            }
        }
    }
}
