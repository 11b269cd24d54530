package import AuthFlow
import CognitoMFACore
package import CognitoMFAInMemory
package import CognitoMFAService
package import CognitoMFATesting
import CognitoMFATokens
import Testing
import UserPoolModel

/// A host whose store outlives its services: each call of ``pool(_:)`` is a new start, with the sealer that it is given.
package struct ResealedHost {
    package let store: InMemoryRecordStore
    package let keys = KeyRing(from: SystemRandomSource())
    package let time = ManualTimeSource()
    package let sms = RecordingSMSSender()
    package let email = RecordingEmailSender()

    package init(store: InMemoryRecordStore = InMemoryRecordStore()) { self.store = store }

    private func service(_ sealer: any RecordSealer) -> UserPoolService {
        func open(_ sealer: some RecordSealer) -> UserPoolService {
            UserPoolService(
                store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys), sms: sms,
                email: email, passwords: PBKDF2PasswordHasher(anyIterations: 2), sealer: sealer, time: time)
        }
        return open(sealer)
    }

    package func pool(_ sealer: any RecordSealer) async throws -> UserPool {
        try await service(sealer).openPool(
            "test_pool", client: "client",
            creatingIfAbsent: UserPoolSettings(
                name: "Test", mfa: .optional([.sms, .softwareToken]), preventsUserExistenceErrors: true,
                members: .verifyingEmail, aliasAttributes: [.email]))
    }

    /// Rows of every kind: a user with an app, a sent code, a deleted user and pool, an unknown name.
    package func fill(_ sealer: any RecordSealer) async throws -> AuthenticatorApp {
        let pool = try await pool(sealer)
        try await pool.admin.createUser(
            "ada", password: Fixture.password,
            attributes: [.email: "ada@example.com", .emailVerified: "true", .phoneNumber: Fixture.phone])
        let token = try #require(await pool.signIn("ada", password: Fixture.password).authenticationResult).accessToken
        let association = try await pool.associateSoftwareToken(.accessToken(token))
        let app = try AuthenticatorApp(scanning: association.keyURI, time: time)
        try await pool.verifySoftwareToken(.accessToken(token), code: app.code())
        try await pool.setMFAPreference(token, softwareToken: .preferred)
        try await pool.admin.createUser(
            "grace", password: Fixture.password, attributes: [.phoneNumber: "+14155550124"])
        try await pool.admin.setMFAPreference("grace", sms: .preferred)
        _ = try await pool.signIn("grace", password: Fixture.password)
        try await pool.admin.createUser("alan", password: Fixture.password)
        try await pool.admin.deleteUser("alan")
        _ = await failure { _ = try await pool.signIn("nobody", password: "Wrong-1843") }
        let gone = try await service(sealer).administration.createUserPool(CreateUserPoolRequest(poolName: "Gone"))
        try await service(sealer).administration.deleteUserPool(DeleteUserPoolRequest(userPoolID: gone.id))
        time.advance(by: .seconds(60))
        return app
    }

    package func rows() async -> [RecordKey: VersionedRecord] {
        let found = await store.scan(prefix: "", after: nil, limit: 10_000)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0.record) })
    }

    /// The opened contents of all rows.
    package func contents(_ sealer: any RecordSealer) async throws -> [RecordKey: [UInt8]] {
        let codec = SealedRecordCodec(sealer: sealer)
        return Dictionary(
            uniqueKeysWithValues: try await rows().map { ($0.key, try codec.open($0.value.contents, of: $0.key)) })
    }

    /// The same rows in a store of their own.
    package func copy() async -> InMemoryRecordStore {
        let other = InMemoryRecordStore()
        for (key, row) in await rows() { _ = await other.compareAndSwap(key, .insert(row)) }
        return other
    }
}
