import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

// R28
@Suite struct SessionLocatorTests {
    private let keys = KeyRing(from: SeededRandomSource(seed: 11))

    private func locator() throws -> SessionLocator {
        let client = AppClient(id: "client", userPoolID: "eu-west-1_AbCdEfGhI", name: "n")
        let session = ChallengeSession(
            id: SessionID(Array(0..<16)), client: client, generation: 1, now: UnixTime(seconds: 1_800_000_000),
            firstFactorAt: UnixTime(seconds: 1_800_000_000), satisfied: [], state: .awaitingFactor(.softwareToken))
        return SessionLocator(
            session, of: CanonicalName("ada", ignoringCase: true), in: "eu-west-1_AbCdEfGhI")
    }

    @Test func theHandleIsThisRowOfFieldsUnderTheSessionKey() throws {
        let locator = try locator()
        let bytes = try Base64.decode(locator.handle(keys: keys).text, alphabet: .urlSafe)
        let pool = Array("eu-west-1_AbCdEfGhI".utf8)
        var expected: [UInt8] = [1] + keys.current(.session).shortID + [UInt8(pool.count)] + pool
        expected += Array(SHA256.hash(Array("ada".utf8))) + Array(0..<16)
        expected += Array(SHA256.hash(Array("client".utf8)).prefix(16))
        expected += UInt64(1_800_000_180_000).bigEndianBytes
        #expect(Array(bytes.dropLast(32)) == expected)
        #expect(Array(bytes.suffix(32)) == Array(keys.current(.session).authenticationCode(for: expected)))
        #expect(try SessionLocator(locator.handle(keys: keys), keys: keys) == locator)
    }

    @Test func noHandleButTheWholeOneIsTaken() throws {
        let text = try locator().handle(keys: keys).text
        for count in 0..<text.utf8.count {
            #expect(throws: CognitoError.invalidSession) {
                try SessionLocator(SessionHandle(String(text.prefix(count))), keys: keys)
            }
        }
        let bytes = try Base64.decode(text, alphabet: .urlSafe)
        for place in bytes.indices {
            for bit in 0..<8 {
                var bent = bytes
                bent[place] ^= 1 << UInt8(bit)
                #expect(throws: CognitoError.invalidSession) {
                    try SessionLocator(SessionHandle(Base64.encodeURL(bent)), keys: keys)
                }
            }
        }
        for text in ["", "short", String(repeating: "A", count: 2049), String(repeating: "é", count: 40)] {
            #expect(throws: CognitoError.invalidSession) { try SessionLocator(SessionHandle(text), keys: keys) }
        }
        let foreign = KeyRing(from: SeededRandomSource(seed: 12))
        #expect(throws: CognitoError.invalidSession) { try SessionLocator(SessionHandle(text), keys: foreign) }
    }

    /// One spelling: base64url may be padded, a handle may not.
    @Test(arguments: ["a_b", "a_bc", "a_bcd"] as [UserPoolID]) func aPaddedHandleIsRefused(_ pool: UserPoolID) throws {
        let client = AppClient(id: "client", userPoolID: pool, name: "n")
        let now = UnixTime(seconds: 1_800_000_000)
        let session = ChallengeSession(
            id: SessionID(Array(0..<16)), client: client, generation: 1, now: now, firstFactorAt: now, satisfied: [],
            state: .mfaSetUp)
        let locator = SessionLocator(session, of: CanonicalName("ada", ignoringCase: true), in: pool)
        let text = locator.handle(keys: keys).text
        #expect(try SessionLocator(SessionHandle(text), keys: keys) == locator)
        for padding in ["=", "==", "==="] {
            #expect(throws: CognitoError.invalidSession) {
                try SessionLocator(SessionHandle(text + padding), keys: keys)
            }
        }
    }

    @Test func nothingPersonalIsInAHandle() async throws {
        let fixture = try await Fixture()
        try await fixture.preferSMS()
        let handle = try await fixture.challenge().session
        let bytes = try Base64.decode(handle.text, alphabet: .urlSafe)
        let record = try await fixture.record()
        for secret in ["ada", Fixture.phone, record.sub.text, "4155550123"] {
            let needle = Array(secret.utf8)
            let found = (0...(bytes.count - needle.count)).contains { bytes[$0...].starts(with: needle) }
            #expect(!found, "\(secret)")
        }
        #expect((20...4096).contains(handle.text.utf8.count))
    }
}
