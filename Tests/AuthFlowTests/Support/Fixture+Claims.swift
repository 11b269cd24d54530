import AuthFlow
import CognitoMFACore
import CognitoMFATesting
import Testing
import UserPoolModel

// Claims as they are stored, and as another operation would leave them.
extension Fixture {
    func userKey(_ name: Username) -> RecordKey { .user(pool.id, CanonicalName(name, ignoringCase: true)) }

    func claimKey(_ alias: String) -> RecordKey { .claim(pool.id, digest: digest(alias)) }

    func digest(_ alias: String) -> [UInt8] { CanonicalName(Username(alias), ignoringCase: true).digest }

    func claim(_ alias: String) async throws -> ClaimRecord? {
        try await service.records.read(claimKey(alias), as: ClaimRecord.self)?.record
    }

    func record(of name: Username) async throws -> UserAuthRecord {
        try #require(await service.records.read(userKey(name), as: UserAuthRecord.self)).record
    }

    /// Puts a claim in place as another operation would have.
    func put(_ claim: ClaimRecord, for alias: String) async throws {
        let version = RecordVersion(String(UInt64.random(in: 0 ... .max), radix: 16))
        try await store.put(
            VersionedRecord(
                version: version, contents: RecordCodec(sealer: NoSealer()).encode(claim, of: claimKey(alias))),
            under: claimKey(alias))
    }

    /// Gives an alias to `grace`, claim and record, as an operation of hers that came in between would have.
    func give(
        _ alias: String, _ attribute: AttributeName, previous: ClaimRecord.Holder? = nil, carrying: Bool = true
    ) async throws {
        let nonce = [UInt8](repeating: 7, count: 16)
        let name = CanonicalName("grace", ignoringCase: true)
        try await put(
            ClaimRecord(
                attribute: attribute, holder: .init(name: name, nonce: nonce), previous: previous,
                expiresAt: previous.map { _ in time.now() + ClaimRecord.pendingLife }), for: alias)
        guard carrying else { return }
        try await rewrite(userKey("grace"), as: UserAuthRecord.self) { [digest = digest(alias)] in
            $0.claims[attribute] = ClaimMark(digest: digest, nonce: nonce)
            if let flag = attribute.verifiedFlag { $0.attributes[flag] = "true" }
        }
    }

    /// Leaves a claim as a crash before its third swap would.
    func makePending(_ alias: String) async throws {
        let claim = try #require(await claim(alias))
        try await put(
            ClaimRecord(
                attribute: claim.attribute, holder: claim.holder, expiresAt: time.now() + ClaimRecord.pendingLife),
            for: alias)
    }

    func whoSignsIn(by name: String) async -> Username? {
        let outcome = try? await pool.signIn(Username(name), password: Fixture.password)
        guard let token = outcome?.authenticationResult?.accessToken else { return nil }
        return try? await pool.user(token).username
    }
}
