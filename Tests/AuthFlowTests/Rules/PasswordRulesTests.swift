import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// A new password: by the user, by an administrator, and in place of a temporary one.
@Suite struct PasswordRulesTests {
    private static let salt = [UInt8](repeating: 3, count: 16)

    private func new(_ text: String = "new", salt: [UInt8] = Self.salt) throws -> NewPassword {
        NewPassword(
            hash: PasswordHash(text),
            digest: try PasswordHistory.digest(of: Password(text), salt: salt, iterations: 1))
    }

    /// A user with a row of wrong passwords, an open challenge, a recovery code and a former password `former`.
    private func fixture(history size: Int = 0) throws -> MachineFixture {
        var fixture = MachineFixture()
        fixture.pool.passwordPolicy.passwordHistorySize = size
        for _ in 1...3 { fixture.user.passwordFailures.fail(at: fixture.now) }
        fixture.open(.selectingMFAType([.sms, .softwareToken]))
        fixture.expect(.recovery, at: fixture.destination(.phoneNumber))
        fixture.expect(.email, at: fixture.destination(.email))
        fixture.user.recoveryFailures = 7
        try fixture.associate()
        var history = PasswordHistory(salt: Self.salt, iterations: 1)
        let former = try PasswordHistory.digest(of: "former", salt: Self.salt, iterations: 1)
        history.remember(former, last: 1, keys: fixture.keys)
        fixture.user.history = history
        return fixture
    }

    private func change(
        _ fixture: MachineFixture, to new: NewPassword, _ proof: FirstFactorProof? = nil
    ) -> MachineFixture.Outcome<ChangeAction> {
        fixture.verify {
            $0.passwordChanged(
                to: new, proof ?? fixture.proof(), by: fixture.principal, in: fixture.poolContext)
        }
    }

    // R24, R48, R53, R54, R126: challenges and the recovery code end, tokens stay, the row of wrong passwords is over, and
    // wrong recovery codes stay counted.
    @Test func aChangedPasswordLeavesTokensAlone() throws {
        var fixture = try fixture()
        fixture.user.temporaryPasswordExpiresAt = fixture.hourEnd
        let outcome = change(fixture, to: try new())
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.password = "new"
            $0.temporaryPasswordExpiresAt = nil
            $0.history = nil
            $0.passwordFailures.clear()
            $0.codes[.recovery] = nil
            $0.closeAllSessions()
            $0.hourly.use(.changePassword, at: fixture.now)
            $0.modifiedAt = fixture.now
        }
        #expect(outcome.record == expected)
        #expect(outcome.events == [.passwordChanged(fixture.subject)])
    }

    // R11, R37, R38, R47, R54: a verdict on a former password, a lock and a spent hour.
    @Test func aChangeThatIsRefusedUnverifiedWritesNothing() throws {
        let whole = try fixture()
        var (locked, limited) = (whole, whole)
        locked.lockPassword()
        limited.exhaust(.changePassword)
        let stale = whole.staleProof
        let cases: [(MachineFixture, FirstFactorProof, CognitoError)] = [
            (whole, stale, .tooManyRequests), (locked, stale, lockEnd(locked)),
            (locked, locked.proof(), lockEnd(locked)), (locked, locked.proof(accepted: false), lockEnd(locked)),
            (limited, limited.proof(), .attemptLimitExceeded(until: limited.hourEnd)),
        ]
        for (fixture, proof, error) in cases {
            let outcome = change(fixture, to: try new(), proof)
            #expect(outcome.answer == .refuse(error))
            #expect(outcome.record == fixture.user && outcome.events == fixture.lockEvents(of: error))
        }
    }

    /// Eight wrong passwords: the lock is of eight seconds.
    private func lockEnd(_ fixture: MachineFixture) -> CognitoError {
        .attemptsExceeded(.waitUntil(fixture.now + .seconds(8)))
    }

    // R23: whatever the old password opened ends with it, and so does a recovery under way.
    @Test(arguments: [true, false]) func aPasswordSetByAnAdministratorEndsEverything(_ isPermanent: Bool) throws {
        let fixture = try fixture()
        let expiry = isPermanent ? nil : fixture.hourEnd
        let new = try new()
        let outcome = fixture.verify { $0.passwordSet(new, temporaryUntil: expiry, in: fixture.poolContext) }
        #expect(outcome.answer == .done)
        let expected = fixture.changed {
            $0.password = "new"
            $0.temporaryPasswordExpiresAt = expiry
            $0.status = isPermanent ? .confirmed : .forceChangePassword
            $0.history = nil
            $0.codes[.recovery] = nil
            $0.recoveryFailures = 0
            $0.generation = 1
            $0.closeAllSessions()
            $0.pendingSoftwareToken = nil
            $0.modifiedAt = fixture.now
        }
        #expect(outcome.record == expected)
    }

    // R43: from a history of one on; without one the former passwords go.
    @Test func theLastPasswordIsNotTakenAgain() throws {
        let kept = try fixture(history: 1)
        let reused = change(kept, to: try new("former"))
        #expect(reused.answer == .refuse(.passwordReused) && reused.record.password == "stored")
        #expect(change(kept, to: try new()).answer == .done)
        let forgetful = try fixture(history: 0)
        let again = change(forgetful, to: try new("former"))
        #expect(again.answer == .done && again.record.history == nil)
    }

    // R16, R43: a digest under another salt can be compared with nothing, nor can one that is missing.
    @Test func aDigestThatIsNotOfThisHistoryIsStale() throws {
        let fixture = try fixture(history: 1)
        for new in [try new("former", salt: [UInt8](repeating: 4, count: 16)), NewPassword(hash: "new")] {
            let outcome = fixture.verify {
                $0.passwordSet(new, temporaryUntil: nil, in: fixture.poolContext)
            }
            #expect(outcome.answer == .refuse(.tooManyRequests))
            #expect(outcome.record == fixture.user && outcome.events.isEmpty)
        }
    }

    /// A newcomer who answers NEW_PASSWORD_REQUIRED.
    private func newcomer(aliases: Set<AttributeName> = []) -> (MachineFixture, ChallengeSession) {
        var fixture = MachineFixture(aliases: aliases, schema: [SchemaAttribute(name: "name", isRequired: true)])
        fixture.pool.passwordPolicy.passwordHistorySize = 1
        fixture.user.status = .forceChangePassword
        fixture.user.temporaryPasswordExpiresAt = fixture.hourEnd
        fixture.open(.replacingPassword, 2)
        let session = fixture.open(.replacingPassword)
        return (fixture, session)
    }

    private func answer(
        _ fixture: MachineFixture, _ session: ChallengeSession, _ new: NewPassword, _ attributes: UserAttributes
    ) -> MachineFixture.Outcome<SignInAction> {
        fixture.verify {
            $0.newPasswordSubmitted(new, attributes: attributes, session: session, in: fixture.signInContext)
        }
    }

    // R24
    @Test func aNewPasswordReplacesTheTemporaryOne() throws {
        let (fixture, session) = newcomer()
        let outcome = answer(fixture, session, try new(), ["name": "Ada"])
        #expect(outcome.answer.isGrant)
        let digest = try #require(new().digest)
        let expected = fixture.changed {
            $0.attributes["name"] = "Ada"
            $0.password = "new"
            $0.temporaryPasswordExpiresAt = nil
            $0.status = .confirmed
            $0.history = PasswordHistory(salt: Self.salt, iterations: 1)
            $0.history?.remember(digest, last: 1, keys: fixture.keys)
            $0.closeAllSessions()
            $0.hourly.use(.grants, at: fixture.now)
            $0.modifiedAt = fixture.now
        }
        #expect(outcome.record == expected)
        let events: [AuthEvent] = [.passwordChanged(fixture.subject), .signedIn(fixture.subject, factors: [])]
        #expect(outcome.events == events)
    }

    // R7, R24: whatever is wrong with the answer, the user is as before and the session can be answered again.
    @Test func anAnswerThatIsRefusedChangesNothing() throws {
        let (begun, session) = newcomer(aliases: [.preferredUsername])
        var fixture = begun
        fixture.client.writeAttributes = ["name", .email, .preferredUsername, "custom:x"]
        var history = PasswordHistory(salt: Self.salt, iterations: 1)
        let former = try PasswordHistory.digest(of: "former", salt: Self.salt, iterations: 1)
        history.remember(former, last: 1, keys: fixture.keys)
        fixture.user.history = history
        var limited = fixture
        limited.exhaust(.grants)
        var flagless = fixture
        flagless.client.writeAttributes = nil
        flagless.user.attributes[.phoneNumberVerified] = nil
        let alias = fixture.pool.alias(.preferredUsername, "amazing")
        let (fresh, used) = (try new(), try new("former"))
        let cases: [(MachineFixture, NewPassword, UserAttributes, SignInAction)] = [
            // Two that are there already: the first in order is named.
            (
                fixture, fresh, ["name": "Ada", .phoneNumber: "+14155550199", .email: "a@x.org"],
                .refuse(.cannotModify(.email))
            ),
            (fixture, fresh, ["name": "Ada", "nickname": "A"], .refuse(.unauthorizedAttribute)),
            (fixture, fresh, ["name": "Ada", "custom:x": "1"], .refuse(.attributeTypeUnknown("custom:x"))),
            (
                flagless, fresh, ["name": "Ada", .phoneNumberVerified: "true"],
                .refuse(.unauthorizedAttribute)
            ),
            (fixture, fresh, [:], .refuse(.attributeRequired("name"))),
            (fixture, used, ["name": "Ada"], .refuse(.passwordReused)),
            (fixture, fresh, ["name": "Ada", .preferredUsername: "amazing"], .reserveFirst([alias])),
            (limited, fresh, ["name": "Ada"], .refuse(.tooManyRequests.advising(.waitUntil(limited.hourEnd)))),
        ]
        for (fixture, new, attributes, action) in cases {
            let outcome = answer(fixture, session, new, attributes)
            #expect(outcome.answer == action)
            #expect(outcome.record == fixture.user && outcome.events.isEmpty)
        }
    }
}
