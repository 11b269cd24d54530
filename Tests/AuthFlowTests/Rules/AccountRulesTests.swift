import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The settings that a user and an administrator switch on an account, with the whole record after it.
@Suite struct AccountRulesTests {
    private static let both: Set<MFAType> = [.sms, .softwareToken]

    /// API reference, SetUserMFAPreference: in a required pool no factor is switched on or off; to enable the preferred
    /// one means that none is preferred any more.
    @Test(
        arguments: [
            (.sms, [.sms: .enabled], nil), (.softwareToken, [.sms: .enabled], .softwareToken),
            (.sms, [.sms: .disabled], .sms), (.sms, [.softwareToken: .preferred], .softwareToken),
            (.sms, [.sms: .enabled, .softwareToken: .preferred], .softwareToken),
        ] as [(SecondFactor, [MFAType: MFAPreference], SecondFactor?)])
    func inARequiredPoolFactorsArePreferredOnly(
        _ before: SecondFactor, _ wishes: [MFAType: MFAPreference], _ after: SecondFactor?
    ) throws {
        var fixture = MachineFixture(.on(Self.both))
        try fixture.addApp()
        fixture.user.mfa = UserMFAPreference(enabled: FactorSet(Self.both), preferred: before)
        let outcome = fixture.verify {
            $0.preferenceSet(wishes, by: fixture.principal, in: fixture.poolContext)
        }
        let preference = UserMFAPreference(enabled: FactorSet(Self.both), preferred: after)
        #expect(outcome.answer == .done)
        #expect(outcome.record == fixture.changed { $0.mfa = preference })
        let told = AuthEvent.mfaPreferenceChanged(fixture.subject, preference)
        #expect(outcome.events == (before == after ? [] : [told]))
    }

    /// A user with everything that an end of access takes along.
    private func signedIn() throws -> MachineFixture {
        var fixture = MachineFixture()
        fixture.open(.awaitingFactor(.softwareToken))
        try fixture.associate()
        fixture.user.keptFamily = .init(family: MachineFixture.family, generation: 0)
        fixture.user.generation = 4
        return fixture
    }

    // R23: who is disabled is signed out; to enable a user takes nothing away.
    @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
    func onlyDisablingEndsAccess(_ was: Bool, _ isEnabled: Bool) throws {
        var fixture = try signedIn()
        fixture.user.isEnabled = was
        let outcome = fixture.verify { $0.enabled(isEnabled, at: fixture.now) }
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.isEnabled = isEnabled
            $0.modifiedAt = fixture.now
            guard !isEnabled else { return }
            $0.generation = 5
            $0.keptFamily = nil
            $0.closeAllSessions()
            $0.pendingSoftwareToken = nil
        }
        #expect(outcome.record == expected)
        #expect(outcome.events == [.userEnabled(fixture.subject, isEnabled)])
    }

    // R23
    @Test func aSignOutEverywhereEndsTheKeptFamilyToo() throws {
        let fixture = try signedIn()
        let outcome = fixture.verify { $0.signedOutEverywhere(by: nil, at: fixture.now) }
        let expected = fixture.changed {
            $0.generation = 5
            $0.keptFamily = nil
            $0.closeAllSessions()
            $0.pendingSoftwareToken = nil
        }
        #expect(outcome.answer == .done && outcome.record == expected)
        #expect(outcome.events == [.signedOutEverywhere(fixture.subject)])
    }

    // R50, R53
    @Test func anAdministratorLiftsEveryLock() {
        var fixture = MachineFixture()
        fixture.lockPassword()
        fixture.lockCodes()
        fixture.close(.softwareToken)
        fixture.user.recoveryFailures = AuthMachine.recoveryFailureCap
        let outcome = fixture.verify { $0.unlocked(at: fixture.now) }
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.passwordFailures.clear()
            $0.codeFailures.clearAll()
            $0.recoveryFailures = 0
        }
        #expect(outcome.record == expected)
        #expect(outcome.record.codeFailures.factors.isEmpty)
        #expect(outcome.events == [.unlocked(fixture.subject)])
    }

    // R19: an operation that verifies a number and an address sends two codes; whatever sends one sends the first drawn.
    @Test func theSecondCodeIsTheAddresss() {
        let randomness = OperationRandomness(CountingSource())
        let first: OneTimeCode = "000001"
        #expect(randomness.code == first)
        for purpose in CodePurpose.allCases {
            #expect((randomness.code(for: purpose) == first) == (purpose != .email), "\(purpose)")
        }
        #expect(randomness.code(for: .email) == "000002")
    }
}

/// Bytes that count the codes drawn from it.
private final class CountingSource: RandomSource {
    private let codes = Mutex<UInt8>(0)

    func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        guard purpose == .code else { return [UInt8](repeating: 0, count: count) }
        let number = codes.withLock { codes in
            codes += 1
            return codes
        }
        return [UInt8](repeating: 0, count: count - 1) + [number]
    }
}
