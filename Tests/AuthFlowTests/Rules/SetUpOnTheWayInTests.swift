import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// MFA_SETUP: an address or an app that is set up in the middle of a sign-in, and when that is refused.
@Suite struct SetUpOnTheWayInTests {
    private static let newAddress = "lovelace@example.com"

    /// A user who has nothing, in a pool that asks for an address or an app.
    private func fixture() -> (MachineFixture, ChallengeSession) {
        var fixture = MachineFixture(.on([.email, .softwareToken]))
        fixture.user.attributes = [:]
        let session = fixture.open(.settingUpMFA([.email, .softwareToken], nil))
        return (fixture, session)
    }

    private func give(
        _ fixture: MachineFixture, _ session: ChallengeSession, _ address: String = newAddress
    ) -> MachineFixture.Outcome<SignInAction> {
        fixture.verify { $0.destinationSetUp(address, for: .email, session: session, in: fixture.signInContext) }
    }

    @Test func anAddressIsSentACodeAndIsNotTheUsersYet() throws {
        let (fixture, session) = fixture()
        let outcome = give(fixture, session)
        guard case .sendCode(_, let next) = outcome.answer else {
            Issue.record("\(outcome.answer)")
            return
        }
        let expected = fixture.changed {
            $0.close(session.id)
            $0.open(next, now: fixture.now)
            $0.hourly.use(.sendsWithPassword, at: fixture.now)
        }
        #expect(outcome.record == expected)
        #expect(next.challengeName == .emailOTP && next.state.isPendingDestination)
        #expect(outcome.events == [.challenged(fixture.subject, .emailOTP)])
    }

    // R7, R82: an older session must put no address in the place of what has come since; a refusal leaves nothing.
    @Test func anAddressIsTakenOnlyWhereItIsStillAskedFor() throws {
        let (whole, session) = fixture()
        var (byApp, other, poolMoved, has, done) = (whole, whole, whole, whole, whole)
        let appOnly = byApp.open(.settingUpMFA([.softwareToken], nil))
        let finished = other.open(.mfaSetUp)
        poolMoved.pool.mfa = .on([.softwareToken])
        // The address is the way of recovery by now, so that it is no factor, and set-up is still asked for.
        has.user.attributes = [.email: MachineFixture.address, .emailVerified: "true"]
        has.pool.accountRecovery = [.verifiedEmail]
        try done.addApp()
        let dead: [(MachineFixture, ChallengeSession)] = [
            (byApp, appOnly), (other, finished), (poolMoved, session), (has, session), (done, session),
        ]
        for (place, (fixture, session)) in dead.enumerated() {
            let outcome = give(fixture, session)
            #expect(outcome.answer == .refuse(.invalidSession), "\(place)")
            #expect(outcome.record == fixture.user && outcome.events.isEmpty, "\(place)")
        }
    }

    @Test func anAddressThatIsRefusedIsNotKept() throws {
        let (whole, session) = fixture()
        var (reader, spent, locked) = (whole, whole, whole)
        reader.client.writeAttributes = ["name"]
        spent.exhaust(.sendsWithPassword)
        locked.lockCodes()
        let cases: [(MachineFixture, String, SignInAction)] = [
            (whole, "nowhere", .refuse(.invalidEmail)), (reader, Self.newAddress, .refuse(.unauthorizedAttribute)),
            (spent, Self.newAddress, .refuse(.attemptLimitExceeded(until: whole.hourEnd))),
            (locked, Self.newAddress, .refuse(whole.lock)),
        ]
        for (fixture, address, action) in cases {
            let outcome = give(fixture, session, address)
            #expect(outcome.answer == action)
            #expect(outcome.record == fixture.user && outcome.events.isEmpty)
        }
    }

    // R36, R61, R89: the verified app stands at once, and in profile `strict` every other sign-in ends.
    @Test(arguments: CognitoProfile.allCases) func aRightCodeRegistersTheApp(_ profile: CognitoProfile) throws {
        var (fixture, _) = fixture()
        fixture.profile = profile
        try fixture.associate()
        let pending = try #require(fixture.user.pendingSoftwareToken).token
        fixture.user.pendingSoftwareToken = nil
        let session = fixture.open(.settingUpMFA([.email, .softwareToken], pending))
        fixture.open(.settingUpMFA([.softwareToken], nil), 2)
        let code = try fixture.pendingCode()
        let outcome = fixture.verify {
            $0.setUpCodeSubmitted(code, friendlyDeviceName: "phone", in: session, in: fixture.signInContext)
        }
        let generation: UInt32 = profile == .strict ? 1 : 0
        let next = ChallengeSession(
            id: fixture.randomness.session, client: fixture.client, generation: generation, now: fixture.now,
            firstFactorAt: fixture.now, satisfied: [.softwareToken], state: .mfaSetUp)
        #expect(outcome.answer == .verified(next))
        let floor = try fixture.spentApp().replayFloor
        let expected = fixture.changed {
            $0.softwareToken = VerifiedSoftwareToken(
                secret: pending.secret, friendlyDeviceName: "phone", replayFloor: floor)
            $0.close(session.id)
            if profile == .strict { $0.revoke(keeping: nil) }
            $0.open(next, now: fixture.now)
        }
        #expect(outcome.record == expected)
        let events: [AuthEvent] = [
            .softwareTokenRegistered(fixture.subject), .challenged(fixture.subject, .mfaSetup),
        ]
        #expect(outcome.events == events)
    }

    // R56, R82: the app is switched on with the grant, or not yet.
    @Test func anAppIsSwitchedOnWithTheGrant() throws {
        var fixture = MachineFixture(.on([.softwareToken]))
        try fixture.addApp()
        let session = fixture.open(.mfaSetUp, satisfied: [.softwareToken])
        func finish() -> MachineFixture.Outcome<SignInAction> {
            fixture.verify { $0.mfaSetupFinished(session: session, in: fixture.signInContext) }
        }
        for (before, after) in [
            (UserMFAPreference(), UserMFAPreference(enabled: [.softwareToken], preferred: .softwareToken)),
            (
                UserMFAPreference(enabled: [.sms], preferred: .sms),
                UserMFAPreference(enabled: [.sms, .softwareToken], preferred: .sms)
            ),
        ] {
            fixture.user.mfa = before
            let outcome = finish()
            #expect(outcome.answer.isGrant)
            let expected = fixture.changed {
                $0.mfa = after
                $0.close(session.id)
                $0.hourly.use(.grants, at: fixture.now)
            }
            #expect(outcome.record == expected)
        }
        fixture.exhaust(.grants)
        let refused = finish()
        #expect(refused.answer == .refuse(.tooManyRequests.advising(.waitUntil(fixture.hourEnd))))
        #expect(refused.record == fixture.user && refused.events.isEmpty)
    }

    // R61: fifteen minutes, to the millisecond.
    @Test(arguments: [(899_999, true), (900_000, false)])
    func aSecretWaitsForItsFirstCode(_ milliseconds: Int, _ isAlive: Bool) throws {
        var fixture = MachineFixture()
        try fixture.associate()
        fixture.now += .milliseconds(milliseconds)
        let code = try fixture.pendingCode()
        let outcome = fixture.verify {
            $0.setUpCodeSubmitted(
                code, friendlyDeviceName: nil, by: fixture.principal, in: fixture.signInContext)
        }
        #expect(outcome.answer == (isAlive ? .verified(nil) : .refuse(.nothingAssociated)))
        #expect(outcome.record.pendingSoftwareToken == (isAlive ? nil : fixture.user.pendingSoftwareToken))
    }
}
