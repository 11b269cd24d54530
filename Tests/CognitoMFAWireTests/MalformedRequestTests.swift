import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Testing
import UserPoolModel

/// Ten thousand malformed requests: none ends the process or changes a record, and each gets a 4xx in the service's shape.
@Suite struct MalformedRequestTests {
    private static let kinds = [
        "cut off", "another type", "huge number", "nested", "too long", "content type", "target", "forged", "unsigned",
        "target unsigned", "stale", "injected", "not UTF-8", "twice", "absent", "another method",
    ]

    private static let signedKinds: Set<String> = ["forged", "unsigned", "target unsigned", "stale"]

    /// The operation and body of a request that would succeed.
    private struct Good {
        let operation: String
        let body: JSONValue
    }

    private static func good(_ pool: String, _ client: String, _ token: String) -> [Good] {
        func object(_ text: String) -> JSONValue { (try? JSONReader.read(Array(text.utf8))) ?? .null }
        let user = #""UserPoolId":"\#(pool)","Username":"ada""#
        return [
            Good(
                operation: "InitiateAuth",
                body: object(
                    #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"\#(client)","AuthParameters":{"USERNAME":"ada","PASSWORD":"p"}}"#
                )),
            Good(
                operation: "SignUp",
                body: object(
                    #"{"ClientId":"\#(client)","Username":"eve","Password":"Analytical-1843","UserAttributes":[{"Name":"email","Value":"e@x"}]}"#
                )),
            Good(operation: "GlobalSignOut", body: object(#"{"AccessToken":"\#(token)"}"#)),
            Good(operation: "DeleteUser", body: object(#"{"AccessToken":"\#(token)"}"#)),
            Good(operation: "AdminDeleteUser", body: object("{\(user)}")),
            Good(
                operation: "AdminSetUserPassword",
                body: object(#"{\#(user),"Password":"Analytical-1999","Permanent":true}"#)),
            Good(
                operation: "AdminSetUserMFAPreference",
                body: object(#"{\#(user),"SMSMfaSettings":{"Enabled":true,"PreferredMfa":true}}"#)),
            Good(operation: "ListUsers", body: object(#"{"UserPoolId":"\#(pool)","Limit":10}"#)),
            Good(
                operation: "CreateUserPool",
                body: object(
                    #"{"PoolName":"p","Policies":{"PasswordPolicy":{"MinimumLength":8,"RequireNumbers":true}}}"#)),
            Good(
                operation: "CreateUserPoolClient",
                body: object(
                    #"{"UserPoolId":"\#(pool)","ClientName":"c","AccessTokenValidity":1,"ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"]}"#
                )),
            Good(operation: "DeleteUserPool", body: object(#"{"UserPoolId":"\#(pool)"}"#)),
        ]
    }

    @Test func tenThousandMalformedRequestsChangeNothing() async throws {
        let wire = WireFixture()
        let pool = try #require(
            await wire.call(
                "CreateUserPool",
                #"{"PoolName":"p","SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sns"}}"#)[
                    "UserPool", "Id"])
        let client = try #require(
            await wire.call(
                "CreateUserPoolClient",
                #"{"UserPoolId":"\#(pool)","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"]}"#)[
                    "UserPoolClient", "ClientId"])
        await wire.call(
            "AdminCreateUser",
            #"{"UserPoolId":"\#(pool)","Username":"ada","MessageAction":"SUPPRESS","UserAttributes":[{"Name":"phone_number","Value":"+14155550123"}]}"#
        )
        await wire.call(
            "AdminSetUserPassword",
            #"{"UserPoolId":"\#(pool)","Username":"ada","Password":"Analytical-1843","Permanent":true}"#)
        let tokens = await wire.call(
            "InitiateAuth",
            #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"\#(client)","AuthParameters":{"USERNAME":"ada","PASSWORD":"Analytical-1843"}}"#
        )
        let good = Self.good(pool, client, try #require(tokens["AuthenticationResult", "AccessToken"]))
        let before = await wire.allRows()
        #expect(before.count >= 4)
        var randomness = SeededRandomness(2026)
        var answers: [String: Set<String>] = [:]
        for number in 0..<10_000 {
            let kind = Self.kinds[number % Self.kinds.count]
            // Signatures take most of the time of a request, and a body is refused for the same reason without one.
            let some = randomness.percent(80) && !Self.signedKinds.contains(kind) ? Array(good.prefix(4)) : good
            let request = malformed(kind, randomness.pick(some), wire, &randomness)
            let reply = Reply(await wire.endpoint.handle(request))
            let isRight =
                (400..<500).contains(reply.status) && !reply.error.isEmpty && reply["message"] != nil
                && reply.header("x-amzn-ErrorType") == reply.error + ":"
                && reply.header("x-amzn-RequestId")?.count == 36
            #expect(isRight, "\(number), \(kind): \(reply.status) \(reply.text.prefix(200))")
            answers[kind, default: []].insert(reply.error)
        }
        #expect(await wire.allRows() == before)
        #expect(await wire.sms.messages.isEmpty)
        // Each kind is refused for its own reason.
        #expect(answers["cut off"] == ["SerializationException"] && answers["nested"] == ["SerializationException"])
        #expect(answers["too long"] == ["RequestEntityTooLargeException"])
        #expect(answers["forged"] == ["UnrecognizedClientException"])
        #expect(answers["unsigned"] == ["MissingAuthenticationTokenException"])
        #expect(answers["stale"] == ["InvalidSignatureException"])
        #expect(answers["target unsigned"] == ["InvalidSignatureException"])
        #expect(answers["another type"] == ["SerializationException"])
        #expect(
            answers["huge number"] == ["SerializationException"] && answers["injected"] == ["SerializationException"])
        // The service still works.
        await wire.call("AdminGetUser", #"{"UserPoolId":"\#(pool)","Username":"ada"}"#)
    }

    /// The start of an object with a value nested ten thousand levels deep.
    private static let deep: [[UInt8]] = [("[", "]"), (#"{"a":"#, "}")].map { open, close in
        let value = String(repeating: open, count: 10_000) + "1" + String(repeating: close, count: 10_000)
        return Array(#"{"Any":\#(value),"#.utf8)
    }

    private static let megabytes = [UInt8](repeating: UInt8(ascii: "["), count: 10 << 20)

    private func malformed(_ kind: String, _ good: Good, _ wire: WireFixture, _ randomness: inout SeededRandomness)
        -> WireRequest
    {
        let isAdministration = wire.administrationEndpoint.operationNames.contains(good.operation)
        var request = WireFixture.request(good.operation, "")
        request.body = good.body.bytes
        func signed(_ request: WireRequest) -> WireRequest { isAdministration ? wire.signed(request) : request }
        switch kind {
        case "cut off":
            request.body = Array(request.body.prefix(randomness.below(request.body.count)))
            return signed(request)
        case "another type":
            request.body = twisted(good.body, with: [.number(JSONNumber(7)), .array([.flag(true)])], &randomness).bytes
            return signed(request)
        case "huge number":
            let digits = String(repeating: "9", count: 19 + randomness.below(40))
            let text = randomness.pick([digits, "-" + digits, "1e400", "1" + digits + ".5"])
            let number = (try? JSONReader.read(Array(text.utf8))) ?? .null
            request.body = twisted(good.body, with: [number], &randomness).bytes
            return signed(request)
        case "nested":
            request.body = randomness.pick(Self.deep) + Array(request.body.dropFirst())
            return isAdministration && randomness.percent(90) ? publicOne(request) : signed(request)
        case "too long":
            request.body = Self.megabytes
            return request
        case "content type":
            let type = randomness.pick([
                "application/json", "text/xml", "", "application/x-amz-json-1.0", "multipart/form-data",
            ])
            request.headers = request.headers.map { $0.name == "Content-Type" ? ($0.name, type) : $0 }
            return request
        case "target":
            let target = randomness.pick([
                "AWSCognitoIdentityProviderService.Nothing", "X." + good.operation, "", good.operation,
            ])
            request.headers = request.headers.map { $0.name == "X-Amz-Target" ? ($0.name, target) : $0 }
            return request
        case "forged": return forged(administrations(request, good), wire, &randomness)
        case "unsigned": return administrations(request, good)
        case "target unsigned":
            let request = wire.signed(administrations(request, good))
            return with("Authorization", of: request) { $0.replacing(";x-amz-target", with: "") }
        case "stale":
            let offset = 301 + randomness.below(1_000_000)
            return wire.signed(
                administrations(request, good), after: .seconds(randomness.percent(50) ? offset : -offset))
        case "injected":
            let value = randomness.pick(["a\r\nSet-Cookie: b=c", "a\nX-Amz-Target: b", "\u{0}", "a\rb"])
            request.headers.append((randomness.pick(["X-Any", "Host", "Authorization"]), value))
            return request
        case "not UTF-8":
            request.body.insert(contentsOf: randomness.pick([[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80]]), at: 2)
            return signed(request)
        case "twice":
            guard case .object(let members) = good.body, let first = members.first else { return request }
            request.body = JSONValue.object(members + [first]).bytes
            return signed(request)
        case "absent":
            guard case .object(let members) = good.body else { return request }
            // The first member of each is a required one.
            request.body = JSONValue.object(Array(members.dropFirst())).bytes
            return signed(request)
        default:
            request.method = randomness.pick(["GET", "PUT", "DELETE", "", "POST /"])
            return request
        }
    }

    /// Returns the same body for a public operation: a signature over twenty thousand bytes would take long.
    private func publicOne(_ request: WireRequest) -> WireRequest {
        with("X-Amz-Target", of: request) { _ in "AWSCognitoIdentityProviderService.GlobalSignOut" }
    }

    /// Returns the request with the target of an administrator's operation.
    private func administrations(_ request: WireRequest, _ good: Good) -> WireRequest {
        with("X-Amz-Target", of: request) {
            $0.contains(".Admin") ? $0 : "AWSCognitoIdentityProviderService.DeleteUserPool"
        }
    }

    private func with(_ name: String, of request: WireRequest, _ change: (String) -> String) -> WireRequest {
        var request = request
        request.headers = request.headers.map { $0.name == name ? ($0.name, change($0.value)) : $0 }
        return request
    }

    /// Returns the request with a signature by another key, or altered after signing.
    private func forged(_ request: WireRequest, _ wire: WireFixture, _ randomness: inout SeededRandomness)
        -> WireRequest
    {
        switch randomness.below(4) {
        case 0:
            return wire.signed(request, key: SigV4Credentials(accessKeyID: "AKIDADMIN", secretAccessKey: "guess"))
        case 1:
            return wire.signed(
                request, key: SigV4Credentials(accessKeyID: "AKID\(randomness.below(1000))", secretAccessKey: "guess"))
        case 2:
            var signed = wire.signed(request)
            signed.body.insert(0x20, at: 0)
            return signed
        default:
            let (place, digit) = (randomness.below(64), randomness.below(16))
            return with("Authorization", of: wire.signed(request)) { value in
                var bytes = Array(value.utf8)
                let index = bytes.count - 64 + place
                let other = Array("0123456789abcdef".utf8)[digit]
                bytes[index] = bytes[index] == other ? (other == 0x30 ? 0x31 : 0x30) : other
                return String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    /// Returns the body with one value replaced by a value of another type; every value in the body is read.
    private func twisted(_ value: JSONValue, with others: [JSONValue], _ randomness: inout SeededRandomness)
        -> JSONValue
    {
        guard case .object(var members) = value, !members.isEmpty else { return randomness.pick(others) }
        let place = randomness.below(members.count)
        let old = members[place].value
        let new: JSONValue
        switch old {
        case .object: new = randomness.percent(50) ? twisted(old, with: others, &randomness) : randomness.pick(others)
        case .number: new = others.count == 1 ? others[0] : .text("7")
        default: new = others.count == 1 ? others[0] : randomness.pick(others)
        }
        // A list of flags could pass for a list of strings, so a number replaces a list.
        if case .array = old {
            members[place] = JSONMember(members[place].name, .number(JSONNumber(7)))
        } else {
            members[place] = JSONMember(members[place].name, new)
        }
        return .object(members)
    }
}
