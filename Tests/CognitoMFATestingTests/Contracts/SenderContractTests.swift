import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

@Suite struct SenderContractTests {
    /// A hanging sender is cancelled soon; a right one has enough time even on a busy machine.
    private func limit(_ flaw: SenderFlaw?) -> Duration { flaw == .hangs ? .milliseconds(50) : .seconds(60) }

    private func cancelledWithin(_ flaw: SenderFlaw?) -> Duration {
        flaw == .ignoresCancellation ? .milliseconds(50) : .seconds(60)
    }

    private func sms(_ flaw: SenderFlaw?) async throws -> [ContractFinding] {
        let carrier = FlawedCarrier(flaw, refusing: "+14155550199")
        let findings = await SMSSenderContract(
            CarrierSMSSender(carrier: carrier), number: try PhoneNumber("+14155550123"),
            refusing: try PhoneNumber("+14155550199"), stalled: CarrierSMSSender(carrier: carrier, stalls: true),
            limit: limit(flaw), cancelledWithin: cancelledWithin(flaw),
            delivered: { await carrier.delivered.map { ($0.destination, $0.text) } }
        ).findings()
        await carrier.letGo()
        return findings
    }

    private func email(_ flaw: SenderFlaw?) async throws -> [ContractFinding] {
        let carrier = FlawedCarrier(flaw, refusing: "eve@example.com")
        let findings = await EmailSenderContract(
            CarrierEmailSender(carrier: carrier), address: try EmailAddress("ada@example.com"),
            refusing: try EmailAddress("eve@example.com"),
            stalled: CarrierEmailSender(carrier: carrier, stalls: true), limit: limit(flaw),
            cancelledWithin: cancelledWithin(flaw),
            delivered: { await carrier.delivered.map { ($0.destination, $0.subject, $0.text) } }
        ).findings()
        await carrier.letGo()
        return findings
    }

    @Test func rightSendersKeepTheContract() async throws {
        #expect(try await sms(nil).isEmpty)
        #expect(try await email(nil).isEmpty)
    }

    @Test(arguments: SenderFlaw.allCases) func eachFlawIsFoundByItsClause(_ flaw: SenderFlaw) async throws {
        for findings in [try await sms(flaw), try await email(flaw)] {
            #expect(findings.contains { $0.clause.name == flaw.clause }, "\(flaw): \(findings)")
        }
    }

    @Test func everyClauseCanBeBroken() {
        #expect(Set(SMSSenderContract.clauses.map(\.name)) == Set(SenderFlaw.allCases.map(\.clause)))
        #expect(SMSSenderContract.clauses == EmailSenderContract.clauses)
    }

    /// Without access to the carrier, only the answers are tested.
    @Test func theTestDoublesKeepTheContract() async throws {
        let (sms, email) = (RecordingSMSSender(), RecordingEmailSender())
        let number = try PhoneNumber("+14155550123")
        #expect(await SMSSenderContract(sms, number: number).findings().isEmpty)
        let read = await SMSSenderContract(
            sms, number: number, delivered: { await sms.messages.map { ($0.phoneNumber.e164, $0.text) } }
        ).findings()
        #expect(read.isEmpty, "\(read)")
        let address = try EmailAddress("ada@example.com")
        #expect(await EmailSenderContract(email, address: address).findings().isEmpty)
        // A pool without a sender refuses everything, with a reason.
        let none = await SMSSenderContract(NoSMSSender(), number: number, refusing: number).findings()
        #expect(Set(none.map(\.clause.name)) == ["ordinary-message-accepted", "many-at-once"])
    }
}
