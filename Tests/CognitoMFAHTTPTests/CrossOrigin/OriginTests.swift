import CognitoMFAHTTP
import Testing

@Suite struct OriginTests {
    @Test(arguments: [
        "https://app.example.com", "http://localhost:3000", "http://127.0.0.1", "http://[::1]:8080",
        "capacitor://localhost",
        "chrome-extension://abcdefghijklmnop", "https://xn--bcher-kva.example", "https://a_b.example:65535",
        "http://a:443",
    ])
    func browsersSendThese(_ text: String) throws { #expect(try Origin(validating: text).text == text) }

    @Test(arguments: [
        "", "null", "*", "https://*.example.com", "app.example.com", "https://", "https:///",
        "https://app.example.com/",
        "https://app.example.com/path", "https://app.example.com?x", "https://app.example.com#x",
        "HTTPS://app.example.com",
        "https://App.example.com", "https://app.example.com:443", "http://app.example.com:80",
        "https://app.example.com:",
        "https://app.example.com:0", "https://app.example.com:080", "https://app.example.com:65536",
        "https://app.example.com:1a", "https://user@app.example.com", "https://bücher.example", " https://a",
        "https://a ",
        "https://a\r\nb", "https://a\u{0}", "https://[::1", "https://[]", "https://[::1]x", "https://a b", "1s://a",
        "://a",
        "https:/a", "https://a,https://b", "https://a\u{301}",
    ])
    func browsersNeverSendThese(_ text: String) { #expect(throws: InvalidOrigin.self) { try Origin(validating: text) } }

    @Test func anOriginIsBounded() {
        #expect(throws: InvalidOrigin.self) { try Origin(validating: "https://" + String(repeating: "a", count: 505)) }
    }
}
