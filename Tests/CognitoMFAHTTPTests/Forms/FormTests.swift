import CognitoMFAHTTP
import Testing

@Suite struct FormTests {
    private func form(_ text: String) throws -> Form { try Form(parsing: text.utf8) }

    @Test func fieldsAreReadInTheirOrder() throws {
        let form = try form("b=1&a=x+y%21&&b=2&c&=d&e=f=g")
        #expect(
            form.fields == [
                Form.Field("b", "1"), Form.Field("a", "x y!"), Form.Field("b", "2"), Form.Field("c", ""),
                Form.Field("", "d"), Form.Field("e", "f=g"),
            ])
        #expect(try form.value("a") == "x y!" && form.value("none") == nil && form.values("b") == ["1", "2"])
        #expect(try self.form("").fields.isEmpty && self.form("&&").fields.isEmpty)
    }

    @Test func aRepeatedFieldIsSeen() throws {
        let form = try form("a=1&b=2&a=3")
        #expect(throws: FormError.repeated) { try form.value("a") }
        #expect(try form.value("b") == "2" && form.hasRepeatedNames)
        #expect(try !self.form("a=1&A=2").hasRepeatedNames)
        // Two spellings of one letter are two names.
        #expect(try !self.form("%C3%A9=1&e%CC%81=2").hasRepeatedNames)
        #expect(try self.form("%C3%A9=1&e%CC%81=2").value("é") == "1")
    }

    @Test func bytesAreKept() throws {
        let value = try #require(try form("a=%0D%0A%00%E2%80%AE%e2%80%ae+%2B").value("a"))
        #expect(Array(value.utf8) == [0x0D, 0x0A, 0, 0xE2, 0x80, 0xAE, 0xE2, 0x80, 0xAE, 0x20, 0x2B])
    }

    @Test(arguments: ["a=%", "a=%4", "%zz=1", "a=%+1", "a=%%41", "a=1&b=%4"])
    func halfAnEscapeIsRefused(_ text: String) { #expect(throws: FormError.malformed) { try form(text) } }

    @Test(arguments: ["a=%FF", "%C0%80=1", "a=%ED%A0%80", "a=%C3"])
    func whatIsNotUTF8IsRefused(_ text: String) { #expect(throws: FormError.notUTF8) { try form(text) } }

    @Test func bytesThatAreNotUTF8AreRefused() {
        #expect(throws: FormError.notUTF8) { try Form(parsing: [0x61, 0x3D, 0xFF]) }
    }

    @Test func aFormIsBounded() throws {
        let many = (0..<32).map { "f\($0)=" }.joined(separator: "&")
        #expect(try form(many).fields.count == 32)
        #expect(throws: FormError.tooManyFields) { try form(many + "&a") }
        #expect(throws: FormError.tooManyFields) { try Form(parsing: "a&b".utf8, fieldLimit: 1) }
        let long = "a=" + String(repeating: "b", count: 16_382)
        #expect(try form(long).fields.count == 1)
        #expect(throws: FormError.tooLong) { try form(long + "b") }
        #expect(throws: FormError.tooLong) { try Form(parsing: "abc".utf8, byteLimit: 2) }
    }

    @Test func aFormIsWrittenAsBrowsersDo() {
        let form: Form = [
            Form.Field("user name", "a*-._Z9~"), Form.Field("", ""), Form.Field("é", "\r\n\u{0}&=+%"),
        ]
        #expect(
            String(decoding: form.bytes, as: UTF8.self)
                == "user+name=a*-._Z9%7E&=&%C3%A9=%0D%0A%00%26%3D%2B%25")
        #expect(Form([]).bytes.isEmpty)
    }

    @Test func whatIsWrittenIsRead() throws {
        let texts = ["", " ", "é", "e\u{301}", "\u{202E}", "a&b=c", "\"<>'", "🔑", "\u{0}"]
        let form = Form(texts.flatMap { name in texts.map { Form.Field(name, $0) } })
        #expect(try Form(parsing: form.bytes, fieldLimit: 100).fields == form.fields)
    }

    @Test func noValueIsPrinted() throws {
        let form = try form("password=secret-1843")
        var dumped = ""
        dump(form, to: &dumped)
        for text in ["\(form)", "\(form.fields)", dumped, String(reflecting: form)] {
            #expect(!text.contains("1843"), "\(text)")
        }
        #expect("\(form)" == "Form(password)")
    }
}
