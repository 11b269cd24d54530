import CognitoMFAHTTP
import Testing

@Suite struct MessageTests {
    private func request(_ target: String, _ headers: [(name: String, value: String)] = []) throws -> RequestMessage {
        try RequestMessage(method: "POST", target: target, headers: headers, body: Array("password=secret-1843".utf8))
    }

    @Test func aTargetHasPathAndQuery() throws {
        let request = try request("/login?client_id=a%20b&state=x?y")
        #expect(request.path == "/login")
        #expect(try request.query().value("client_id") == "a b" && request.query().value("state") == "x?y")
        #expect(try self.request("/login").query().fields.isEmpty && self.request("?a=1").path == "")
        #expect(throws: FormError.tooManyFields) { try request.query(fieldLimit: 1) }
        #expect(throws: FormError.tooLong) { try request.query(byteLimit: 4) }
    }

    @Test func anImpossibleHeaderIsRefused() {
        #expect(throws: HeaderFieldError.value) { try request("/", [("a", "b\r\nc: d")]) }
        #expect(throws: HeaderFieldError.name) { try request("/", [("a b", "c")]) }
    }

    @Test func theMediaTypeIsReadInAnyCaseAndWithParameters() throws {
        for type in [
            "application/x-www-form-urlencoded", " Application/X-WWW-Form-Urlencoded ; charset=utf-8",
            "application/x-www-form-urlencoded;",
        ] {
            #expect(try request("/", [("CONTENT-type", type)]).isOf(Form.contentType), "\(type)")
        }
        for type in ["", "text/plain", "application/x-www-form-urlencodedx", "application/ x-www-form-urlencoded"] {
            #expect(try !request("/", [("Content-Type", type)]).isOf(Form.contentType), "\(type)")
        }
        let twice = [(name: "Content-Type", value: "a/b"), (name: "content-type", value: "a/b")]
        #expect(try !request("/", twice).isOf("a/b") && !request("/").isOf("a/b"))
    }

    @Test func noSecretIsPrinted() throws {
        let request = try request("/login?code=secret-1843", [("Cookie", "a=secret-1843")])
        let response = ResponseMessage(status: 303, fields: request.fields, body: request.body)
        var dumped = ""
        dump(request, to: &dumped)
        dump(response, to: &dumped)
        for text in ["\(request)", "\(response)", dumped, String(reflecting: request), String(reflecting: response)] {
            #expect(!text.contains("1843"), "\(text)")
        }
        #expect("\(request)" == "POST /login" && "\(response)" == "303")
    }
}
