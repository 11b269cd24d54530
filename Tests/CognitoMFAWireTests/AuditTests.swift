import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Testing
import UserPoolModel

/// Events about requests that never reach an operation, and about the keys of administrators.
@Suite struct WireAuditTests {
    private static let address = "192.0.2.7"
    private static let list = WireFixture.request("ListUserPools", #"{"MaxResults":10}"#)

    /// Sends a request, and returns the events that it caused.
    private func events(_ wire: WireFixture, _ request: WireRequest) async -> [AuthEvent] {
        let before = wire.observer.events.count
        var request = request
        request.sourceAddress = Self.address
        _ = await wire.endpoint.handle(request)
        await wire.service.shutDown()
        return Array(wire.observer.events.dropFirst(before))
    }

    private func onlyRefusal(
        _ wire: WireFixture, _ request: WireRequest, _ code: CognitoError.Code,
        _ location: SourceLocation = #_sourceLocation
    ) async throws -> AuditEntry {
        let reported = await events(wire, request)
        guard reported.count == 1, case .refused(let entry, let found, _) = reported[0] else {
            Issue.record("\(reported)", sourceLocation: location)
            throw Missing()
        }
        #expect(found == code && entry.sourceAddress == Self.address, sourceLocation: location)
        return entry
    }

    private struct Missing: Error {}

    /// Returns the faults in the events of an operation that was sent without its members.
    private func findings(_ operation: String, _ events: [AuthEvent]) -> [String] {
        let refused = events.compactMap { event in
            if case .refused(let entry, _, _) = event { entry.operation ?? "" } else { nil }
        }
        return refused == [operation] ? [] : ["\(operation): \(events.map(\.name))"]
    }

    // R125
    @Test(arguments: WireTableTests.names) func everyOperationReportsItsRefusal(_ operation: String) async {
        let wire = WireFixture()
        let isAdministration = wire.administrationEndpoint.operationNames.contains(operation)
        for body in ["{", "[]", #"{"UserPoolId":1}"#, #"{"ClientId":1,"AccessToken":1,"MaxResults":"x","PoolName":1}"#]
        {
            let request = WireFixture.request(operation, body)
            let reported = await events(wire, isAdministration ? wire.signed(request) : request)
            // If all absent members are optional, the operation itself answers.
            if reported.map(\.name) != ["administratorCalled"] { #expect(findings(operation, reported) == []) }
            #expect(reported.allSatisfy { ($0.entry?.administrator == "AKIDADMIN") == isAdministration })
        }
        // The same check finds a missing event.
        #expect(findings(operation, []) != [])
    }

    // R125
    @Test func everyCallOfAnAdministratorIsReported() async throws {
        let wire = WireFixture()
        let reported = await events(wire, wire.signed(Self.list))
        guard reported.count == 1, case .administratorCalled(let entry) = reported[0] else {
            Issue.record("\(reported)")
            return
        }
        #expect(entry.operation == "ListUserPools" && entry.administrator == "AKIDADMIN")
        #expect(entry.sourceAddress == Self.address)
    }

    // R112, R125
    @Test func aWrongSignatureIsReportedWithItsKey() async throws {
        let wire = WireFixture()
        let unsigned = try await onlyRefusal(wire, Self.list, .missingAuthenticationToken)
        #expect(unsigned.operation == "ListUserPools" && unsigned.administrator == nil)
        let otherSecret = SigV4Credentials(accessKeyID: "AKIDADMIN", secretAccessKey: "wrong")
        let wrong = try await onlyRefusal(wire, wire.signed(Self.list, key: otherSecret), .unrecognizedClient)
        #expect(wrong.operation == "ListUserPools" && wrong.administrator == "AKIDADMIN")
        // An unknown key is reported as the digest of a typed text.
        let nobodys = SigV4Credentials(accessKeyID: "AKIDNOBODY", secretAccessKey: "wrong")
        let unknown = try await onlyRefusal(wire, wire.signed(Self.list, key: nobodys), .unrecognizedClient)
        #expect(unknown.administrator == nil && unknown.nameDigest?.utf8.count == 16)
        let late = try await onlyRefusal(wire, wire.signed(Self.list, after: .seconds(400)), .invalidSignature)
        #expect(late.operation == "ListUserPools")
    }

    // R112, R125
    @Test func aDeniedCallIsReportedWithKeyPoolAndOperation() async throws {
        let wire = WireFixture(
            authorizer: AdminKeys([WireFixture.key.accessKeyID: WireFixture.key.secretAccessKey]) { _ in false })
        let request = WireFixture.request(
            "AdminGetUser", #"{"UserPoolId":"eu-west-1_main","Username":"typed-name"}"#)
        let denied = try await onlyRefusal(wire, wire.signed(request), .accessDenied)
        #expect(denied.operation == "AdminGetUser" && denied.administrator == "AKIDADMIN")
        #expect(denied.userPoolID == "eu-west-1_main" && denied.nameDigest != nil)
        let otherRegion = try await onlyRefusal(
            wire, wire.signed(Self.list, region: "us-east-1"), .invalidSignature)
        #expect(otherRegion.administrator == "AKIDADMIN")
    }

    /// An authorizer that looks up administrators in a pool of the same service.
    private struct Directory: AdminAuthorizer {
        let pool: UserPool

        func secret(of accessKeyID: String) async throws -> SecretAccessKey? {
            _ = try? await pool.admin.user(Username(accessKeyID))
            return nil
        }
    }

    // R125: a call that the authorizer makes is reported as a call of its own.
    @Test func aCallFromTheAuthorizerIsReportedSeparately() async throws {
        let wire = WireFixture()
        let pool = try await wire.service.openPool("eu-west-1_main", client: "web")
        try await pool.admin.createUser("AKIDADMIN", password: "Analytical-1843")
        let endpoint = AdministrationEndpoint(
            wire.service.administration, authorizer: Directory(pool: pool), region: "eu-west-1", time: wire.time)
        let before = wire.observer.events.count
        _ = await endpoint.handle(wire.signed(Self.list))
        let reported = wire.observer.events.dropFirst(before)
        #expect(reported.map(\.name) == ["administratorCalled", "refused"])
        #expect(reported.map { $0.entry?.operation } == ["AdminGetUser", "ListUserPools"])
        #expect(reported.map { $0.subject?.username } == ["AKIDADMIN", nil])
    }

    // R125
    @Test func aRequestWithoutAnOperationIsReported() async throws {
        let wire = WireFixture()
        let unknown = try await onlyRefusal(
            wire, WireFixture.request("Typed\u{2028}Operation", "{}"), .unknownOperation)
        #expect(unknown.operation == nil)
        var long = WireFixture.request("InitiateAuth", "{}")
        long.body = Array(repeating: 0x20, count: WireRequest.bodyLimit + 1)
        #expect(try await onlyRefusal(wire, long, .requestEntityTooLarge).operation == nil)
        let malformed = WireFixture.request("SignUp", #"{"Password":"Secret-1843""#)
        #expect(try await onlyRefusal(wire, malformed, .serialization).operation == "SignUp")
    }

    // R125
    @Test func forgedSessionsAndTokensAreReportedWithoutSecrets() async throws {
        let wire = WireFixture()
        let pool = try await wire.service.openPool("eu-west-1_main", client: "web")
        try await pool.admin.createUser("ada", password: "Analytical-1843")
        let session = String(repeating: "A", count: 180)
        let forged = try await onlyRefusal(
            wire,
            WireFixture.request(
                "RespondToAuthChallenge",
                #"{"ClientId":"web","ChallengeName":"SMS_MFA","Session":"\#(session)","#
                    + #""ChallengeResponses":{"USERNAME":"ada","SMS_MFA_CODE":"987654"}}"#), .notAuthorized)
        #expect(forged.operation == "RespondToAuthChallenge" && forged.clientID == "web" && forged.subject == nil)
        let token = try await onlyRefusal(
            wire, WireFixture.request("GetUser", #"{"AccessToken":"a.b.c"}"#), .notAuthorized)
        #expect(token.operation == "GetUser")
        let unknown = try await onlyRefusal(
            wire,
            WireFixture.request(
                "InitiateAuth",
                #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"web","#
                    + #""AuthParameters":{"USERNAME":"typed-name","PASSWORD":"Secret-1843"}}"#), .notAuthorized)
        #expect(unknown.nameDigest != nil && unknown.userPoolID == "eu-west-1_main" && unknown.clientID == "web")
        var text = ""
        for event in wire.observer.events { dump(event, to: &text) }
        for secret in [session, "987654", "a.b.c", "typed-name", "Secret-1843", "Analytical-1843"] {
            #expect(!text.contains(secret), "\(secret)")
        }
    }
}
