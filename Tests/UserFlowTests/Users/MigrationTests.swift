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

    /// A directory that never answers, and ends when it is cancelled.
    private struct HangingDirectory: UserMigration {
        func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
            while !Task.isCancelled { await Task.yield() }
            return MigratedUser()
        }
    }

    // R79
    @Test(arguments: [false, true]) func aDirectoryHasItsTime(_ hides: Bool) async throws {
        let fixture = try await Fixture(
            limits: .impatient, triggers: Triggers(userMigration: HangingDirectory()), hidesUnknown: hides)
        let keys = await fixture.store.keys()
        let error = await failure { _ = try await fixture.pool.signIn("grace", password: Self.password) }
        #expect(error?.code == .internalError && error?.underlyingError == nil)
        #expect(await fixture.store.keys() == keys, "nobody came over, and nothing was counted")
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
