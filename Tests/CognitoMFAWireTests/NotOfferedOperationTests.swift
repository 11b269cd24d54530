import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Testing

/// Operations of Cognito's that the library does not offer: refused by name, and nobody unsigned is told of a signed one.
@Suite struct NotOfferedOperationTests {
    private let wire = WireFixture()

    @Test(arguments: NotOffered.areas.flatMap(\.publicNames)) func anUnsignedOneIsRefusedByName(_ name: String) async {
        let reply = await wire.send(name, "{}")
        #expect(reply.status == 400 && reply.error == "OperationNotEnabledException")
        #expect(reply.message == "The operation \(name) is not enabled.")
    }

    @Test(arguments: NotOffered.areas.flatMap(\.administrationNames))
    func aSignedOneIsRefusedByName(_ name: String) async {
        let request = WireFixture.request(name, "{}")
        let reply = Reply(await wire.endpoint.handle(wire.signed(request)))
        #expect(reply.status == 400 && reply.error == "OperationNotEnabledException")
        #expect(reply.message == "The operation \(name) is not enabled.")
        #expect(Reply(await wire.endpoint.handle(request)).error == "MissingAuthenticationTokenException")
        #expect(Reply(await wire.publicEndpoint.handle(request)).error == "UnknownOperationException")
    }

    // R125
    @Test func theRefusalIsReportedUnderItsName() async {
        for name in ["ListDevices", "CreateIdentityProvider"] {
            let before = wire.observer.events.count
            _ = await wire.endpoint.handle(wire.signed(WireFixture.request(name, "{}")))
            let reported = wire.observer.events.dropFirst(before).compactMap(\.entry?.operation)
            #expect(reported == [name])
        }
    }
}
