import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

// R95
@Suite struct RefreshTokenLocatorTests {
    private let keys = KeyRing(from: SeededRandomSource(seed: 21))
    private let locator = RefreshTokenLocator(family: TokenFamilyID([UInt8](1...12)), counter: 7)

    @Test func itIsVersionKeyFamilyCounterAndMAC() throws {
        let bytes = try Base64.decode(locator.token(keys: keys).text, alphabet: .urlSafe)
        let head = [1] + keys.current(.refresh).shortID + locator.family.bytes + [0, 0, 0, 7]
        #expect(Array(bytes.prefix(21)) == head)
        #expect(Array(bytes.dropFirst(21)) == Array(keys.current(.refresh).authenticationCode(for: head)))
        #expect(RefreshTokenLocator(locator.token(keys: keys), keys: keys) == locator)
        #expect(locator.token(keys: keys) == locator.token(keys: keys), "a retry gets the same one")
    }

    @Test func nothingElseIsTaken() throws {
        let text = locator.token(keys: keys).text
        let bytes = try Base64.decode(text, alphabet: .urlSafe)
        for place in bytes.indices {
            var bent = bytes
            bent[place] ^= 0x10
            #expect(RefreshTokenLocator(RefreshToken(Base64.encodeURL(bent)), keys: keys) == nil)
        }
        for count in 0..<text.utf8.count {
            #expect(RefreshTokenLocator(RefreshToken(String(text.prefix(count))), keys: keys) == nil)
        }
        let foreign = KeyRing(from: SeededRandomSource(seed: 22))
        #expect(RefreshTokenLocator(RefreshToken(text), keys: foreign) == nil)
    }
}
