import CognitoMFAHTTP
import Testing

@Suite struct HeaderFieldTests {
    @Test func namesAreEqualInAnyCase() throws {
        let name = try HeaderName(validating: "X-Amz-Target")
        #expect(name == "x-amz-target" && Set([name]).contains("X-AMZ-TARGET"))
        #expect(name != "x-amz-targe" && name != "x-amz-target2" && name.text == "X-Amz-Target")
    }

    /// The bytes of a name outside ASCII have no case, and no other byte is one.
    @Test(arguments: ["", "a b", "a:", "a\r\nb", "a\u{0}", "é", "K\u{212A}", "a\t", "(a)", "a,b", "\u{7F}"])
    func aNameIsAToken(_ text: String) {
        #expect(throws: HeaderFieldError.name) { try HeaderName(validating: text) }
        #expect(throws: HeaderFieldError.name) { try HeaderFields([(text, "value")]) }
    }

    @Test func aValueIsKeptByteForByte() throws {
        for text in ["", " a ", "a\tb", "é", "e\u{301}", "\"", "a,b;c"] {
            #expect(try HeaderValue(validating: text).text.utf8.elementsEqual(text.utf8))
        }
        #expect("é" as HeaderValue != "e\u{301}" && "A" as HeaderValue != "a")
        #expect(!Set(["é" as HeaderValue]).contains("e\u{301}"))
    }

    @Test func noControlCharacterGetsIn() {
        for byte in (0...0x1F as ClosedRange<UInt8>) where byte != 0x09 {
            let text = "a" + String(UnicodeScalar(byte)) + "X-Other: b"
            #expect(throws: HeaderFieldError.value) { try HeaderValue(validating: text) }
            #expect(throws: HeaderFieldError.value) { try HeaderFields([("a", "b"), ("c", text)]) }
        }
        #expect(throws: HeaderFieldError.value) { try HeaderValue(validating: "\u{7F}") }
        // One character for Swift, two bytes for a header.
        #expect(throws: HeaderFieldError.value) { try HeaderValue(validating: "a\r\nb") }
    }

    @Test func orderAndRepetitionAreKept() throws {
        let pairs = [("B", "1"), ("a", "2"), ("b", "3"), ("A", "4")]
        var fields = try HeaderFields(pairs.map { (name: $0.0, value: $0.1) })
        #expect(fields.map(\.name.text) == ["B", "a", "b", "A"] && fields.map(\.value.text) == ["1", "2", "3", "4"])
        #expect(fields.values("b") == ["1", "3"] && fields.values("A") == ["2", "4"] && fields.values("c").isEmpty)
        #expect(fields.value("a") == nil && fields.value("c") == nil)
        fields.append("C", "5")
        #expect(fields.value("c") == "5" && fields.count == 5)
        fields.removeAll("B")
        #expect(fields.pairs.map(\.name) == ["a", "A", "C"])
        fields.append(contentsOf: [HeaderField("a", "6")])
        #expect(fields.values("a") == ["2", "4", "6"])
    }

    @Test func impossibleHeadersAreLeftOutOfARefusal() {
        let fields = HeaderFields(possibleOf: [("Origin", "https://a"), ("X\r\n", "a"), ("X", "a\nb"), ("Y", "c")])
        #expect(fields.pairs.map(\.name) == ["Origin", "Y"])
    }

    @Test func textForAHeaderIsPrintableAndBounded() {
        #expect(HeaderValue(replacingUnprintable: "a\r\nSet-Cookie: b\u{0}é\u{7F}").text == "a??Set-Cookie: b????")
        #expect(HeaderValue(replacingUnprintable: String(repeating: "é", count: 600)).text.utf8.count == 512)
        #expect(HeaderValue(replacingUnprintable: "abc", limit: 2).text == "ab")
    }

    @Test func noValueIsPrinted() throws {
        let fields: HeaderFields = [HeaderField("Authorization", "secret-1843"), HeaderField("Cookie", "secret-1843")]
        var dumped = ""
        dump(fields, to: &dumped)
        let texts = ["\(fields)", "\(fields[0])", dumped, String(reflecting: fields), "\([fields[0]])"]
        for text in texts { #expect(!text.contains("1843"), "\(text)") }
        #expect("\(fields)" == "[Authorization, Cookie]")
    }
}
