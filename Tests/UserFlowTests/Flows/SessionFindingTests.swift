import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// The way from a locator to its session: the order of R30, and the values that a request must match.
@Suite struct SessionFindingTests {
    private static let codes: Set<ChallengeName> = [.smsMFA, .emailOTP, .softwareTokenMFA, .selectMFAType]

    private func find(
        _ fixture: MachineFixture, _ session: ChallengeSession, as name: String? = "ada",
        answering answered: ChallengeName? = nil
    ) -> MachineFixture.Outcome<Result<ChallengeSession, CognitoError>> {
        let locator = SessionLocator(
            session, of: fixture.pool.canonical(fixture.user.username), in: fixture.pool.id)
        return fixture.verify {
            $0.session(
                locator, answering: answered ?? session.challengeName, as: name, in: fixture.signInContext)
        }
    }

    /// One session in every state.
    private func opened() throws -> (MachineFixture, [ChallengeSession]) {
        var fixture = MachineFixture()
        let pending = PendingSoftwareToken(
            secret: try SharedSecret(bytes: [UInt8](repeating: 8, count: 32)), associatedAt: fixture.now)
        let sessions = [
            fixture.openSent(.phoneNumber, 1), fixture.openSent(.email, 2),
            fixture.open(.awaitingFactor(.softwareToken), 3),
            fixture.open(.selectingMFAType([.sms, .softwareToken]), 4), fixture.open(.replacingPassword, 5),
            fixture.open(.settingUpMFA([.softwareToken], pending), 6), fixture.open(.mfaSetUp, 7),
        ]
        return (fixture, sessions)
    }

    // R29, R32
    @Test func aSessionIsFoundByItsOwnNameAndClientOnly() throws {
        let (fixture, sessions) = try opened()
        var other = fixture
        other.client = AppClient(id: "another", userPoolID: "test_pool", name: "Another")
        let names: [ChallengeName] = [
            .smsMFA, .emailOTP, .softwareTokenMFA, .selectMFAType, .newPasswordRequired, .mfaSetup,
        ]
        for session in sessions {
            for name in names {
                let found = find(fixture, session, answering: name)
                let isRight = name == session.challengeName
                #expect(found.answer == (isRight ? .success(session) : .failure(.invalidSession)))
                #expect(found.record == fixture.user)
            }
            #expect(find(other, session).answer == .failure(.invalidSession))
            for user in ["ada", "ADA", "s", MachineFixture.address, Fixture.phone, nil] {
                #expect(find(fixture, session, as: user).answer == .success(session))
            }
            #expect(find(fixture, session, as: "grace").answer == .failure(.invalidSession))
        }
    }

    // R30, R49: the lock of the codes refuses only code answers and choices, before the session is looked up.
    @Test func theLockOfTheCodesIsMetByCodesAlone() throws {
        var (fixture, sessions) = try opened()
        fixture.lockCodes()
        sessions.append(gone(fixture))
        for session in sessions {
            let found = find(fixture, session)
            let isCode = Self.codes.contains(session.challengeName)
            #expect(found.answer == (isCode ? .failure(fixture.lock) : .success(session)))
            #expect(found.record == fixture.user)
        }
    }

    /// A session that is not in the record.
    private func gone(_ fixture: MachineFixture) -> ChallengeSession {
        var other = fixture
        return other.open(.awaitingFactor(.softwareToken), 50)
    }

    // R22, R27, R30: each fault together with all later faults in the order.
    @Test func theFirstFaultInOrderIsTheAnswer() throws {
        let (whole, sessions) = try opened()
        let session = sessions[0]
        var fixture = whole
        fixture.client = AppClient(id: "another", userPoolID: "test_pool", name: "Another")
        // Of a generation that has passed, though it is still there.
        fixture.user.generation = 1
        #expect(find(fixture, session).answer == .failure(.usedSession))
        #expect(find(fixture, gone(whole)).answer == .failure(.usedSession))
        fixture.lockCodes()
        #expect(find(fixture, session).answer == .failure(fixture.lock))
        fixture.user.isEnabled = false
        #expect(find(fixture, session).answer == .failure(.userDisabled))
        fixture.now = session.expiresAt - .milliseconds(1)
        #expect(find(fixture, session).answer == .failure(.userDisabled))
        fixture.now = session.expiresAt
        #expect(find(fixture, session).answer == .failure(.expiredSession))
    }
}
