import CognitoMFAHTTP
import Testing

@Suite struct HTMLTests {
    private let hostile = #"</p><script>alert("1")</script>&amp;' onload=x"#

    @Test func textIsEscaped() {
        #expect(HTML(escaping: "& < > \" '").markup == "&amp; &lt; &gt; &quot; &#39;")
        let page: HTML = "<p>\(hostile)</p>"
        #expect(
            page.markup
                == "<p>&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39; onload=x</p>")
    }

    @Test func markupIsNotEscapedAgain() {
        let inner: HTML = "<b>\("a<b")</b>"
        let page: HTML = "<p>\(inner)\(HTML(escaping: "&"))</p>"
        #expect(page.markup == "<p><b>a&lt;b</b>&amp;</p>")
        let items = ["<", ">"].map { "<li>\($0)</li>" as HTML }
        let list: HTML = "<ul>\(items)</ul>"
        #expect(
            list.markup == "<ul><li>&lt;</li><li>&gt;</li></ul>" && HTML(items).markup == "<li>&lt;</li><li>&gt;</li>")
        let nothing: HTML? = nil
        #expect(("<p>\(nothing)</p>" as HTML).markup == "<p></p>")
    }

    @Test func attributesAreQuoted() {
        let field: HTML = "<input\(attribute: "value", hostile)\(attribute: "id", nil)\(attribute: "hidden", if: true)>"
        #expect(
            field.markup
                == "<input value=\"&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&#39; onload=x\" hidden>"
        )
        #expect(
            ("<input\(attribute: "hidden", if: false)\(attribute: "value", "")>" as HTML).markup == "<input value=\"\">"
        )
    }

    @Test func aValueWithoutQuotesGetsThem() {
        let link: HTML = "<a href=\("/a b") title='\("it's")' class=\(3)>\("a=")</a>"
        #expect(link.markup == "<a href=\"/a b\" title='it&#39;s' class=\"3\">a=</a>")
        let text: HTML = "<p>a=\("b")</p><!doctype html>\("c")"
        #expect(text.markup == "<p>a=b</p><!doctype html>c")
        // Markup that opens a tag leaves the rest of the literal in it.
        let open: HTML = "<a href="
        let closed: HTML = "\(open)\("x y")>"
        #expect(closed.markup == "<a href=\"x y\">")
    }

    @Test func textElsewhereInATagStopsTheProgram() async {
        await #expect(processExitsWith: .failure) { _ = "<p \("onload=x")>" as HTML }
        await #expect(processExitsWith: .failure) { _ = "<\("script")>" as HTML }
        await #expect(processExitsWith: .failure) { _ = "<a href=/\("x y")>" as HTML }
        await #expect(processExitsWith: .failure) { _ = "<p>\(attribute: "id", "a")</p>" as HTML }
    }

    @Test func numbersAndBytes() {
        let page: HTML = "<p>é \(-3)</p>"
        #expect(page.bytes == Array("<p>é -3</p>".utf8) && "\(page)" == "<p>é -3</p>")
    }

    /// No text opens or closes a tag or an attribute.
    @Test func noTextLeavesItsPlace() {
        for byte in 0...0x7F as ClosedRange<UInt8> {
            let text = String(UnicodeScalar(byte))
            let escaped = HTML(escaping: text).markup
            #expect(!escaped.utf8.contains { "<>\"'".utf8.contains($0) || $0 == 0 })
            #expect(escaped.hasPrefix("&") == "&<>\"'".contains(text))
        }
        #expect(HTML(escaping: "a\u{0}b").markup == "a\u{FFFD}b")
        #expect(HTML(escaping: "<\u{301}").markup.utf8.first == UInt8(ascii: "&"))
        #expect(HTML(escaping: "é") != HTML(escaping: "e\u{301}"))
    }
}
