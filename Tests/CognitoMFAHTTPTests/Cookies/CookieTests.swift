import CognitoMFAHTTP
import Testing

@Suite struct CookieTests {
    private func cookies(_ headers: String...) throws -> Cookies {
        try Cookies(try HeaderFields(headers.map { (name: "Cookie", value: $0) }))
    }

    @Test func cookiesOfAllHeadersAreRead() throws {
        let cookies = try cookies("a=1; b=2", "c=3;d=4")
        #expect(cookies.names == ["a", "b", "c", "d"])
        #expect(cookies.value("b") == "2" && cookies.value("d") == "4" && cookies.value("e") == nil)
        #expect(try Cookies([]).names.isEmpty)
    }

    @Test func aValueIsEverythingBehindTheFirstEqualsSign() throws {
        let cookies = try cookies("a=b=c; q=\"x y\"; e=; s = 1 ")
        #expect(cookies.value("a") == "b=c" && cookies.value("q") == "\"x y\"" && cookies.value("e") == "")
        #expect(cookies.value("s") == "1")
    }

    @Test func namesAreToldApartByCase() throws {
        let cookies = try cookies("__Host-mfa=1; __host-mfa=2")
        #expect(cookies.value("__Host-mfa") == "1" && cookies.values("__host-mfa") == ["2"])
    }

    /// A page of another host of the domain can add a cookie, but not take one's place unseen.
    @Test func aRepeatedCookieIsNone() throws {
        let cookies = try cookies("a=1; a=2", "b=1")
        #expect(cookies.value("a") == nil && cookies.values("a") == ["1", "2"] && cookies.value("b") == "1")
    }

    @Test func whatHasNoNameIsLeftOut() throws {
        let cookies = try cookies("=__Host-mfa=stranger; nothing; ; a b=1; é=2; a=é; ok=1")
        #expect(cookies.names == ["ok"])
    }

    @Test func cookiesAreBounded() throws {
        let many = (0..<200).map { "c\($0)=1" }.joined(separator: ";")
        #expect(try cookies(many).names.count == 200)
        #expect(throws: CookieError.tooMany) { try cookies(many + ";x=1") }
        let long = "a=" + String(repeating: "b", count: Cookies.byteLimit - 2)
        #expect(try cookies(long).names == ["a"])
        #expect(throws: CookieError.tooMany) { try cookies(long, "c") }
    }

    @Test func aCookieIsWrittenWithItsAttributes() throws {
        let plain = try SetCookie("__Host-mfa-flow", "abc")
        #expect(plain.headerValue.text == "__Host-mfa-flow=abc; Path=/; Secure; HttpOnly; SameSite=Lax")
        let full = try SetCookie(
            "theme", "dark", path: "/account", maxAge: 3_600, isSecure: false, isHTTPOnly: false, sameSite: .strict)
        #expect(full.headerValue.text == "theme=dark; Path=/account; Max-Age=3600; SameSite=Strict")
        #expect(
            try SetCookie("a", "", maxAge: -5).headerValue.text
                == "a=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax")
    }

    @Test func aCookieThatABrowserWouldDropIsRefused() throws {
        for name in ["__Host-a", "__host-a", "__HOST-a"] {
            #expect(throws: CookieError.attributes) { try SetCookie(name, "1", isSecure: false) }
            #expect(throws: CookieError.attributes) { try SetCookie(name, "1", path: "/a") }
            #expect(throws: Never.self) { try SetCookie(name, "1") }
        }
        #expect(throws: CookieError.attributes) { try SetCookie("__Secure-a", "1", isSecure: false) }
        #expect(throws: Never.self) { try SetCookie("__Secure-a", "1", path: "/a") }
        #expect(throws: CookieError.attributes) { try SetCookie("a", "1", isSecure: false, sameSite: .none) }
        #expect(throws: Never.self) { try SetCookie("a", String(repeating: "b", count: 4_095)) }
        #expect(throws: CookieError.tooLong) { try SetCookie("a", String(repeating: "b", count: 4_096)) }
        #expect(throws: CookieError.tooLong) {
            try SetCookie("a", "b", path: "/" + String(repeating: "b", count: 1_024))
        }
    }

    @Test(arguments: ["a;b", "a b", "a,b", "a\"", "a\\", "é", "a\r\nb", "a\u{0}", "\u{7F}", "\t"])
    func noValueBecomesAnAttributeOrAHeader(_ value: String) {
        #expect(throws: CookieError.character) { try SetCookie("a", value) }
        #expect(throws: CookieError.character) { try SetCookie(value + ";", "a") }
        #expect(throws: CookieError.path) { try SetCookie("a", "b", path: "/;" + value) }
    }

    @Test func aPathIsAbsolute() {
        for path in ["", "a", " /", "/a; Domain=example.com", "/\u{E9}", "/a\r\n"] {
            #expect(throws: CookieError.path) { try SetCookie("a", "b", path: path) }
        }
    }

    @Test func noValueIsPrinted() throws {
        let read = try cookies("mfa=secret-1843")
        let written = try SetCookie("mfa", "secret-1843")
        var dumped = ""
        dump(read, to: &dumped)
        dump(written, to: &dumped)
        for text in ["\(read)", "\(written)", dumped, String(reflecting: read), String(reflecting: written)] {
            #expect(!text.contains("1843"), "\(text)")
        }
    }
}
