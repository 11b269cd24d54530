import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// Unknown names, and users of another directory.
@Suite struct HiddenUserTests {
    private func attempts(
        _ fixture: Fixture, _ count: Int, _ call: () async throws -> Void
    ) async -> (errors: [CognitoError?], calls: [[String]]) {
        var errors: [CognitoError?] = []
        var calls: [[String]] = []
        for _ in 0..<count {
            await fixture.store.forgetCalls()
            errors.append(await failure(call))
            calls.append(await fixture.store.calls.map { $0.replacing("decoy", with: "user") })
        }
        return (errors, calls)
    }

    // R74, R75, R77
    @Test(arguments: [false, true]) func sevenWrongPasswordsTellNothing(_ hasAliases: Bool) async throws {
        let fixture = try await Fixture(hidesUnknown: true, aliases: hasAliases ? [.email] : [])
        let known = await attempts(fixture, 7) { _ = try await fixture.pool.signIn("ada", password: "wrong") }
        let unknown = await attempts(fixture, 7) { _ = try await fixture.pool.signIn("nobody", password: "wrong") }
        #expect(known.errors == unknown.errors, "texts and advice")
        #expect(known.errors.count { $0 == .attemptsExceeded(.waitUntil(fixture.time.now() + .seconds(1))) } == 2)
        #expect(known.calls == unknown.calls, "the same calls to the store, in the same order")
    }

    // R74: an unknown name has the same ladder of locks as a user.
    @Test func theLadderOfAnUnknownNameIsTheSame() async throws {
        let fixture = try await Fixture(hidesUnknown: true)
        for _ in 0..<12 {
            let (known, unknown) = (
                await failure { _ = try await fixture.pool.signIn("ada", password: "wrong") },
                await failure { _ = try await fixture.pool.signIn("nobody", password: "wrong") }
            )
            #expect(known == unknown)
            guard case .waitUntil(let end) = known?.advice else { continue }
            fixture.time.set(end)
        }
    }

    // R73-R77
    @Test func recoveryOfANameTellsNothing() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, hidesUnknown: true)
        func error(_ name: Username, _ call: (Username) async throws -> Void) async -> CognitoError? {
            await failure { try await call(name) }
        }
        for round in 0..<7 {
            let known = await error("ada") { try await fixture.pool.forgotPassword($0) }
            let unknown = await error("nobody") { try await fixture.pool.forgotPassword($0) }
            #expect(known == unknown, "round \(round)")
        }
        await fixture.service.shutDown()
        #expect(await fixture.email.messages.count == 5)
        for round in 0..<12 {
            func confirm(_ name: Username) async throws {
                try await fixture.pool.confirmForgotPassword(name, code: "x", password: "Difference-1822")
            }
            let (known, unknown) = (await error("ada", confirm), await error("nobody", confirm))
            #expect(known == unknown, "round \(round)")
        }
        let first = try await Fixture(hidesUnknown: true)
        let details = try await first.pool.forgotPassword("nobody")
        #expect(try await first.pool.forgotPassword("nobody") == details, "always the same place")
        let pool = try #require(await first.service.records.read(.pool(first.pool.id), as: PoolRecord.self)).record
        let decoy = DecoyDelivery(in: pool, keys: KeyRing(from: SeededRandomSource(seed: 7)))
        #expect(try await first.pool.forgotPassword("ada") == decoy.details(for: "ada", .recovery), "nothing verified")
    }

    // R74-R77: users in every state, compared with an unknown name, for requests and answers of codes.
    @Test(arguments: ["ada", "disabled", "temporary", "unverified", "confirmed"])
    func noStateOfAUserShowsThroughCodes(_ state: String) async throws {
        let fixture = try await Fixture(
            attributes: state == "unverified" ? [:] : .verifiedEmail, hidesUnknown: true, members: .verifyingEmail)
        switch state {
        case "disabled": try await fixture.pool.admin.disableUser("ada")
        case "temporary": try await fixture.pool.admin.setPassword("ada", Fixture.password, permanent: false)
        default: break
        }
        func tell(_ name: Username) async -> [String] {
            var told: [String] = []
            for call in 0..<30 {
                let error = await failure {
                    switch call % 4 {
                    case 0: try await fixture.pool.forgotPassword(name)
                    case 1: try await fixture.pool.confirmForgotPassword(name, code: "x", password: "Difference-1822")
                    case 2: try await fixture.pool.resendConfirmationCode(name)
                    default: try await fixture.pool.confirmSignUp(name, code: "x")
                    }
                }
                told.append(error.map { "\($0) \($0.advice)" } ?? "done")
            }
            return told
        }
        let (known, unknown) = (await tell("ada"), await tell("nobody"))
        #expect(known == unknown)
        #expect(Set(known).count >= 3)
        await fixture.service.shutDown()
    }

    // R122: in a pool that ignores case, spellings of one name have one answer.
    @Test(arguments: [CognitoProfile.classic, .strict]) func twoSpellingsOfANameHaveOneDelivery(
        _ profile: CognitoProfile
    ) async throws {
        let fixture = try await Fixture(
            attributes: [:], profile: profile, hidesUnknown: true,
            members: UserPoolOptions(autoVerifiedAttributes: [.email, .phoneNumber]), aliases: [.email])
        for number in 0..<10 {
            for (one, other) in [("nobody\(number)", "NoBody\(number)"), ("u\(number)@a.test", "U\(number)@A.Test")] {
                let first = try await fixture.pool.forgotPassword(Username(one))
                #expect(try await fixture.pool.forgotPassword(Username(other)) == first)
                let second = try await fixture.pool.resendConfirmationCode(Username(one))
                #expect(try await fixture.pool.resendConfirmationCode(Username(other)) == second)
            }
        }
    }

    // R74: a call refused for its message still counts, so that the hours end together.
    @Test func theHoursOfAUserAndOfANameThatNobodyHasEndTogether() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, hidesUnknown: true, members: .verifyingEmail)
        func tell(_ name: Username) async -> [CognitoError.Code?] {
            var told: [CognitoError.Code?] = []
            let start = fixture.time.now()
            for minute in 0..<150 {
                let error = await failure {
                    if minute < 20 {
                        try await fixture.pool.resendConfirmationCode(name)
                    } else {
                        try await fixture.pool.forgotPassword(name)
                    }
                }
                told.append(error?.code)
                fixture.time.advance(by: .seconds(60))
            }
            fixture.time.set(start)
            return told
        }
        let (known, unknown) = (await tell("ada"), await tell("nobody"))
        await fixture.service.shutDown()
        #expect(known == unknown)
        #expect(Set(known).count == 2)
    }

    // R78
    @Test func theHostMayRefuseBeforeAnythingIsRead() async throws {
        struct Endpoint: AdmissionControl {
            func admits(_ attempt: AdmissionAttempt) async -> Bool {
                attempt.operation != "InitiateAuth" || attempt.sourceAddress != "192.0.2.7"
            }
        }
        let fixture = try await Fixture(admission: Endpoint())
        let error = await SourceAddress.$current.withValue("192.0.2.7") {
            await failure { _ = try await fixture.pool.signIn("ada", password: Fixture.password) }
        }
        #expect(error?.code == .forbidden)
        #expect(try await fixture.record().passwordFailures.consecutive == 0)
        _ = try await fixture.tokens()
    }

    // R78: a given name reaches admission control before the new password is hashed and the session is read.
    @Test func theHostMayRefuseAnAnswerToo() async throws {
        final class Endpoint: AdmissionControl {
            let attempts = Mutex<[AdmissionAttempt]>([])
            func admits(_ attempt: AdmissionAttempt) async -> Bool {
                attempts.withLock { $0.append(attempt) }
                return attempt.operation != "RespondToAuthChallenge"
            }
        }
        let endpoint = Endpoint()
        let fixture = try await Fixture(admission: endpoint)
        try await fixture.pool.admin.setPassword("ada", "Temporary-1843", permanent: false)
        let session = try await fixture.pool.signIn("ada", password: "Temporary-1843").challenge?.session
        let before = try await fixture.record()
        let request = RespondToAuthChallengeRequest(
            clientID: "client", challengeName: .newPasswordRequired, session: session,
            challengeResponses: ["USERNAME": "ada", "NEW_PASSWORD": "Analytical-1844"])
        let error = await SourceAddress.$current.withValue("192.0.2.7") {
            await failure { _ = try await fixture.service.respondToAuthChallenge(request) }
        }
        #expect(error == .notAdmitted)
        #expect(try await fixture.record() == before)
        let last = try #require(endpoint.attempts.withLock { $0.last })
        #expect(last.clientID == "client" && last.username == "ada" && last.sourceAddress == "192.0.2.7")
        _ = try await fixture.service.administration.adminRespondToAuthChallenge(
            .init(userPoolID: fixture.pool.id, response: request))
    }

    private final class Directory: UserMigration {
        let asked = Mutex(0)
        func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
            asked.withLock { $0 += 1 }
            guard request.password == "Old-Directory-7" else { return nil }
            return MigratedUser(attributes: [.phoneNumber: "+14155550177", .phoneNumberVerified: "true"])
        }
    }

    // R79, R80
    @Test func aUserOfTheOtherDirectoryComesOverAndIsAskedForAFactor() async throws {
        let directory = Directory()
        let fixture = try await Fixture(mfa: .on([.sms]), triggers: Triggers(userMigration: directory))
        let outcome = try await fixture.pool.signIn("grace", password: "Old-Directory-7")
        #expect(outcome.challenge?.name == .smsMFA)
        let code = await fixture.sms.lastCode(to: "+14155550177")
        let session = try #require(outcome.challenge).session
        #expect(try await fixture.pool.respond(to: session, with: .smsMFA(code: code)).authenticationResult != nil)
        _ = try await fixture.pool.signIn("grace", password: "Old-Directory-7")
        #expect(directory.asked.withLock { $0 } == 1, "once")
        #expect(try await fixture.pool.admin.user("grace").status == .confirmed)
    }

    // R79
    @Test(arguments: [false, true]) func aLockedNameIsNotAskedFor(_ hides: Bool) async throws {
        let directory = Directory()
        let fixture = try await Fixture(triggers: Triggers(userMigration: directory), hidesUnknown: hides)
        for _ in 0..<5 { _ = await failure { _ = try await fixture.pool.signIn("grace", password: "wrong") } }
        #expect(directory.asked.withLock { $0 } == 5)
        let error = await failure { _ = try await fixture.pool.signIn("grace", password: "Old-Directory-7") }
        #expect(directory.asked.withLock { $0 } == 5, "the other directory is no way round the lock")
        #expect(error?.code == (hides ? .notAuthorized : .userNotFound))
        fixture.time.advance(by: .seconds(1))
        _ = try await fixture.pool.signIn("grace", password: "Old-Directory-7")
    }

    // R117
    @Test func aDeletedUserStaysDeleted() async throws {
        let directory = Directory()
        let fixture = try await Fixture(triggers: Triggers(userMigration: directory))
        try await fixture.pool.admin.deleteUser("ada")
        let error = await failure { _ = try await fixture.pool.signIn("ada", password: "Old-Directory-7") }
        #expect(error == .userNotFound && directory.asked.withLock { $0 } == 0)
    }
}
