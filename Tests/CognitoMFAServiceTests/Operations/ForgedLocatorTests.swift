import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Handles and refresh tokens with a right MAC and wrong fields are refused.
@Suite struct ForgedLocatorTests {
    private let keys = KeyRing(from: SeededRandomSource(seed: 31))

    private func handle() -> SessionHandle {
        let client = AppClient(id: "client", userPoolID: "eu-west-1_AbCdEfGhI", name: "n")
        let now = UnixTime(seconds: 1_800_000_000)
        let session = ChallengeSession(
            id: SessionID(Array(0..<16)), client: client, generation: 1, now: now, firstFactorAt: now, satisfied: [],
            state: .awaitingFactor(.softwareToken))
        return SessionLocator(
            session, of: CanonicalName("ada", ignoringCase: true), in: "eu-west-1_AbCdEfGhI"
        ).handle(keys: keys)
    }

    private func signed(_ body: [UInt8], _ purpose: KeyPurpose) -> String {
        Base64.encodeURL(body + Array(keys.current(purpose).authenticationCode(for: body)))
    }

    // R28
    @Test func aHandleOfOtherFieldsIsRefusedThoughItsMACIsRight() throws {
        let body = Array(try Base64.decode(handle().text, alphabet: .urlSafe).dropLast(32))
        #expect(throws: Never.self) { try SessionLocator(SessionHandle(signed(body, .session)), keys: keys) }
        var version = body
        version[0] = 2
        var pool = body
        pool[5] += 1
        let forged = [version, pool, body + [0], Array(body.dropLast()), Array(body.prefix(5)), Array(body.prefix(6))]
        for bytes in forged {
            #expect(throws: CognitoError.invalidSession) {
                try SessionLocator(SessionHandle(signed(bytes, .session)), keys: keys)
            }
        }
        #expect(throws: CognitoError.invalidSession, "a MAC of another purpose") {
            try SessionLocator(SessionHandle(signed(body, .refresh)), keys: keys)
        }
    }

    // R29
    @Test func aHandleIsForOneClientOfOnePool() throws {
        let locator = try SessionLocator(handle(), keys: keys)
        for (id, pool, isRight) in [
            ("client", "eu-west-1_AbCdEfGhI", true), ("other", "eu-west-1_AbCdEfGhI", false),
            ("client", "eu-west-1_Other", false),
        ] as [(AppClientID, UserPoolID, Bool)] {
            #expect(locator.isFor(AppClient(id: id, userPoolID: pool, name: "n")) == isRight)
        }
    }

    // R95: one spelling, one version.
    @Test func aRefreshTokenOfOtherFieldsIsRefusedThoughItsMACIsRight() throws {
        let locator = RefreshTokenLocator(family: TokenFamilyID([UInt8](1...12)), counter: 7)
        let token = locator.token(keys: keys).text
        let body = Array(try Base64.decode(token, alphabet: .urlSafe).prefix(21))
        #expect(RefreshTokenLocator(RefreshToken(signed(body, .refresh)), keys: keys) == locator)
        #expect(RefreshTokenLocator(RefreshToken(token + "="), keys: keys) == nil)
        var version = body
        version[0] = 2
        for bytes in [version, body + [0], Array(body.dropLast())] {
            #expect(RefreshTokenLocator(RefreshToken(signed(bytes, .refresh)), keys: keys) == nil)
        }
        #expect(RefreshTokenLocator(RefreshToken(signed(body, .session)), keys: keys) == nil)
    }
}
