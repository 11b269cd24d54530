import CognitoMFAHTTP
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Testing
import UserPoolModel

@Suite struct CORSTests {
    private static let exposed = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"
    private static let page = "https://app.example.com"
    private let wire = WireFixture()

    /// Sends a request of a web page.
    private func send(
        _ operation: String, _ body: String, origin: String = page, to endpoint: CognitoEndpoint? = nil
    ) async -> Reply {
        var request = WireFixture.request(operation, body)
        request.headers.append(("Origin", origin))
        return Reply(await (endpoint ?? wire.endpoint).handle(request))
    }

    /// Sends a preflight request of a web page.
    private func ask(_ names: String?, origin: String = page, of endpoint: CognitoEndpoint? = nil) async -> Reply {
        var request = WireRequest(
            method: "OPTIONS", headers: [("Origin", origin), ("Access-Control-Request-Method", "POST")], body: [])
        if let names { request.headers.append(("Access-Control-Request-Headers", names)) }
        return Reply(await (endpoint ?? wire.endpoint).handle(request))
    }

    private func endpoint(_ origins: CORSOrigins, allowsAuthorization: Bool = false) -> CognitoEndpoint {
        CognitoEndpoint(
            PublicEndpoint(wire.service, corsOrigins: origins, corsAllowsAuthorization: allowsAuthorization),
            wire.administrationEndpoint)
    }

    private func openPool() async throws {
        let pool = try await wire.service.openPool("eu-west-1_a", client: "app")
        try await pool.admin.createUser("ada", password: Password(WireFixture.password))
    }

    private func signIn(_ password: String) -> String {
        #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"app","AuthParameters":{"USERNAME":"ada","PASSWORD":"\#(password)"}}"#
    }

    @Test("cors_on_answers: the answer itself permits the page") func answersPermitThePage() async throws {
        try await openPool()
        let reply = await send("InitiateAuth", signIn(WireFixture.password))
        #expect(reply.status == 200 && reply["AuthenticationResult", "AccessToken"] != nil)
        #expect(reply.header("Access-Control-Allow-Origin") == "*" && reply.header("Vary") == "Origin")
        #expect(reply.header("Access-Control-Expose-Headers") == Self.exposed)
    }

    @Test("cors_on_refusals: a refusal permits the page, and its name is exposed")
    func refusalsPermitThePage() async throws {
        try await openPool()
        let wrong = await send("InitiateAuth", signIn("wrong"))
        #expect(wrong.status == 400 && wrong.header("x-amzn-ErrorType") == "NotAuthorizedException:")
        await wire.store.follow(FaultPlan { _ in .dropsBeforeCommit })
        let failing = await send("InitiateAuth", signIn(WireFixture.password))
        #expect(failing.status == 500)
        await wire.store.follow(.none)
        for reply in [wrong, failing] {
            #expect(reply.header("Access-Control-Allow-Origin") == "*" && reply.header("Vary") == "Origin")
            #expect(reply.header("Access-Control-Expose-Headers") == Self.exposed)
        }
    }

    /// A refusal before any operation permits the page too.
    @Test func refusalsOfTheRequestPermitThePage() async {
        var requests: [WireRequest] = []
        for change in [
            { $0.method = "PUT" }, { $0.body = [UInt8](repeating: 0x20, count: WireRequest.bodyLimit + 1) },
            { $0.body = [] }, { $0.headers.removeFirst(3) }, { $0.headers.append(("X\r\n", "a")) },
        ] as [(inout WireRequest) -> Void] {
            var request = WireFixture.request("InitiateAuth", "{}")
            change(&request)
            request.headers.append(("Origin", Self.page))
            requests.append(request)
        }
        var kinds: Set<String> = []
        for request in requests {
            let reply = Reply(await wire.endpoint.handle(request))
            kinds.insert(reply.error)
            #expect(reply.status >= 400 && reply.header("Access-Control-Allow-Origin") == "*", "\(reply.text)")
        }
        #expect(
            kinds == ["UnknownOperationException", "RequestEntityTooLargeException", "SerializationException"])
    }

    @Test func aCallWithoutAnOriginGetsNoPermission() async {
        let reply = await wire.send("InitiateAuth", signIn("a"))
        #expect(reply.header("Access-Control-Allow-Origin") == nil && reply.header("Vary") == "Origin")
        #expect(reply.header("Access-Control-Expose-Headers") == nil)
    }

    /// The header names that real clients ask for.
    @Test(arguments: [
        "cache-control,content-type,x-amz-target,x-amz-user-agent",
        "amz-sdk-invocation-id,amz-sdk-request,content-type,x-amz-target,x-amz-user-agent",
    ])
    func aPreflightOfAClientIsPermitted(_ names: String) async {
        let reply = await ask(names)
        #expect(reply.status == 200 && reply.response.body.isEmpty && reply.response.error == nil)
        #expect(reply.header("Access-Control-Allow-Origin") == "*")
        #expect(reply.header("Access-Control-Allow-Methods") == "POST")
        #expect(reply.header("Access-Control-Allow-Headers") == names)
        #expect(reply.header("Access-Control-Max-Age") == "172800")
        #expect(
            reply.header("Vary") == "Origin, Access-Control-Request-Method, Access-Control-Request-Headers")
        #expect(reply.header("x-amzn-RequestId")?.count == 36 && reply.header("Content-Type") == nil)
    }

    @Test func noPageMaySignACallUnlessTheServerAsksForIt() async {
        let names = "authorization,x-amz-content-sha256,x-amz-date,x-amz-security-token"
        let permitted = "x-amz-content-sha256,x-amz-date,x-amz-security-token"
        #expect(await ask(names).header("Access-Control-Allow-Headers") == permitted)
        let asking = endpoint(.any, allowsAuthorization: true)
        #expect(await ask(names, of: asking).header("Access-Control-Allow-Headers") == names)
    }

    @Test func onlyListedOriginsArePermitted() async throws {
        try await openPool()
        let listing = endpoint(.list(["https://app.example.com"]))
        let answer = await send("InitiateAuth", signIn(WireFixture.password), to: listing)
        let refusal = await send("InitiateAuth", signIn("wrong"), to: listing)
        let preflight = await ask("content-type", of: listing)
        for reply in [answer, refusal, preflight] {
            #expect(reply.header("Access-Control-Allow-Origin") == Self.page)
            #expect(reply.header("Vary")?.hasPrefix("Origin") == true)
        }
        for origin in ["https://evil.example", "null", "https://app.example.com/", "a\u{0}b"] {
            for reply in [
                await send("InitiateAuth", signIn("wrong"), origin: origin, to: listing),
                await ask("content-type", origin: origin, of: listing),
            ] {
                #expect(reply.response.headers.allSatisfy { !$0.name.hasPrefix("Access-Control") }, "\(origin)")
            }
        }
    }

    @Test func withoutOriginsAPreflightIsAnotherMethod() async throws {
        try await openPool()
        let closed = endpoint(.none)
        let preflight = await ask("content-type", of: closed)
        #expect(preflight.status == 400 && preflight.error == "UnknownOperationException")
        let answer = await send("InitiateAuth", signIn(WireFixture.password), to: closed)
        #expect(answer.status == 200)
        for reply in [preflight, answer] {
            #expect(reply.response.headers.allSatisfy { !$0.name.hasPrefix("Access-Control") && $0.name != "Vary" })
        }
    }

    @Test func theAdministrationGetsNoPermission() async {
        for endpoint in [endpoint(.any), endpoint(.any, allowsAuthorization: true)] {
            var request = WireFixture.request("ListUserPools", #"{"MaxResults":1}"#)
            request.headers.append(("Origin", Self.page))
            let answer = Reply(await endpoint.handle(wire.signed(request)))
            let refusal = Reply(await endpoint.handle(request))
            #expect(answer.status == 200 && refusal.error == "MissingAuthenticationTokenException")
            for reply in [answer, refusal] {
                #expect(
                    reply.response.headers.allSatisfy { !$0.name.hasPrefix("Access-Control") && $0.name != "Vary" })
            }
        }
        let options = WireRequest(method: "OPTIONS", headers: [("Origin", Self.page)], body: [])
        #expect(Reply(await wire.administrationEndpoint.handle(options)).error == "UnknownOperationException")
    }

    /// A preflight with a header that no request can have is refused like any other request.
    @Test func aPreflightWithAnImpossibleHeaderIsRefused() async {
        let reply = await ask("content-type\r\nX-Other: a")
        #expect(reply.status == 400 && reply.error == "SerializationException")
        for header in reply.response.headers { #expect(!header.value.contains("X-Other")) }
    }

    @Test func longAndOddNamesAreNotPermitted() async {
        for names in [String(repeating: "a", count: 1_025), "a b", "é", "content-type,a\"b", "*"] {
            let reply = await ask(names)
            #expect(reply.status == 200 && reply.header("Access-Control-Allow-Headers") == nil)
        }
    }

    @Test func aPreflightReachesNoOperation() async {
        var request = WireFixture.request("InitiateAuth", signIn(WireFixture.password))
        request.method = "OPTIONS"
        let before = await wire.allRows()
        #expect(await wire.endpoint.handle(request).body.isEmpty)
        #expect(await wire.allRows() == before && wire.observer.events.isEmpty)
    }

    /// A server's own refusals, in front of the endpoint, carry the same headers.
    @Test func aServerAddsTheHeadersToItsOwnRefusals() {
        let headers = wire.endpoint.cors.headers(for: [("Origin", Self.page)])
        #expect(
            headers.map { "\($0.name): \($0.value)" } == [
                "Access-Control-Allow-Origin: *", "Access-Control-Expose-Headers: \(Self.exposed)", "Vary: Origin",
            ])
    }
}
