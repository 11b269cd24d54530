import AuthFlow
import CognitoMFAService
import Testing

@Suite struct SystemRandomSourceTests {
    @Test(arguments: [0, 1, 7, 8, 16, 255, 256, 257, 1_000]) func allBytesAreDrawn(count: Int) {
        let source = SystemRandomSource()
        #expect(source.bytes(count: count, for: .nonce).count == count)
        // At each position some result has another byte; by chance one run in 2^184 has not.
        let draws = (0..<24).map { _ in source.bytes(count: count, for: .secret) }
        for place in 0..<count { #expect(Set(draws.map { $0[place] }).count > 1) }
    }
}
