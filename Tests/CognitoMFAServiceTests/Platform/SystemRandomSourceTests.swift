import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Testing
import UserPoolModel

@Suite struct SystemRandomSourceTests {
    @Test(arguments: [0, 1, 7, 8, 16, 255, 256, 257, 1_000]) func allBytesAreDrawn(count: Int) {
        let source = SystemRandomSource()
        #expect(source.bytes(count: count, for: .nonce).count == count)
        // At each position some result has another byte; by chance one run in 2^184 has not.
        let draws = (0..<24).map { _ in source.bytes(count: count, for: .secret) }
        for place in 0..<count { #expect(Set(draws.map { $0[place] }).count > 1) }
    }

    /// A ring for tests and stores in memory; one that lasts is made of 32 bytes in base64.
    @Test func aDrawnRingIsItsOwnAndOneOfBase64Repeats() throws {
        #expect(KeyRing.drawn().description != KeyRing.drawn().description)
        let root = Base64.encode(SystemRandomSource().bytes(count: 32, for: .secret))
        #expect(root.utf8.count == 44)
        #expect(try KeyRing(base64: root).description == KeyRing(base64: root).description)
        #expect(throws: CognitoError.self) { try KeyRing(base64: String(root.dropLast(4))) }
    }
}
