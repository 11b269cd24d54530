import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Synchronization
import Testing
import UserPoolModel

@Suite struct EndpointTests {
    private let wire = WireFixture()
    private let signIn =
        #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"nobody","AuthParameters":{"USERNAME":"a","PASSWORD":"b"}}"#

    /// Sends a sign-in after a change of its request.
    private func reply(_ change: (inout WireRequest) -> Void) async -> Reply {
        var request = WireFixture.request("InitiateAuth", signIn)
        change(&request)
        return Reply(await wire.endpoint.handle(request))
    }

    @Test func anErrorHasTheShapeOfTheService() async {
        let reply = await wire.send("InitiateAuth", signIn)
        #expect(reply.status == 400)
        #expect(
            reply.text == #"{"__type":"ResourceNotFoundException","message":"User pool client nobody does not exist."}"#
        )
        #expect(reply.header("x-amzn-ErrorType") == "ResourceNotFoundException:")
        #expect(reply.header("x-amzn-ErrorMessage") == "User pool client nobody does not exist.")
        #expect(reply.header("Content-Type") == "application/x-amz-json-1.1")
        #expect(reply.response.error?.code == .resourceNotFound)
    }

    @Test func aRequestIDIsRandomUnlessTheServerGivesAValidOne() async {
        let request = WireFixture.request("InitiateAuth", signIn)
        let first = Reply(await wire.endpoint.handle(request)).header("x-amzn-RequestId") ?? ""
        let second = Reply(await wire.endpoint.handle(request)).header("x-amzn-RequestId") ?? ""
        #expect(first.count == 36 && second.count == 36 && first != second)
        #expect(Reply(await wire.endpoint.handle(request, requestID: "rid-1")).header("x-amzn-RequestId") == "rid-1")
        for bad in ["", "a b", "a\r\nX: y", String(repeating: "a", count: 129), "é"] {
            let reply = Reply(await wire.endpoint.handle(request, requestID: bad))
            #expect(reply.header("x-amzn-RequestId")?.count == 36)
        }
    }

    @Test(arguments: [
        "", "InitiateAuth", "AWSCognitoIdentityProviderService", "AWSCognitoIdentityProviderService.",
        "AWSCognitoIdentityProviderService.initiateAuth", "AWSCognitoIdentityProviderService.InitiateAuth ",
        "awscognitoidentityproviderservice.InitiateAuth", "DynamoDB_20120810.InitiateAuth",
        "AWSCognitoIdentityProviderService.ListWeather", "AWSCognitoIdentityProviderService.InitiateAuth\u{301}",
    ])
    func anUnknownTargetIsRefused(_ target: String) async {
        let reply = await reply { request in
            request.headers = request.headers.map { $0.name == "X-Amz-Target" ? ($0.name, target) : $0 }
        }
        #expect(reply.status == 400 && reply.error == "UnknownOperationException")
    }

    @Test(arguments: [
        "application/json", "application/x-amz-json-1.0", "text/plain", "", "application/x-amz-json-1.1x",
        "application/x-amz-json-1.1, application/json", "application/ x-amz-json-1.1",
    ])
    func anUnknownContentTypeIsRefused(_ type: String) async {
        let reply = await reply { request in
            request.headers = request.headers.map { $0.name == "Content-Type" ? ($0.name, type) : $0 }
        }
        #expect(reply.status == 400 && reply.error == "UnknownOperationException")
    }

    @Test(arguments: [
        "Application/X-Amz-JSON-1.1", "application/x-amz-json-1.1; charset=utf-8", " application/x-amz-json-1.1 ",
    ])
    func theContentTypeMayHaveCapitalsAndParameters(_ type: String) async {
        let reply = await reply { request in
            request.headers = request.headers.map { $0.name == "Content-Type" ? ("content-TYPE", type) : $0 }
        }
        #expect(reply.error == "ResourceNotFoundException")
    }

    @Test func aMissingOrRepeatedHeaderAndAnotherMethodAreRefused() async {
        for name in ["X-Amz-Target", "Content-Type"] {
            let missing = await reply { request in request.headers.removeAll { $0.name == name } }
            #expect(missing.error == "UnknownOperationException")
            let twice = await reply { request in
                if let header = request.headers.first(where: { $0.name == name }) { request.headers.append(header) }
            }
            #expect(twice.error == "UnknownOperationException")
        }
        #expect(await reply { $0.method = "GET" }.error == "UnknownOperationException")
        #expect(await reply { $0.method = "post" }.error == "UnknownOperationException")
    }

    @Test(arguments: ["a\r\nX-Amz-Target: b", "a\nb", "a\u{0}", "a\r", "\u{7F}"])
    func aHeaderWithForbiddenCharactersIsRefused(_ value: String) async {
        #expect(await reply { $0.headers.append(("X-Any", value)) }.error == "SerializationException")
        #expect(await reply { $0.headers.append((value, "x")) }.error == "SerializationException")
        #expect(await reply { $0.headers.append(("", "x")) }.error == "SerializationException")
    }

    @Test func aBodyOverOneMebibyteIsRefused() async {
        // R115
        let start = Array(#"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"nobody","X":""#.utf8)
        func body(_ count: Int) -> [UInt8] {
            start + [UInt8](repeating: UInt8(ascii: "a"), count: count - start.count - 2) + Array(#""}"#.utf8)
        }
        #expect(await reply { $0.body = body(1_048_576) }.error == "ResourceNotFoundException")
        let reply = await reply { $0.body = body(1_048_577) }
        #expect(reply.status == 413 && reply.error == "RequestEntityTooLargeException")
    }

    @Test(arguments: ["", "[]", "null", "1", "\"a\"", "{", #"{"a":1,"a":1}"#, #"{"a":"\ud800"}"#])
    func aBodyThatIsNotAnObjectIsRefused(_ body: String) async {
        #expect(await wire.send("InitiateAuth", body).error == "SerializationException")
    }

    @Test(arguments: [
        (#"{"AuthFlow":1,"ClientId":"a"}"#, "NUMBER_VALUE can not be converted to a String"),
        (#"{"AuthFlow":true,"ClientId":"a"}"#, "TRUE_VALUE can not be converted to a String"),
        (#"{"AuthFlow":[],"ClientId":"a"}"#, "Start of list found where not expected"),
        (#"{"AuthFlow":{},"ClientId":"a"}"#, "Start of structure or map found where not expected."),
        (#"{"AuthFlow":"a","ClientId":"a","AuthParameters":[]}"#, "Expected map or null"),
        (
            #"{"AuthFlow":"a","ClientId":"a","AuthParameters":{"USERNAME":false}}"#,
            "FALSE_VALUE can not be converted to a String"
        ),
    ])
    func aMemberOfAnotherTypeIsRefused(_ body: String, _ message: String) async {
        let reply = await wire.send("InitiateAuth", body)
        #expect(reply.status == 400 && reply.error == "SerializationException" && reply.message == message)
    }

    @Test func absentRequiredMembersAreNamedInOneText() async {
        let reply = await wire.send("InitiateAuth", #"{"AuthFlow":null}"#)
        #expect(reply.error == "InvalidParameterException")
        #expect(
            reply.message
                == "2 validation errors detected: Value null at 'authFlow' failed to satisfy constraint: Member must not be "
                + "null; Value null at 'clientId' failed to satisfy constraint: Member must not be null")
        let nested = await wire.send(
            "SignUp", #"{"ClientId":"c","Username":"u","Password":"p","UserAttributes":[{"Name":"a"},{"Value":"b"}]}"#)
        #expect(
            nested.message
                == "1 validation error detected: Value null at 'userAttributes.2.member.name' failed to satisfy constraint: "
                + "Member must not be null")
    }

    @Test func unknownMembersAreIgnored() async {
        let body =
            #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"nobody","Ψ":{"a":[1e999,null]},"ContextData":{"a":1}}"#
        #expect(await wire.send("InitiateAuth", body).error == "ResourceNotFoundException")
    }

    @Test func usernameIsRequiredOnTheWire() async {
        // R32. The members are validated first, and the client must exist.
        func respond(client: String, session: String) async -> Reply {
            await wire.send(
                "RespondToAuthChallenge",
                #"{"ClientId":"\#(client)","ChallengeName":"SMS_MFA","Session":"\#(session)","ChallengeResponses":{}}"#)
        }
        let pool = await wire.call("CreateUserPool", #"{"PoolName":"p"}"#)["UserPool", "Id"] ?? ""
        let client = await wire.call("CreateUserPoolClient", #"{"UserPoolId":"\#(pool)","ClientName":"c"}"#)[
            "UserPoolClient", "ClientId"]
        let bare = await respond(client: client ?? "", session: "01234567890123456789")
        #expect(bare.error == "InvalidParameterException" && bare.message == "Missing required parameter USERNAME")
        let short = await respond(client: client ?? "", session: "short")
        #expect(short.message.hasPrefix("1 validation error detected: Value at 'session'"), "\(short.message)")
        #expect(await respond(client: "other", session: "01234567890123456789").error == "ResourceNotFoundException")
    }

    @Test func aMessageCannotAddHeaders() async {
        let body = #"{"AuthFlow":"X\r\nSet-Cookie: a=b\u0000é","ClientId":"c"}"#
        let reply = await wire.send("InitiateAuth", body)
        #expect(reply.message.contains("Set-Cookie"))
        for header in reply.response.headers {
            #expect(header.value.utf8.allSatisfy { (0x20..<0x7F).contains($0) } && header.value.utf8.count <= 600)
        }
    }

    /// A small request must not cause a large response.
    @Test func aLongMessageIsCut() async {
        let items = Array(repeating: "{}", count: 20_000).joined(separator: ",")
        let absent = await wire.send(
            "SignUp", #"{"ClientId":"c","Username":"u","Password":"p","UserAttributes":[\#(items)]}"#)
        #expect(
            absent.message.hasPrefix("20000 validation errors detected: Value null at 'userAttributes.1.member.name'"))
        #expect(absent.response.body.count < 20_000)
        let flow = String(repeating: "é", count: 100_000)
        let long = await wire.send("InitiateAuth", #"{"AuthFlow":"\#(flow)","ClientId":"c"}"#)
        #expect(long.error == "InvalidParameterException" && long.response.body.count < 17_000)
        #expect(long.message.hasPrefix("1 validation error detected: Value 'éé"))
    }

    @Test func eachEndpointRefusesTheOperationsOfTheOther() async {
        // R107
        let list = WireFixture.request("ListUserPools", #"{"MaxResults":1}"#)
        #expect(Reply(await wire.publicEndpoint.handle(wire.signed(list))).error == "UnknownOperationException")
        let auth = WireFixture.request("InitiateAuth", signIn)
        #expect(Reply(await wire.administrationEndpoint.handle(wire.signed(auth))).error == "UnknownOperationException")
        #expect(wire.publicEndpoint.operationNames.isDisjoint(with: wire.administrationEndpoint.operationNames))
    }

    @Test func publicOperationsIgnoreSignatures() async {
        // R114
        let reply = await reply { $0.headers.append(("Authorization", "AWS4-HMAC-SHA256 nonsense")) }
        #expect(reply.error == "ResourceNotFoundException")
    }

    private final class Gate: AdmissionControl {
        let seen = Mutex<[String?]>([])

        func admits(_ attempt: AdmissionAttempt) async -> Bool {
            seen.withLock { $0.append(attempt.sourceAddress) }
            return attempt.sourceAddress != "192.0.2.66"
        }
    }

    @Test func theSourceAddressReachesAdmissionControl() async throws {
        // R78
        let gate = Gate()
        let wire = WireFixture(admission: gate)
        let pool = try await wire.service.openPool("eu-west-1_a", client: "app")
        try await pool.admin.createUser("ada", password: Password(WireFixture.password))
        var request = WireFixture.request(
            "InitiateAuth",
            #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"app","AuthParameters":{"USERNAME":"ada","PASSWORD":"Analytical-1843"}}"#
        )
        #expect(await wire.endpoint.handle(request).status == 200)
        request.sourceAddress = "192.0.2.66"
        #expect(Reply(await wire.endpoint.handle(request)).error == "ForbiddenException")
        request.sourceAddress = "192.0.2.7"
        #expect(await wire.endpoint.handle(request).status == 200)
        // The server has set the address around the call; the request has none.
        request.sourceAddress = nil
        await SourceAddress.$current.withValue("192.0.2.66") {
            #expect(Reply(await wire.endpoint.handle(request)).error == "ForbiddenException")
        }
        #expect(gate.seen.withLock { $0 } == [nil, "192.0.2.66", "192.0.2.7", "192.0.2.66"])
    }

    @Test func aFailingStoreIsAnInternalErrorAndARetrySucceeds() async throws {
        let pool = try await wire.service.openPool("eu-west-1_a", client: "app")
        try await pool.admin.createUser("ada", password: Password(WireFixture.password))
        let body =
            #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"app","AuthParameters":{"USERNAME":"ada","PASSWORD":"Analytical-1843"}}"#
        let get = #"{"UserPoolId":"eu-west-1_a","Username":"ada"}"#
        await wire.store.follow(FaultPlan { _ in .dropsBeforeCommit })
        for (operation, body) in [
            ("InitiateAuth", body), ("AdminGetUser", get), ("ListUsers", #"{"UserPoolId":"eu-west-1_a"}"#),
        ] {
            let reply = await wire.send(operation, body)
            #expect(reply.status == 500 && reply.error == "InternalErrorException", "\(reply.text)")
            #expect(reply.response.error?.underlyingError != nil)
        }
        await wire.store.follow(.none)
        #expect(await wire.call("InitiateAuth", body)["AuthenticationResult", "AccessToken"] != nil)
        #expect(await wire.call("AdminGetUser", get)["Username"] == "ada")
    }
}
