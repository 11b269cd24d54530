import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

@Suite struct NewPasswordTests {
    private func newcomer(_ mfa: UserPoolMFAConfiguration = .on([.softwareToken])) async throws -> Fixture {
        let fixture = try await Fixture(mfa: mfa)
        try await fixture.pool.admin.createUser(
            "eve", temporaryPassword: "Temporary-1815", attributes: [.email: "e@x.org"])
        return fixture
    }

    private func challenge(_ fixture: Fixture) async throws -> Challenge {
        try #require(await fixture.pool.signIn("eve", password: "Temporary-1815").challenge)
    }

    @Test func aTemporaryPasswordIsReplacedThenTheFactorIsAskedFor() async throws {
        let fixture = try await newcomer()
        #expect(try await fixture.pool.admin.user("eve").status == .forceChangePassword)
        let challenge = try await challenge(fixture)
        #expect(challenge.name == .newPasswordRequired)
        #expect(challenge.parameters["requiredAttributes"] == "[]")
        #expect(challenge.parameters["userAttributes"]?.contains(#""email":"e@x.org""#) == true)
        let next = try await fixture.pool.respond(
            to: challenge.session, with: .newPassword("Permanent-1852", attributes: [.preferredUsername: "eve2"]))
        #expect(next.challenge?.name == .mfaSetup)
        let eve = try await fixture.pool.admin.user("eve")
        #expect(eve.status == .confirmed && eve.attributes[.preferredUsername] == "eve2")
        let old = await failure { _ = try await fixture.pool.signIn("eve", password: "Temporary-1815") }
        #expect(old == .incorrectPassword)
    }

    @Test func aPasswordAgainstThePolicyLeavesTheSessionOpen() async throws {
        let fixture = try await newcomer(.off)
        let challenge = try await challenge(fixture)
        for (password, reason) in [
            ("Short-1", "Password not long enough"), ("lower-case-1", "Password must have uppercase characters"),
            ("UPPER-CASE-1", "Password must have lowercase characters"),
            ("No-digit-here", "Password must have numeric characters"),
            ("NoSymbol1here", "Password must have symbol characters"),
        ] as [(Password, String)] {
            let refused = await failure {
                _ = try await fixture.pool.respond(to: challenge.session, with: .newPassword(password))
            }
            #expect(refused?.code == .invalidPassword)
            #expect(refused?.message == "Password does not conform to policy: \(reason)")
        }
        let outcome = try await fixture.pool.respond(to: challenge.session, with: .newPassword("Permanent-1852"))
        #expect(outcome.authenticationResult != nil)
    }

    // R24
    @Test func everyOtherChallengeWonWithTheOldPasswordEnds() async throws {
        let fixture = try await newcomer(.off)
        let first = try await challenge(fixture)
        let second = try await challenge(fixture)
        _ = try await fixture.pool.respond(to: second.session, with: .newPassword("Permanent-1852"))
        let refused = await failure {
            _ = try await fixture.pool.respond(to: first.session, with: .newPassword("Permanent-1999"))
        }
        #expect(refused == .usedSession)
    }

    @Test func aTemporaryPasswordExpires() async throws {
        let fixture = try await newcomer()
        fixture.time.advance(by: .seconds(7 * 86_400))
        let refused = await failure { _ = try await fixture.pool.signIn("eve", password: "Temporary-1815") }
        #expect(refused?.code == .notAuthorized)
        #expect(refused?.message == "Temporary password has expired and must be reset by an administrator.")
    }

    @Test func whatIsAlreadyThereCannotBeChangedOnTheWay() async throws {
        let fixture = try await newcomer()
        let challenge = try await challenge(fixture)
        let refused = await failure {
            _ = try await fixture.pool.respond(
                to: challenge.session, with: .newPassword("Permanent-1852", attributes: [.email: "thief@x.org"]))
        }
        #expect(refused?.code == .notAuthorized && refused?.message == "Cannot modify an already provided email")
        #expect(try await fixture.pool.admin.user("eve").status == .forceChangePassword)
        #expect(await failure { _ = try await fixture.pool.signIn("eve", password: "Temporary-1815") } == nil)
    }

    // R24, R49: a refused answer leaves nothing; the session can be answered after the lock has ended.
    @Test func aNewPasswordThatIsRefusedForALockIsNotInForce() async throws {
        let fixture = try await Fixture()
        let app = try await fixture.registerApp()
        let wrong: OneTimeCode = app.code() == "000000" ? "111111" : "000000"
        let first = try await fixture.challenge()
        for _ in 1...5 {
            _ = await failure {
                _ = try await fixture.pool.respond(to: first.session, with: .softwareTokenMFA(code: wrong))
            }
        }
        try await fixture.pool.admin.setPassword("ada", "Temporary-1815", permanent: false)
        let challenge = try #require(await fixture.pool.signIn("ada", password: "Temporary-1815").challenge)
        let before = try await fixture.record()
        let refused = await failure {
            _ = try await fixture.pool.respond(to: challenge.session, with: .newPassword("Permanent-1852"))
        }
        #expect(refused == .attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1))))
        #expect(try await fixture.record() == before)
        fixture.time.advance(by: .seconds(2))
        let next = try await fixture.pool.respond(to: challenge.session, with: .newPassword("Permanent-1852"))
        #expect(next.challenge?.name == .softwareTokenMFA)
    }
}
