import CognitoMFACore
import Testing

@Suite struct PercentEncodingTests {
    /// RFC 3986, 2.3; the text was made with Python's urllib.
    @Test func onlyUnreservedCharactersStayUnencoded() {
        let all = String(decoding: (UInt8(0)..<128).map { $0 }, as: UTF8.self)
        let expected =
            "%00%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14%15%16%17%18%19%1A%1B%1C%1D%1E%1F"
            + "%20%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F"
            + "%40ABCDEFGHIJKLMNOPQRSTUVWXYZ%5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D~%7F"
        #expect(PercentEncoding.encode(all) == expected)
        #expect(PercentEncoding.decode(expected) == all)
    }

    @Test(arguments: [("é", "%C3%A9"), ("例", "%E4%BE%8B"), ("🔑", "%F0%9F%94%91"), ("", ""), ("e\u{301}", "e%CC%81")])
    func otherTextIsEncodedAsUTF8(text: String, encoded: String) throws {
        #expect(PercentEncoding.encode(text) == encoded)
        let decoded = try #require(PercentEncoding.decode(encoded))
        #expect(Array(decoded.utf8) == Array(text.utf8))
        #expect(PercentEncoding.decode(encoded.lowercased()) == text)
        #expect(PercentEncoding.decode(text) == text, "what was not encoded stays")
    }

    @Test func decodingGivesBackWhatWasEncoded() {
        var random = SplitMix64(seed: 7)
        for _ in 0..<300 {
            let text = random.text(of: Array("az09-._~%25 +/:?#&=é例🔑\u{0}\n"), upTo: 20)
            #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
        }
    }

    /// A plus sign is a space in web forms only.
    @Test func aPlusSignStaysOne() {
        #expect(PercentEncoding.decode("a+b") == "a+b")
    }

    @Test(arguments: ["%", "a%", "%4", "%zz", "%4g", "%+1", "% 41", "%FF", "%C3", "%C3x", "%ED%A0%80", "%C0%80", "%é"])
    func malformedEncodingAndInvalidUTF8AreRefused(encoded: String) {
        #expect(PercentEncoding.decode(encoded) == nil)
    }
}
