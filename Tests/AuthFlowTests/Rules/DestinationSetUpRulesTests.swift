import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// A number that is set up in a sign-in: the session holds it, and the right code makes it the user's.
@Suite struct DestinationSetUpRulesTests {
    private static let number = "+14155550199"
    private static let other = "+14155550188"

    /// A user who has nothing, in a session that waits for the code of a number.
    private func waiting(
        _ profile: CognitoProfile = .classic, aliases: Set<AttributeName> = [], usernames: Set<AttributeName> = []
    ) throws -> (MachineFixture, ChallengeSession) {
        var fixture = MachineFixture(.on([.sms, .softwareToken]), aliases: aliases, usernames: usernames)
        fixture.profile = profile
        fixture.user.attributes = [:]
        let session = fixture.open(.settingUpMFA([.sms, .softwareToken], nil))
        let atCode = try enter(Self.number, &fixture, session)
        return (fixture, atCode)
    }

    private func give(
        _ number: String, _ fixture: MachineFixture, _ session: ChallengeSession
    ) -> MachineFixture.Outcome<SignInAction> {
        fixture.verify { $0.destinationSetUp(number, for: .sms, session: session, in: fixture.signInContext) }
    }

    private func enter(
        _ number: String, _ fixture: inout MachineFixture, _ session: ChallengeSession
    ) throws -> ChallengeSession {
        let outcome = give(number, fixture, session)
        guard case .sendCode(let message, let next) = outcome.answer else {
            Issue.record("\(outcome.answer)")
            return session
        }
        #expect(message.destination == CodeDestination(.phoneNumber, number))
        fixture.user = outcome.record
        return next
    }

    private func answer(
        _ fixture: MachineFixture, _ session: ChallengeSession, _ code: OneTimeCode? = nil
    ) -> MachineFixture.Outcome<SignInAction> {
        fixture.verify {
            $0.codeSubmitted(
                code ?? fixture.randomness.code, of: .sms, session: session, in: fixture.signInContext)
        }
    }

    // R68, R82: one swap grants, writes the number, marks it verified and switches the factor on.
    @Test(arguments: CognitoProfile.allCases)
    func theRightCodeMakesTheNumberTheUsers(_ profile: CognitoProfile) throws {
        let (fixture, session) = try waiting(profile)
        let outcome = answer(fixture, session)
        #expect(outcome.answer.isGrant)
        let expected = fixture.changed {
            $0.attributes = [.phoneNumber: Self.number, .phoneNumberVerified: "true"]
            $0.mfa = UserMFAPreference(enabled: [.sms], preferred: .sms)
            $0.modifiedAt = fixture.now
            $0.close(session.id)
            if profile == .strict { $0.revoke(keeping: nil) }
            $0.hourly.use(.grants, at: fixture.now)
        }
        #expect(outcome.record == expected)
        let events: [AuthEvent] = [
            .destinationChanged(fixture.subject, .phoneNumber), .attributeVerified(fixture.subject, .phoneNumber),
            .signedIn(fixture.subject, factors: [.sms]),
        ]
        #expect(outcome.events == events)
    }

    // R53, R69: what a wrong or an expired code counts on is the session and the ladder; the user's data stays.
    @Test func aWrongOrAnExpiredCodeChangesNothingOfTheUsers() throws {
        var (fixture, session) = try waiting()
        for tries in 1...5 {
            let outcome = answer(fixture, session, MachineFixture.code)
            guard case .refuse(let error) = outcome.answer else {
                Issue.record("\(outcome.answer)")
                return
            }
            #expect(error.code == .codeMismatch)
            #expect(outcome.record.attributes.isEmpty && outcome.record.mfa == UserMFAPreference())
            fixture.user = outcome.record
            guard tries < 5 else { break }
            session = try #require(fixture.user.session(session.id))
            #expect(session.state.isPendingDestination && session.state.sentCode?.failures == tries)
        }
        #expect(fixture.user.sessions.isEmpty, "the fifth ends the session")
        var (later, old) = try waiting()
        later.now += .seconds(180)
        old = try #require(later.user.session(old.id))
        let expired = answer(later, old)
        guard case .refuse(let error) = expired.answer else {
            Issue.record("\(expired.answer)")
            return
        }
        #expect(error.code == .expiredCode && expired.record == later.user)
    }

    // R7: whoever was first, a tab or an administrator, has set what counts.
    @Test func whatHasComeMeanwhileStays() throws {
        let (whole, session) = try waiting()
        var (app, number, off, recovery) = (whole, whole, whole, whole)
        try app.addApp()
        number.user.attributes = [.phoneNumber: Self.other, .phoneNumberVerified: "false"]
        off.pool.mfa = .on([.softwareToken])
        recovery.pool.accountRecovery = [.verifiedPhoneNumber]
        for (place, fixture) in [app, number, off, recovery].enumerated() {
            let tries = [
                answer(fixture, session), answer(fixture, session, MachineFixture.code),
                give(Self.number, fixture, session),
                fixture.verify { $0.newCodeAsked(session: session, in: fixture.signInContext) },
            ]
            for outcome in tries {
                #expect(outcome.answer == .refuse(.invalidSession), "\(place)")
                #expect(outcome.record == fixture.user && outcome.events.isEmpty, "\(place)")
            }
        }
    }

    // Two tabs, two numbers: the first grant wins.
    @Test func theSecondOfTwoTabsIsRefused() throws {
        var (fixture, first) = try waiting()
        let second = fixture.open(.settingUpMFA([.sms], nil), 2)
        let atCode = try enter(Self.other, &fixture, second)
        let granted = answer(fixture, first)
        #expect(granted.answer.isGrant)
        fixture.user = granted.record
        let outcome = answer(fixture, atCode)
        #expect(outcome.answer == .refuse(.invalidSession) && outcome.record == fixture.user)
        #expect(outcome.record.attributes[.phoneNumber] == Self.number)
    }

    // R53, R55: another number is another message, in the place of the one before; wrong answers stay counted.
    @Test func anotherNumberTakesThePlaceOfTheOneBefore() throws {
        var (fixture, session) = try waiting()
        let start = fixture.now
        fixture.user = answer(fixture, session, MachineFixture.code).record
        session = try #require(fixture.user.session(session.id))
        let early = give(Self.other, fixture, session)
        #expect(early.answer == .refuse(.attemptLimitExceeded(until: start + .seconds(30))))
        #expect(early.record == fixture.user, "the code before is good")
        fixture.now += .seconds(30)
        let next = try enter(Self.other, &fixture, session)
        #expect(fixture.user.sessions == [next] && next.uses.sends == 2 && next.state.sentCode?.failures == 1)
        #expect(next.state.sentCode?.destination.text == Self.other)
        let granted = answer(fixture, next)
        #expect(granted.answer.isGrant && granted.record.attributes[.phoneNumber] == Self.other)
    }

    @Test func anotherCodeGoesToTheSameNumber() throws {
        var (fixture, session) = try waiting()
        fixture.now += .seconds(30)
        let outcome = fixture.verify { $0.newCodeAsked(session: session, in: fixture.signInContext) }
        guard case .sendCode(let message, let next) = outcome.answer else {
            Issue.record("\(outcome.answer)")
            return
        }
        #expect(message.destination.text == Self.number && next.id == session.id)
        #expect(next.state.isPendingDestination && outcome.record.attributes.isEmpty)
    }

    // R50: another number is no way round a factor that wrong codes have closed, nor round a lock.
    @Test func aClosedFactorAndALockSendNothing() throws {
        let (whole, session) = try waiting()
        var (closed, locked) = (whole, whole)
        for _ in 0..<100 { closed.user.codeFailures.fail(.sms, at: closed.now - .seconds(864_000)) }
        locked.lockCodes()
        closed.now += .seconds(30)
        #expect(give(Self.other, closed, session).answer == .refuse(.attemptsExceeded(.changeCall)))
        guard case .refuse(let error) = give(Self.other, locked, session).answer else {
            Issue.record("no refusal in a lock")
            return
        }
        #expect(error.code == .notAuthorized)
    }

    // R68: a number that is an alias is reserved with the code, not before; in a name's place it must be free.
    @Test func aNumberIsReservedWithItsCode() throws {
        let pools: [(aliases: Set<AttributeName>, usernames: Set<AttributeName>)] = [
            ([.phoneNumber], []), ([], [.phoneNumber]),
        ]
        for (aliases, usernames) in pools {
            var (fixture, session) = try waiting(aliases: aliases, usernames: usernames)
            #expect(fixture.user.reservations.isEmpty)
            let first = answer(fixture, session)
            #expect(first.answer == .reserveFirst([fixture.pool.alias(.phoneNumber, Self.number)]))
            #expect(first.record == fixture.user && first.events.isEmpty)
            fixture.held.refused = [.phoneNumber]
            let refused = answer(fixture, session)
            if usernames.isEmpty {
                #expect(refused.answer.isGrant)
                #expect(refused.record.attributes == [.phoneNumber: Self.number, .phoneNumberVerified: "false"])
                #expect(refused.events.contains(.aliasNotTaken(fixture.subject, .phoneNumber)))
            } else {
                #expect(refused.answer == .refuse(.aliasTaken(.phoneNumber)) && refused.record == fixture.user)
            }
        }
    }

    // R104: the number is in the record with its session, under a kind that a release before refuses to take for its own.
    @Test func theNumberIsStoredWithItsSession() throws {
        let (fixture, session) = try waiting()
        let key = RecordKey.user(fixture.pool.id, CanonicalName("ada", ignoringCase: true))
        let row = RecordCodec.encode(fixture.user, of: key)
        guard case .record(let read) = try RecordCodec.decode(row, as: UserAuthRecord.self, of: key) else {
            Issue.record("no record")
            return
        }
        #expect(read == fixture.user && read.sessions == [session])
    }
}
