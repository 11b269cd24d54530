import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Testing
import UserPoolModel

/// Rules for the signatures of administrators (R110-R113).
@Suite struct SignatureTests {
    private let wire = WireFixture()
    private let list = WireFixture.request("ListUserPools", #"{"MaxResults":10}"#)

    private func answer(_ request: WireRequest) async -> Reply { Reply(await wire.endpoint.handle(request)) }

    private func altered(_ change: (inout WireRequest) -> Void) -> WireRequest {
        var request = wire.signed(list)
        change(&request)
        return request
    }

    private func replaced(_ name: String, _ value: String) -> WireRequest {
        altered { request in
            request.headers = request.headers.map { $0.name == name ? ($0.name, value) : $0 }
        }
    }

    @Test func aRightSignatureIsAccepted() async { #expect(await answer(wire.signed(list)).status == 200) }

    @Test func anIdenticalRequestIsAcceptedAgain() async {
        // R113
        let request = wire.signed(list)
        #expect(await answer(request).status == 200)
        wire.time.advance(by: .seconds(300))
        #expect(await answer(request).status == 200)
        wire.time.advance(by: .seconds(1))
        #expect(await answer(request).error == "InvalidSignatureException")
    }

    @Test func anUnsignedCallIsRefused() async {
        let reply = await answer(list)
        #expect(reply.status == 400 && reply.error == "MissingAuthenticationTokenException")
        #expect(reply.message == "Missing Authentication Token")
    }

    @Test(arguments: [-301, -300, 0, 300, 301] as [Int])
    func aDateIsAcceptedWithinFiveMinutes(_ offset: Int) async {
        // R111
        let reply = await answer(wire.signed(list, after: .seconds(offset)))
        #expect((reply.status == 200) == (abs(offset) <= 300))
        if abs(offset) > 300 {
            #expect(reply.error == "InvalidSignatureException")
            #expect(
                reply.message
                    == (offset < 0
                        ? "Signature expired: 20270115T075459Z is now earlier than 20270115T075500Z (20270115T080000Z - 5 min.)"
                        : "Signature not yet current: 20270115T080501Z is still later than 20270115T080500Z (20270115T080000Z + 5 min.)")
            )
        }
    }

    @Test(arguments: ["host", "x-amz-date", "x-amz-target"])
    func aSignatureWithoutARequiredHeaderIsRefused(_ name: String) async throws {
        // R110: the same request with a right signature that covers less.
        let request = wire.signed(list)
        let header = try SignatureHeader(try #require(request.value("authorization")))
        let names = header.signedHeaders.filter { $0 != name }
        let digest = CanonicalRequest(request, signing: names).digest
        let date = AmazonDate(wire.time.now())
        let signature = header.scope.signature(of: digest, at: date, with: WireFixture.key.secretAccessKey)
        let reply = await answer(
            replaced(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDADMIN/\(header.scope.text), SignedHeaders="
                    + "\(names.joined(separator: ";")), Signature=\(Hexadecimal.encode(signature))"))
        #expect(reply.error == "InvalidSignatureException")
        #expect(reply.message == "'\(name)' must be a 'SignedHeader' in the AWS Authorization.")
    }

    @Test func aChangedTargetIsRefused() async {
        // R110: a signed AdminGetUser does not become an AdminDeleteUser.
        var request = wire.signed(
            WireFixture.request("AdminGetUser", #"{"UserPoolId":"eu-west-1_a","Username":"ada"}"#))
        request.headers = request.headers.map {
            $0.name == "X-Amz-Target" ? ($0.name, "AWSCognitoIdentityProviderService.AdminDeleteUser") : $0
        }
        #expect(await answer(request).error == "UnrecognizedClientException")
    }

    @Test func aChangeAfterSigningIsRefused() async {
        let changes: [WireRequest] = [
            altered { $0.body = Array(#"{"MaxResults":11}"#.utf8) }, altered { $0.body.append(0x20) },
            altered { $0.path = "/?a" }, altered { $0.path = "/b" }, replaced("Host", "localhost:9230"),
            replaced("Content-Type", "application/x-amz-json-1.1; a"),
        ]
        for request in changes { #expect(await answer(request).error == "UnrecognizedClientException") }
    }

    @Test func theDigestIsThatOfTheReceivedBytes() async {
        // R110: a digest that the client sends does not replace that of the body.
        var request = list
        request.headers.append(("X-Amz-Content-Sha256", String(repeating: "0", count: 64)))
        var signed = wire.signed(request)
        #expect(await answer(signed).status == 200)
        signed.body = Array(#"{"MaxResults":11}"#.utf8)
        #expect(await answer(signed).error == "UnrecognizedClientException")
    }

    @Test func repeatedHeadersAreRefused() async {
        for name in ["Host", "X-Amz-Date", "X-Amz-Target", "Authorization"] {
            let request = altered { request in
                if let header = request.headers.first(where: { $0.name == name }) { request.headers.append(header) }
            }
            let reply = await answer(request)
            #expect(reply.status == 400 && reply.error != "UnrecognizedClientException", "\(name): \(reply.text)")
        }
    }

    @Test func anUnknownKeyAndAWrongSignatureGetTheSameAnswer() async {
        // R112
        let unknown = SigV4Credentials(accessKeyID: "AKIDNOBODY", secretAccessKey: WireFixture.key.secretAccessKey)
        let wrong = SigV4Credentials(accessKeyID: "AKIDADMIN", secretAccessKey: "wrong")
        let first = await answer(wire.signed(list, key: unknown))
        let second = await answer(wire.signed(list, key: wrong))
        #expect(first.status == 400 && first.error == "UnrecognizedClientException")
        #expect(first.text == second.text && first.status == second.status)
        // The signature is verified before the body is read, so a broken body makes no difference.
        let broken = WireFixture.request("AdminGetUser", "{")
        #expect(await answer(wire.signed(broken, key: unknown)).text == first.text)
        #expect(await answer(wire.signed(broken, key: wrong)).text == first.text)
        #expect(await answer(wire.signed(broken)).error == "SerializationException")
    }

    @Test func theScopeMustNameTheServiceAndTheRegionOfThePool() async {
        // R111
        #expect(await answer(wire.signed(list, service: "sns")).error == "InvalidSignatureException")
        let elsewhere = await answer(wire.signed(list, region: "us-east-1"))
        #expect(elsewhere.error == "InvalidSignatureException")
        #expect(elsewhere.message == "Credential should be scoped to a valid region.")
        let describe = WireFixture.request("DescribeUserPool", #"{"UserPoolId":"us-east-2_a"}"#)
        #expect(await answer(wire.signed(describe)).error == "InvalidSignatureException")
        #expect(await answer(wire.signed(describe, region: "us-east-2")).error == "ResourceNotFoundException")
        // The operation refuses an invalid id.
        let broken = WireFixture.request("DescribeUserPool", #"{"UserPoolId":"no pool"}"#)
        #expect(await answer(wire.signed(broken)).error == "InvalidParameterException")
    }

    @Test func theDayOfTheScopeMustBeThatOfTheDate() async throws {
        let request = wire.signed(list)
        let value = try #require(request.value("authorization"))
        let other = value.replacing("/20270115/", with: "/20270114/")
        #expect(await answer(replaced("Authorization", other)).error == "InvalidSignatureException")
    }

    @Test(arguments: [
        "", "AWS4-HMAC-SHA256", "Bearer x", "AWS4-HMAC-SHA512 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host;x-amz-date",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request/x, SignedHeaders=host, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=a b/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws5_request, SignedHeaders=host, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=Host, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host;host, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=x-amz-date;host, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host;;x, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=abc",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=SIG, X=1",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=SIG, Signature=SIG",
        "AWS4-HMAC-SHA256 Credential=a/20270115/eu-west-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=SIG,",
    ])
    func anAuthorizationHeaderOfAnotherFormIsRefused(_ value: String) async {
        let text = value.replacing("SIG", with: String(repeating: "a", count: 64))
        let reply = await answer(replaced("Authorization", text))
        #expect(reply.status == 400 && reply.error == "IncompleteSignatureException", "\(reply.text)")
    }

    @Test func aSignatureWithCapitalsOrOfAnotherLengthIsRefused() {
        let credential = "AWS4-HMAC-SHA256 Credential=a/20270115/r/s/aws4_request, SignedHeaders=host, Signature="
        for digits in [String(repeating: "A", count: 64), String(repeating: "a", count: 62), "é"] {
            #expect(throws: CognitoError.self) { try SignatureHeader(credential + digits) }
        }
        #expect(throws: CognitoError.self) { try SignatureHeader(credential + String(repeating: "a", count: 9000)) }
    }

    @Test func theThreePartsMayComeInAnyOrder() throws {
        let digits = String(repeating: "0f", count: 32)
        let header = try SignatureHeader(
            "AWS4-HMAC-SHA256 Signature=\(digits),SignedHeaders=host;x-amz-date,  Credential=a/20270115/r/s/aws4_request"
        )
        #expect(header.accessKeyID == "a" && header.signedHeaders == ["host", "x-amz-date"])
        #expect(header.scope == CredentialScope(day: "20270115", region: "r", service: "s"))
    }

    @Test func signingReplacesAnOlderSignature() {
        let once = wire.signed(list)
        wire.time.advance(by: .seconds(60))
        let twice = wire.signed(once)
        #expect(twice.values("authorization").count == 1 && twice.values("x-amz-date").count == 1)
        #expect(twice.value("authorization") != once.value("authorization"))
    }

    @Test func aKeyPrintsWithoutItsSecret() {
        #expect(!"\(WireFixture.key)".contains("wJalr"))
        var dumped = ""
        dump(WireFixture.key, to: &dumped)
        #expect(!dumped.contains("wJalr"))
    }
}
