import CognitoMFAHTTP
import Testing

@Suite struct CORSPolicyTests {
    private let listed = CORSPolicy(
        origins: .list(["https://app.example.com", "http://localhost:3000"]), methods: "POST", exposedHeaders: "Date")
    private let any = CORSPolicy(origins: .any, methods: "POST", exposedHeaders: "Date")

    private func asked(_ headers: (String, String)...) -> HeaderFields {
        HeaderFields(possibleOf: headers.map { (name: $0.0, value: $0.1) })
    }

    private func names(_ policy: CORSPolicy, _ asked: String...) -> String? {
        var fields: HeaderFields = [
            HeaderField("Origin", "https://a"), HeaderField("Access-Control-Request-Method", "POST"),
        ]
        for text in asked {
            fields.append(contentsOf: HeaderFields(possibleOf: [("access-control-request-headers", text)]))
        }
        return policy.preflight(fields).fields.value("access-control-allow-headers")
    }

    @Test func everyOriginMayBePermitted() {
        for origin in ["https://app.example.com", "null", "é", "a b", ""] {
            let fields = any.fields(for: asked(("Origin", origin)))
            #expect(
                fields.pairs.map { "\($0.name): \($0.value)" } == [
                    "Access-Control-Allow-Origin: *", "Access-Control-Expose-Headers: Date", "Vary: Origin",
                ])
        }
    }

    @Test func listedOriginsArePermittedByTheirBytes() {
        for origin in ["https://app.example.com", "http://localhost:3000"] {
            let fields = listed.fields(for: asked(("origin", origin)))
            #expect(fields.value("access-control-allow-origin") == origin && fields.value("vary") == "Origin")
        }
        for origin in [
            "https://app.example.com/", "https://app.example.com:443", "https://APP.example.com",
            "http://app.example.com",
            "https://app.example.com.evil.example", "https://evil.example/https://app.example.com", "null", "*", "",
            "https://app.example.com https://evil.example", " https://app.example.com",
            "https://app.example.com\u{301}",
        ] {
            let fields = listed.fields(for: asked(("Origin", origin)))
            #expect(fields.pairs.map(\.name) == ["Vary"], "\(origin)")
        }
    }

    @Test func aRequestWithoutAnOriginOrWithSeveralGetsNoPermission() {
        for policy in [any, listed] {
            #expect(policy.fields(for: []).pairs.map(\.name) == ["Vary"])
            let two = asked(("Origin", "https://app.example.com"), ("Origin", "https://app.example.com"))
            #expect(policy.fields(for: two).pairs.map(\.name) == ["Vary"])
            #expect(policy.preflight(two).fields.pairs.map(\.name) == ["Vary"])
        }
    }

    @Test func withoutOriginsThereIsNoHeader() {
        let none = CORSPolicy(origins: .none, methods: "POST", exposedHeaders: "Date", allowsAuthorization: true)
        let request = asked(("Origin", "https://app.example.com"), ("Access-Control-Request-Headers", "a"))
        #expect(none.fields(for: request).isEmpty && none.preflight(request).fields.isEmpty)
        #expect(none.headers(for: request.pairs).isEmpty)
    }

    @Test func aPreflightPermitsWhatWasAskedFor() {
        let response = listed.preflight(
            asked(
                ("Origin", "https://app.example.com"), ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "cache-control,content-type,x-amz-target,x-amz-user-agent")))
        #expect(response.status == 200 && response.body.isEmpty)
        #expect(
            response.fields.pairs.map { "\($0.name): \($0.value)" } == [
                "Access-Control-Allow-Origin: https://app.example.com", "Access-Control-Allow-Methods: POST",
                "Access-Control-Allow-Headers: cache-control,content-type,x-amz-target,x-amz-user-agent",
                "Access-Control-Max-Age: 172800",
                "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
            ])
        let stranger = listed.preflight(asked(("Origin", "https://evil.example")))
        #expect(stranger.status == 200 && stranger.fields.pairs.map(\.name) == ["Vary"])
    }

    @Test func namesOfHeadersAreTokens() {
        #expect(names(any, "X-Amz-Target , content-type,,") == "X-Amz-Target,content-type")
        #expect(names(any, "a", "b") == "a,b")
        for bad in ["", ",", " ", "a b", "a:b", "é", "a,b(c)", "\"a\"", "a;q=1", "a/b"] {
            #expect(names(any, bad) == nil, "\(bad)")
        }
        #expect(names(any) == nil)
        // A browser would read it as every name.
        #expect(names(any, "*") == nil && names(any, "a,*") == "a")
    }

    @Test func namesOfHeadersAreBounded() {
        let most = String(repeating: "a", count: 1_024)
        #expect(names(any, most) == most)
        #expect(names(any, most + "a") == nil && names(any, most, "b") == nil)
        #expect(names(any, String(repeating: "a,", count: 100_000)) == nil)
    }

    @Test func authorizationIsPermittedOnlyWhenItIsAskedForInTheSettings() {
        #expect(names(any, "authorization,x-amz-date") == "x-amz-date" && names(any, "Authorization") == nil)
        let signed = CORSPolicy(origins: .any, methods: "POST", allowsAuthorization: true)
        #expect(names(signed, "Authorization,x-amz-date") == "Authorization,x-amz-date")
    }

    @Test func nothingPermitsCookies() {
        let request = asked(("Origin", "https://app.example.com"), ("Access-Control-Request-Method", "POST"))
        for policy in [any, listed, CORSPolicy.documents] {
            for fields in [policy.fields(for: request), policy.preflight(request).fields] {
                #expect(fields.values("access-control-allow-credentials").isEmpty)
            }
        }
    }

    @Test func documentsAreForEverybody() {
        let request = asked(("Origin", "null"))
        #expect(CORSPolicy.documents.fields(for: request).value("access-control-allow-origin") == "*")
        #expect(CORSPolicy.documents.preflight(request).fields.value("access-control-allow-methods") == "GET")
    }

    @Test func anImpossibleHeaderOfTheRequestIsIgnored() {
        let headers = any.headers(for: [("X\r\n", "a"), ("Origin", "https://a")])
        #expect(headers.map(\.name) == ["Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Vary"])
        #expect(any.headers(for: [("Origin", "https://a\r\nb: c")]).map(\.name) == ["Vary"])
    }
}
