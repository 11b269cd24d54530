import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import TestSupport
import Testing
import UserPoolModel

@Suite struct KeyRingTests {
    private static let first = Base64.encode([UInt8](repeating: 1, count: 32))
    private static let second = Base64.encode([UInt8](repeating: 2, count: 32))

    // R99
    @Test func purposesAndRootsGiveDifferentKeysByHKDF() throws {
        let ring = try KeyRing(roots: [(id: "b", base64: Self.second), (id: "a", base64: Self.first)])
        var codes: Set<[UInt8]> = []
        for purpose in KeyPurpose.allCases {
            for key in ring.all(purpose) { codes.insert(Array(key.authenticationCode(for: [1, 2, 3]))) }
        }
        #expect(codes.count == 2 * KeyPurpose.allCases.count)
        let labels = ["session", "code", "refresh", "decoy", "history", "token", "pages"]
        #expect(KeyPurpose.allCases.map(\.rawValue) == labels)
        let bytes = try HKDF<SHA256>.deriveKey(
            inputKey: [UInt8](repeating: 2, count: 32), salt: Array("cognito-mfa".utf8), info: Array("session".utf8),
            byteCount: 32)
        let expected = HMAC<SHA256>(key: bytes).authenticationCode(for: [9])
        #expect(Array(ring.current(.session).authenticationCode(for: [9])) == Array(expected))
        #expect(ring.current(.code).shortID == Array(SHA256.hash(Array("b".utf8)).prefix(4)))
        #expect(ring.key(.code, id: SHA256.hash(Array("a".utf8)).prefix(4))?.id == "a")
        #expect(ring.key(.code, id: [0, 0, 0, 0]) == nil)
    }

    @Test func shortOrNamelessRootsAreRefused() {
        let short = Base64.encode([UInt8](repeating: 1, count: 31))
        for roots in [
            [], [("", Self.first)], [("a", short)], [("a", "not base64!")], [("a", Self.first), ("a", Self.second)],
        ] as [[(String, String)]] {
            #expect(throws: CognitoError.self) { try KeyRing(roots: roots.map { (id: $0.0, base64: $0.1) }) }
        }
        #expect(throws: CognitoError.self) { try KeyRing(base64: short) }
        #expect(throws: CognitoError.self) { try KeyRing(base64: "") }
    }

    @Test func aRingNeverPrints() throws {
        let ring = try KeyRing(roots: [(id: "b", base64: Self.second)])
        var dumped = ""
        dump(ring, to: &dumped)
        for text in [dumped, "\(ring)", String(reflecting: ring)] {
            #expect(!text.contains(Self.second) && !text.contains("2, 2"))
        }
        #expect(Mirror(reflecting: ring).children.isEmpty)
    }

    // R100
    @Test func whatWasMadeUnderTheFormerKeyStaysGood() async throws {
        let store = ScriptedStore()
        let time = ManualTimeSource()
        let sms = RecordingSMSSender()
        func pool(_ keys: KeyRing) async throws -> UserPool {
            let service = UserPoolService(
                store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys), sms: sms,
                passwords: PBKDF2PasswordHasher(anyIterations: 2), time: time)
            return try await service.openPool(
                "a_b", client: "c", creatingIfAbsent: UserPoolSettings(mfa: .optional([.sms])))
        }
        let old = try await pool(KeyRing(roots: [(id: "a", base64: Self.first)]))
        try await old.admin.createUser("ada", password: Fixture.password, attributes: [.phoneNumber: Fixture.phone])
        let tokens = try #require(await old.signIn("ada", password: Fixture.password).authenticationResult)
        try await old.admin.setMFAPreference("ada", sms: .preferred)
        let challenge = try #require(await old.signIn("ada", password: Fixture.password).challenge)
        let code = await sms.lastCode(to: Fixture.phone)

        let rotated = try await pool(
            KeyRing(roots: [(id: "b", base64: Self.second), (id: "a", base64: Self.first)]))
        #expect(try await rotated.user(tokens.accessToken).username == "ada")
        let outcome = try await rotated.respond(to: challenge.session, with: .smsMFA(code: code))
        #expect(outcome.authenticationResult != nil)

        let stranger = try await pool(KeyRing(roots: [(id: "b", base64: Self.second)]))
        let token = await failure { _ = try await stranger.user(tokens.accessToken) }
        #expect(token?.message == "Invalid Access Token")
        let session = await failure {
            _ = try await stranger.respond(to: challenge.session, with: .smsMFA(code: code))
        }
        #expect(session == .invalidSession)
    }
}
