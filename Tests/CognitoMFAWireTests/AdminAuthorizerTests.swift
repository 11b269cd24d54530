import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Synchronization
import Testing
import UserPoolModel

/// Permissions of a caller whose signature is right (R112).
@Suite struct AdminAuthorizerTests {
    private final class Asked: AdminAuthorizer {
        let calls = Mutex<[AdminCall]>([])
        let answer: Bool

        init(_ answer: Bool) { self.answer = answer }

        func secret(of accessKeyID: String) async throws -> SecretAccessKey? {
            accessKeyID == "AKIDADMIN" ? WireFixture.key.secretAccessKey : nil
        }

        func allows(_ call: AdminCall) async throws -> Bool {
            calls.withLock { $0.append(call) }
            return answer
        }
    }

    private struct Broken: AdminAuthorizer {
        struct Down: Error {}
        let knows: Bool

        func secret(of accessKeyID: String) async throws -> SecretAccessKey? {
            guard knows else { throw Down() }
            return WireFixture.key.secretAccessKey
        }

        func allows(_ call: AdminCall) async throws -> Bool { throw Down() }
    }

    /// An authorizer that knows the key and leaves `allows` at its default.
    private struct Undecided: AdminAuthorizer {
        func secret(of accessKeyID: String) async throws -> SecretAccessKey? { WireFixture.key.secretAccessKey }
    }

    @Test func byDefaultThereAreNoAdministrators() async {
        let wire = WireFixture()
        let endpoint = AdministrationEndpoint(wire.service.administration, region: "eu-west-1", time: wire.time)
        let request = wire.signed(WireFixture.request("ListUserPools", #"{"MaxResults":1}"#))
        #expect(Reply(await endpoint.handle(request)).error == "UnrecognizedClientException")
    }

    @Test func byDefaultAKnownKeyIsDeniedEveryCall() async {
        let wire = WireFixture(authorizer: Undecided())
        let reply = await wire.send("ListUserPools", #"{"MaxResults":1}"#)
        #expect(reply.status == 400 && reply.error == "AccessDeniedException")
        #expect(
            reply.message
                == "User: AKIDADMIN is not authorized to perform: cognito-idp:ListUserPools on resource: "
                + "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/*")
    }

    @Test func theAuthorizerReceivesKeyOperationPoolAndAddress() async {
        let authorizer = Asked(false)
        let wire = WireFixture(authorizer: authorizer)
        let before = await wire.allRows()
        #expect(await wire.send("CreateUserPool", #"{"PoolName":"p"}"#).error == "AccessDeniedException")
        var request = WireFixture.request("AdminDeleteUser", #"{"UserPoolId":"eu-west-1_a","Username":"ada"}"#)
        request.sourceAddress = "192.0.2.7"
        let reply = Reply(await wire.endpoint.handle(wire.signed(request)))
        #expect(reply.message.hasSuffix("arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_a"))
        let calls = authorizer.calls.withLock { $0 }
        #expect(calls.map(\.operation) == ["CreateUserPool", "AdminDeleteUser"])
        #expect(calls.map(\.userPoolID) == [nil, "eu-west-1_a"])
        #expect(calls.map(\.sourceAddress) == [nil, "192.0.2.7"])
        #expect(calls.allSatisfy { $0.accessKeyID == "AKIDADMIN" })
        #expect(await wire.allRows() == before)
    }

    @Test func aWrongSignatureNeverReachesThePermissionCheck() async {
        let authorizer = Asked(true)
        let wire = WireFixture(authorizer: authorizer)
        let wrong = SigV4Credentials(accessKeyID: "AKIDADMIN", secretAccessKey: "wrong")
        let request = WireFixture.request("CreateUserPool", #"{"PoolName":"p"}"#)
        #expect(await wire.endpoint.handle(wire.signed(request, key: wrong)).status == 400)
        #expect(authorizer.calls.withLock { $0 }.isEmpty)
    }

    @Test(arguments: [true, false]) func aFailingAuthorizerIsAnInternalError(_ knows: Bool) async {
        let wire = WireFixture(authorizer: Broken(knows: knows))
        let reply = await wire.send("ListUserPools", #"{"MaxResults":1}"#)
        #expect(reply.status == 500 && reply.error == "InternalErrorException")
        #expect(reply.response.error?.underlyingError is Broken.Down)
    }

    @Test func aKeyWithAnEmptySecretIsUnknown() async {
        let wire = WireFixture(authorizer: AdminKeys(["AKIDADMIN": ""]) { _ in true })
        let empty = SigV4Credentials(accessKeyID: "AKIDADMIN", secretAccessKey: "")
        let request = WireFixture.request("ListUserPools", #"{"MaxResults":1}"#)
        #expect(
            Reply(await wire.endpoint.handle(wire.signed(request, key: empty))).error == "UnrecognizedClientException")
    }

    @Test func aRuleLimitsTheCallsOfAKey() async {
        let authorizer = AdminKeys([WireFixture.key.accessKeyID: WireFixture.key.secretAccessKey]) {
            $0.operation.hasPrefix("List")
        }
        let wire = WireFixture(authorizer: authorizer)
        #expect(await wire.send("ListUserPools", #"{"MaxResults":1}"#).status == 200)
        #expect(await wire.send("CreateUserPool", #"{"PoolName":"p"}"#).error == "AccessDeniedException")
    }
}
