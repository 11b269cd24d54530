import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Every operation that sets attributes validates them by the same rules, and a refused one changes nothing.
@Suite struct AttributePathsTests {
    enum Path: CaseIterable {
        case signUp, adminCreate, adminImport, update, adminUpdate, newPassword

        var isAdministrators: Bool { [.adminCreate, .adminImport, .adminUpdate].contains(self) }
    }

    /// Sets attributes of `grace`, who exists before unless the operation creates her.
    private func set(
        _ attributes: UserAttributes, by path: Path, _ fixture: Fixture, through client: AppClientID = "client"
    ) async throws -> CognitoError? {
        let pool = fixture.service.pool(fixture.pool.id, client: client)
        let admin = fixture.pool.admin
        switch path {
        case .signUp:
            return await failure {
                _ = try await pool.signUp("grace", password: Fixture.password, attributes: attributes)
            }
        case .adminCreate:
            return await failure {
                try await admin.createUser("grace", password: Fixture.password, attributes: attributes)
            }
        case .adminImport:
            return await failure { try await admin.importUser("grace", passwordHash: "x", attributes: attributes) }
        case .update:
            try await admin.createUser("grace", password: Fixture.password)
            let token = try #require(
                await pool.signIn("grace", password: Fixture.password).authenticationResult
            ).accessToken
            return await failure { try await pool.updateAttributes(token, attributes) }
        case .adminUpdate:
            try await admin.createUser("grace", password: Fixture.password)
            return await failure { try await admin.updateAttributes("grace", attributes) }
        case .newPassword:
            try await admin.createUser("grace", temporaryPassword: Fixture.password)
            let session = try #require(await pool.signIn("grace", password: Fixture.password).challenge).session
            return await failure {
                _ = try await pool.respond(
                    to: session, with: .newPassword("Compiler-1952", attributes: attributes))
            }
        }
    }

    /// The user's present attributes, if there is a user.
    private func left(_ fixture: Fixture) async throws -> UserAttributes {
        try await fixture.service.records.read(fixture.userKey("grace"), as: UserAuthRecord.self)?.record.attributes
            ?? [:]
    }

    // Source: API reference, each operation; attribute constraints of the developer guide.
    @Test(arguments: Path.allCases) func theValuesAreVerifiedAlike(_ path: Path) async throws {
        let cases: [(UserAttributes, CognitoError)] = [
            ([.phoneNumber: "1-800"], .invalidPhoneNumber), ([.email: "nowhere"], .invalidEmail),
            (["custom:role": "admin"], .attributeTypeUnknown("custom:role")),
            (["shoe_size": "7"], .attributeNotInSchema("shoe_size")), ([.sub: "mine"], .attributeImmutable(.sub)),
            (["name": "Grace", .email: "nowhere"], .invalidEmail),
        ]
        for (attributes, error) in cases {
            let fixture = try await Fixture()
            #expect(try await set(attributes, by: path, fixture) == error)
            #expect(try await left(fixture).isEmpty, "\(error)")
        }
    }

    // Users cannot mark their own number or address as verified; an administrator can, if there is one.
    @Test(arguments: Path.allCases, [AttributeName.email, .phoneNumber])
    func onlyAnAdministratorMarksAValueVerified(_ path: Path, _ name: AttributeName) async throws {
        let flag = try #require(name.verifiedFlag)
        let value = name == .email ? "grace@example.com" : "+14155550188"
        let fixture = try await Fixture()
        let refused = try await set([name: value, flag: "true"], by: path, fixture)
        #expect(refused == (path.isAdministrators ? nil : .unauthorizedAttribute))
        #expect(try await left(fixture)[flag] == (path.isAdministrators ? "true" : nil))
        let bare = try await Fixture()
        let without = try await set([flag: "true"], by: path, bare)
        #expect(without == (path.isAdministrators ? .verifiedWithout(name) : .unauthorizedAttribute))
    }

    // Source: developer guide, app client settings, attribute write permissions: users only.
    @Test(arguments: Path.allCases) func aClientWritesWhatItMay(_ path: Path) async throws {
        let fixture = try await Fixture()
        let client = try await fixture.client { $0.writeAttributes = ["name"] }
        let attributes: UserAttributes = ["name": "Grace", "nickname": "Amazing"]
        let refused = try await set(attributes, by: path, fixture, through: client.id)
        #expect(refused == (path.isAdministrators ? nil : .unauthorizedAttribute))
        #expect(try await left(fixture) == (path.isAdministrators ? attributes : [:]))
        let allowed = try await Fixture()
        let same = try await allowed.client { $0.writeAttributes = ["name"] }
        #expect(try await set(["name": "Grace"], by: path, allowed, through: same.id) == nil)
    }

    // The same for a deletion, which is a change to no value.
    @Test func aClientDeletesWhatItMayWrite() async throws {
        let fixture = try await Fixture(attributes: ["name": "Ada", "nickname": "A"])
        let client = try await fixture.client { $0.writeAttributes = ["name"] }
        let pool = fixture.service.pool(fixture.pool.id, client: client.id)
        let token = try #require(
            await pool.signIn("ada", password: Fixture.password).authenticationResult
        ).accessToken
        let refused = await failure {
            try await fixture.service.deleteUserAttributes(
                .init(accessToken: token, userAttributeNames: ["name", "nickname"]))
        }
        #expect(refused == .unauthorizedAttribute)
        #expect(try await fixture.record().attributes == ["name": "Ada", "nickname": "A"])
        try await fixture.service.deleteUserAttributes(.init(accessToken: token, userAttributeNames: ["name"]))
        #expect(try await fixture.record().attributes == ["nickname": "A"])
    }

    // R88: the address given for a factor during a sign-in.
    @Test func anAddressForAFactorIsVerifiedLikeAnyOther() async throws {
        let fixture = try await Fixture(mfa: .on([.email]), attributes: [:])
        let session = try await fixture.challenge().session
        let before = try await fixture.record()
        let wrong = await failure { _ = try await fixture.pool.respond(to: session, with: .mfaSetupByEmail("nowhere")) }
        #expect(wrong == .invalidEmail)
        #expect(try await fixture.record() == before)
        let client = try await fixture.client { $0.writeAttributes = ["name"] }
        let pool = fixture.service.pool(fixture.pool.id, client: client.id)
        let other = try #require(await pool.signIn("ada", password: Fixture.password).challenge).session
        let kept = await failure { _ = try await pool.respond(to: other, with: .mfaSetupByEmail("ada@example.com")) }
        #expect(kept == .unauthorizedAttribute)
        #expect(try await fixture.record().attributes.isEmpty)
        #expect(await fixture.email.messages.isEmpty)
    }

    // R116, R117: both endpoints delete a user in the same way.
    @Test(arguments: [false, true]) func bothWaysOfDeletionLeaveTheSame(_ byAdministrator: Bool) async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, aliases: [.email])
        let app = try await fixture.registerApp()
        let session = try await fixture.challenge().session
        let tokens = try #require(
            await fixture.pool.respond(to: session, with: .softwareTokenMFA(code: app.code())).authenticationResult)
        let open = try await fixture.challenge().session
        let old = try await fixture.record()
        if byAdministrator {
            try await fixture.pool.admin.deleteUser("ada")
        } else {
            try await fixture.pool.deleteUser(tokens.accessToken)
        }
        let row = try #require(await fixture.store.row(fixture.key))
        guard
            case .tombstone(let tombstone) = try SealedRecordCodec(sealer: NoSealer()).decodeRow(
                row.contents, as: UserAuthRecord.self, of: fixture.key)
        else {
            Issue.record("no tombstone")
            return
        }
        #expect(tombstone.generation == old.generation + 1)
        for word in ["ada@example.com", old.sub.text, "ada"] {
            #expect(!String(decoding: row.contents, as: UTF8.self).contains(word), "nothing personal is left")
        }
        #expect(fixture.observer.aboutUsers.last?.name == "userDeleted")
        #expect(await failure { _ = try await fixture.pool.user(tokens.accessToken) } == .userNotFound)
        #expect(
            await failure { _ = try await fixture.pool.refresh(#require(tokens.refreshToken)) } == .revokedRefreshToken)
        #expect(
            await failure { _ = try await fixture.pool.respond(to: open, with: .softwareTokenMFA(code: app.code())) }
                == .invalidSession)
        #expect(try await fixture.reservation("ada@example.com") == nil)
        try await fixture.pool.admin.createUser("ada", password: Fixture.password, attributes: .verifiedEmail)
        let new = try await fixture.record()
        #expect(new.sub != old.sub && new.generation == tombstone.generation + 1)
        #expect(await failure { _ = try await fixture.pool.user(tokens.accessToken) } == .userNotFound)
    }
}
