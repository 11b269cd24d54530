import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// An administrator's change of a user: it finds the user, and completes reservations that a crash has left.
@Suite struct AdminChangeTests {
    private func reservation(_ name: AttributeName, _ fixture: Fixture) async throws -> (
        key: RecordKey, record: AliasReservation
    ) {
        let mark = try #require(await fixture.record().reservations[name])
        let key = RecordKey.reservation(fixture.pool.id, digest: mark.digest)
        return (key, try #require(await fixture.service.records.read(key, as: AliasReservation.self)).record)
    }

    /// A reservation in the state after a crash before its third swap.
    private func cutOff(_ name: AttributeName, _ fixture: Fixture) async throws {
        let end = fixture.time.now() + AliasReservation.pendingLife
        try await fixture.rewrite(try await reservation(name, fixture).key, as: AliasReservation.self) {
            $0 = AliasReservation(attribute: $0.attribute, holder: $0.holder, expiresAt: end)
        }
        #expect(try await !reservation(name, fixture).record.isConfirmed)
    }

    // R2
    @Test func everyChangeFindsTheUserByNameAndBySub() async throws {
        let fixture = try await Fixture()
        let admin = fixture.pool.admin
        let sub = Username(try await fixture.record().sub.text)
        for name in ["ada", "ADA", sub] {
            try await admin.disableUser(name)
            #expect(try await !fixture.record().isEnabled, "\(name)")
            #expect(try await admin.explainSignIn(of: name).refusal == .userDisabled)
            try await admin.enableUser(name)
            try await admin.updateAttributes(name, ["name": "by \(name)"])
            try await admin.setMFAPreference(name, sms: .preferred)
            let record = try await fixture.record()
            #expect(record.isEnabled && record.attributes["name"] == "by \(name)" && record.mfa.preferred == .sms)
            #expect(try await admin.explainSignIn(of: name).challenge == .smsMFA)
            try await admin.setMFAPreference(name, sms: .disabled)
        }
        #expect(await failure { try await admin.enableUser("nobody") } == .userNotFound)
        #expect(await failure { _ = try await admin.explainSignIn(of: "nobody") } == .userNotFound)
    }

    // R5, R6: any next change of the user confirms a pending reservation.
    @Test func whatACrashHasLeftOfAnAliasIsEnded() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        try await cutOff(.email, fixture)
        try await fixture.pool.admin.signOutEverywhere("ada")
        #expect(try await reservation(.email, fixture).record.isConfirmed)

        try await cutOff(.email, fixture)
        let token = try await fixture.tokens().accessToken
        try await fixture.pool.updateAttributes(token, ["name": "Ada"])
        #expect(try await reservation(.email, fixture).record.isConfirmed, "and by the user's own")
    }

    // R5: the change reads existing reservations once. It need not read the sub's, and it has confirmed its own.
    @Test func onlyTheAliasesThatWereThereAreLookedAt() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email, .preferredUsername])
        await fixture.store.forgetCalls()
        try await fixture.pool.admin.signOutEverywhere("ada")
        let change = ["read user", "read pool", "swap user"]
        #expect(await fixture.store.calls == ["read pool", "read user", "read alias"] + change + ["read alias"])

        await fixture.store.forgetCalls()
        try await fixture.pool.admin.updateAttributes("ada", [.preferredUsername: "countess"])
        // The reservation is taken and confirmed; before, there was only the address.
        let calls = await fixture.store.calls
        let last = try #require(calls.lastIndex(of: "swap alias"))
        #expect(calls.suffix(from: last) == ["swap alias", "read alias"])
        #expect(try await reservation(.preferredUsername, fixture).record.isConfirmed)
    }
}
