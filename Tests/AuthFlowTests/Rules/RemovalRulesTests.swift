import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// RemoveSoftwareToken: the password first, then in profile `strict` the code; the whole record after each answer.
@Suite struct RemovalRulesTests {
    /// A user with an app that is preferred, a secret under way, a challenge that waits for the app and three wrong
    /// passwords.
    private func fixture(_ profile: CognitoProfile) throws -> MachineFixture {
        var fixture = MachineFixture()
        fixture.profile = profile
        try fixture.addApp()
        try fixture.associate()
        fixture.user.mfa = UserMFAPreference(enabled: [.sms, .softwareToken], preferred: .softwareToken)
        fixture.open(.awaitingFactor(.softwareToken), 1)
        fixture.openSent(.phoneNumber, 2)
        for _ in 1...3 { fixture.user.passwordFailures.fail(at: fixture.now) }
        return fixture
    }

    private func remove(
        _ fixture: MachineFixture, _ proof: FirstFactorProof? = nil, code: OneTimeCode? = nil
    ) -> MachineFixture.Outcome<ChangeAction> {
        fixture.verify {
            $0.softwareTokenRemoved(
                proof ?? fixture.proof(renewed: MachineFixture.otherCost), code: code, by: fixture.principal,
                in: fixture.poolContext)
        }
    }

    // R42, R48, R65
    @Test(arguments: CognitoProfile.allCases) func theAppGoesAndTheOtherFactorStays(_ profile: CognitoProfile) throws {
        let fixture = try fixture(profile)
        let outcome = remove(fixture, code: profile == .strict ? try fixture.appCode() : nil)
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.password = MachineFixture.otherCost
            $0.passwordFailures.clear()
            $0.softwareToken = nil
            $0.pendingSoftwareToken = nil
            $0.mfa = UserMFAPreference(enabled: [.sms], preferred: nil)
            $0.close(SessionID([UInt8](repeating: 1, count: 16)))
            $0.modifiedAt = fixture.now
            if profile == .strict { $0.revoke(keeping: .init(family: MachineFixture.family, generation: 0)) }
        }
        #expect(outcome.record == expected)
        #expect(outcome.events == [.softwareTokenRemoved(fixture.subject)])
    }

    // R11, R16, R38, R47: neither a verdict on a former password is verified nor any password in a lock.
    @Test(arguments: CognitoProfile.allCases) func aPasswordThatIsNotVerifiedChangesNothing(_ profile: CognitoProfile)
        throws
    {
        let whole = try fixture(profile)
        var locked = whole
        locked.lockPassword()
        let code = try whole.appCode()
        let lock = CognitoError.attemptsExceeded(.waitUntil(whole.now + .seconds(8)))
        let cases: [(MachineFixture, FirstFactorProof, CognitoError)] = [
            (whole, whole.staleProof, .tooManyRequests), (locked, whole.staleProof, lock),
            (locked, locked.proof(), lock), (locked, locked.proof(accepted: false), lock),
        ]
        for (fixture, proof, error) in cases {
            let outcome = remove(fixture, proof, code: code)
            #expect(outcome.answer == .refuse(error))
            #expect(outcome.record == fixture.user && outcome.events == fixture.lockEvents(of: error))
        }
    }

    @Test func aWrongPasswordCountsAndTheCodeIsNotLookedAt() throws {
        let fixture = try fixture(.strict)
        let outcome = remove(fixture, fixture.proof(accepted: false), code: MachineFixture.wrongCode)
        #expect(outcome.answer == .refuse(.incorrectPassword))
        #expect(outcome.record == fixture.changed { $0.passwordFailures.fail(at: fixture.now) })
        #expect(outcome.events == [.passwordRejected(fixture.subject, lockedUntil: nil)])
    }

    // R47, R48, R50, R65: the right password has counted; the code is verified by the rules of a sign-in's.
    @Test func theCodeCountsLikeASignIns() throws {
        let whole = try fixture(.strict)
        var (closed, locked, used, bare) = (whole, whole, whole, whole)
        closed.close(.softwareToken)
        locked.lockCodes()
        used.user.softwareToken = try whole.spentApp()
        bare.user.softwareToken = nil
        let (right, wrong) = (try whole.appCode(), MachineFixture.wrongCode)
        let cases: [(MachineFixture, OneTimeCode?, CognitoError, counts: Bool)] = [
            (whole, nil, .missingParameter("UserCode"), false), (bare, right, .noSoftwareToken, false),
            (closed, right, .attemptsExceeded(.changeCall), false),
            (closed, wrong, .attemptsExceeded(.changeCall), false),
            (locked, right, whole.lock, false), (locked, wrong, whole.lock, false),
            (whole, wrong, .softwareTokenCodeMismatch, true), (used, right, .softwareTokenCodeUsed, true),
        ]
        for (fixture, code, error, counts) in cases {
            let outcome = remove(fixture, code: code)
            #expect(outcome.answer == .refuse(error))
            let expected = fixture.changed {
                $0.password = MachineFixture.otherCost
                $0.passwordFailures.clear()
                if counts { $0.codeFailures.fail(.softwareToken, at: fixture.now) }
            }
            #expect(outcome.record == expected, "\(error)")
            let rejected = AuthEvent.codeRejected(fixture.subject, .softwareTokenMFA, attemptsLeft: 4, lockedUntil: nil)
            #expect(outcome.events == (counts ? [rejected] : fixture.lockEvents(of: error)))
        }
    }
}
