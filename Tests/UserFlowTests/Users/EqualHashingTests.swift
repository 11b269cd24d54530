import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Equal hashing work for unknown names, and no trace of refused calls.
@Suite struct EqualHashingTests {
    // R42, R74, R76: one check of a password for any name.
    @Test(arguments: [false, true]) func anUnknownNameCostsAsManyHashesAsAKnownOne(_ hides: Bool) async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(hasher: hasher, hidesUnknown: hides)
        func checks(_ name: Username) async -> Int {
            let before = await hasher.checks
            _ = await failure { _ = try await fixture.pool.signIn(name, password: "Wrong-password-1") }
            return await hasher.checks - before
        }
        // Without hiding, unknown names have no lock, so only the calls before a user's lock are compared.
        for _ in 0..<4 {
            #expect(await checks("ada") == 1)
            #expect(await checks("nobody") == 1)
        }
        guard hides else { return }
        for name in ["ada", "nobody"] as [Username] {
            #expect(await checks(name) == 1, "the fifth locks")
            #expect(await checks(name) == 0, "in a lock nothing is hashed")
        }
    }

    // R12, R74: a contended decoy costs one hash too.
    @Test func aContendedDecoyIsHashedOnce() async throws {
        let hasher = GatedHasher()
        let fixture = try await Fixture(hasher: hasher, hidesUnknown: true)
        await fixture.store.before("swap decoy", times: 3) { throw ScriptedStore.Fault() }
        let error = await failure { _ = try await fixture.pool.signIn("nobody", password: "Wrong-password-1") }
        #expect(error?.message == CognitoError.incorrectPassword.message)
        #expect(await hasher.checks == 1)
    }

    // R35: a sign-in over the limit opens no session and sends no message.
    @Test func aSignInOverTheLimitLeavesNothingBehind() async throws {
        var limits = FlowLimits()
        limits.hourly.openSignIns = 1
        let fixture = try await Fixture(limits: limits)
        try await fixture.preferSMS()
        _ = try await fixture.challenge()
        let before = try await fixture.record()
        #expect(await failure { _ = try await fixture.challenge() }?.code == .tooManyRequests)
        let after = try await fixture.record()
        #expect(after.sessions == before.sessions && after.hourly == before.hourly)
        #expect(await fixture.sms.messages.count == 1)
    }
}
