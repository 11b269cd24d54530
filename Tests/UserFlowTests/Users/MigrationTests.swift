import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The data that migration imports from another directory, and the data that it does not.
@Suite struct MigrationTests {
    private static let password: Password = "Old-Directory-7"

    /// A directory with one password, which performs some work before it answers.
    private final class Directory: UserMigration {
        let attributes: UserAttributes
        let meanwhile = Mutex<(@Sendable () async throws -> Void)?>(nil)

        init(_ attributes: UserAttributes) { self.attributes = attributes }

        func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
            try await meanwhile.withLock { $0 }?()
            return request.password == MigrationTests.password ? MigratedUser(attributes: attributes) : nil
        }
    }

    // R68, R80: another user's alias stays that user's; the value is imported unverified.
    @Test func anAddressThatIsAnothersAliasComesOverUnverified() async throws {
        let fixture = try await Fixture(
            attributes: .verifiedEmail, triggers: Triggers(userMigration: Directory(.verifiedEmail)), aliases: [.email])
        let outcome = try await fixture.pool.signIn("grace", password: Self.password)
        #expect(outcome.authenticationResult != nil)
        let grace = try await fixture.pool.admin.user("grace")
        #expect(grace.attributes[.email] == "ada@example.com" && grace.attributes[.emailVerified] == "false")
        let holder = try #require(
            await fixture.pool.signIn("ada@example.com", password: Fixture.password).authenticationResult)
        #expect(try await fixture.pool.user(holder.accessToken).username == "ada")
    }

    /// A directory that fails: it throws, or never answers and ends when it is cancelled.
    private struct FailingDirectory: UserMigration {
        struct Fault: Error {}
        let hangs: Bool

        func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
            guard hangs else { throw Fault() }
            while !Task.isCancelled { await Task.yield() }
            return MigratedUser()
        }
    }

    // R74, R79: a directory that fails is no way around the lock, and where users are hidden no sign of an unknown name.
    @Test(arguments: [false, true], [false, true])
    func aDirectoryThatFailsCountsAsARefusal(_ hides: Bool, _ hangs: Bool) async throws {
        let directory = FailingDirectory(hangs: hangs)
        let fixture = try await Fixture(
            limits: hangs ? .impatient : FlowLimits(), triggers: Triggers(userMigration: directory),
            hidesUnknown: hides)
        for _ in 0..<7 {
            let known = await failure { _ = try await fixture.pool.signIn("ada", password: "wrong") }
            let unknown = await failure { _ = try await fixture.pool.signIn("grace", password: Self.password) }
            if hides {
                #expect(unknown == known, "texts and advice")
            } else {
                let isLocked = known?.message == CognitoError.attemptsExceeded(.newSignIn).message
                #expect(unknown?.code == (isLocked ? .userNotFound : .internalError))
                #expect(isLocked || (unknown?.underlyingError is FailingDirectory.Fault) != hangs)
            }
        }
        let decoy = try #require(await fixture.store.keys().first { $0.text.hasPrefix("decoy/") })
        let record = try #require(await fixture.service.records.read(decoy, as: DecoyRecord.self)).record
        #expect(record.standIn.passwordFailures.consecutive == 5, "five lock the name, and the sixth is not asked for")
        #expect(await fixture.store.keys().count { $0.text.hasPrefix("user/") } == 1, "nobody came over")
    }

    // R125: the answer hides the cause, the audit does not.
    @Test func theAuditTellsOfADirectoryThatFails() async throws {
        let fixture = try await Fixture(
            triggers: Triggers(userMigration: FailingDirectory(hangs: false)), hidesUnknown: true)
        let refusal = try await fixture.onlyRefusal {
            _ = try await fixture.pool.signIn("grace", password: Self.password)
        }
        #expect(refusal.code == .internalError && refusal.entry.operation == "InitiateAuth")
        let wrong = try await fixture.onlyRefusal { _ = try await fixture.pool.signIn("ada", password: "wrong") }
        #expect(wrong.code == .notAuthorized)
    }

    // R8: what users are named by is one user's alone.
    @Test func aNumberThatIsAnothersNameIsRefused() async throws {
        let number: UserAttributes = [.phoneNumber: Fixture.phone, .phoneNumberVerified: "true"]
        let fixture = try await Fixture(
            triggers: Triggers(userMigration: Directory(number)), usernames: [.email, .phoneNumber])
        try await fixture.pool.admin.createUser(Username(Fixture.phone), password: Fixture.password)
        let keys = await fixture.store.keys().filter { $0.text.hasPrefix("user/") }
        let error = await failure { _ = try await fixture.pool.signIn("grace@example.com", password: Self.password) }
        #expect(error == .usernameTakenAsAlias(.phoneNumber))
        #expect(await fixture.store.keys().filter { $0.text.hasPrefix("user/") } == keys, "nobody was created")
    }

    // R79, R117: the user is deleted while the other directory works.
    @Test func aUserDeletedMeanwhileStaysDeleted() async throws {
        let directory = Directory([:])
        let fixture = try await Fixture(triggers: Triggers(userMigration: directory))
        let admin = fixture.pool.admin
        directory.meanwhile.withLock {
            $0 = {
                try await admin.createUser("grace", password: Fixture.password)
                try await admin.deleteUser("grace")
            }
        }
        #expect(await failure { _ = try await fixture.pool.signIn("grace", password: Self.password) } == .userNotFound)
        #expect(await failure { _ = try await admin.user("grace") } == .userNotFound)
    }

    // R2, R120: the other directory is not asked for a sub, and creates no user under a former user's sub.
    @Test func aSubIsNobodysNameHere() async throws {
        let directory = Directory([:])
        let fixture = try await Fixture(triggers: Triggers(userMigration: directory))
        let name = Username(try await fixture.record().sub.text)
        #expect(
            await failure { _ = try await fixture.pool.signIn(name, password: Self.password) } == .incorrectPassword)
        _ = try await fixture.pool.signIn(name, password: Fixture.password)
        try await fixture.pool.admin.deleteUser("ada")
        #expect(await failure { _ = try await fixture.pool.signIn(name, password: Self.password) } == .userNotFound)
        #expect(try await fixture.service.records.row(fixture.userKey(name), as: UserAuthRecord.self).version == nil)
    }

    // R80: of two at once, the second password is verified against the first one's hash.
    @Test func aUserCreatedMeanwhileKeepsTheirPassword() async throws {
        let directory = Directory(["name": "Grace"])
        let fixture = try await Fixture(triggers: Triggers(userMigration: directory))
        let admin = fixture.pool.admin
        directory.meanwhile.withLock {
            $0 = { try await admin.createUser("grace", password: Fixture.password) }
        }
        let error = await failure { _ = try await fixture.pool.signIn("grace", password: Self.password) }
        #expect(error == .incorrectPassword)
        #expect(try await admin.user("grace").attributes["name"] == nil)
        _ = try await fixture.pool.signIn("grace", password: Fixture.password)
    }

    // R80: under the pool's rules, its schema among them.
    @Test(arguments: ["shoe_size", "phone_number"] as [AttributeName])
    func attributesThatThePoolDoesNotTakeAreRefused(_ name: AttributeName) async throws {
        let fixture = try await Fixture(triggers: Triggers(userMigration: Directory([name: "38"])))
        let error = await failure { _ = try await fixture.pool.signIn("grace", password: Self.password) }
        #expect(error?.code == .invalidParameter)
        #expect(await failure { _ = try await fixture.pool.admin.user("grace") } == .userNotFound)
    }
}
