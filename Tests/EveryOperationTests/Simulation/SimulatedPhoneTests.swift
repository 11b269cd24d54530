import CognitoMFASimulation
import CognitoMFATesting
import Testing

/// The simulation's own app against the vectors of RFC 6238, appendix B, and FIPS 180-4's examples.
@Suite struct SimulatedPhoneTests {
    private static let secret = Array("12345678901234567890".utf8)

    @Test(
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)])
    func codes(_ seconds: Int64, _ code: String) {
        #expect(SimulatedPhone.code(secret: Self.secret, step: seconds / 30) == code)
        let clock = seconds * 1_000...seconds * 1_000
        #expect(SimulatedPhone.steps(of: code, secret: Self.secret, in: clock).contains(seconds / 30))
    }

    @Test(arguments: [
        ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"), ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
        ),
    ])
    func digests(_ message: String, _ hexadecimal: String) {
        let digest = SimulatedPhone.digest(Array(message.utf8))
        #expect(digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hexadecimal)
    }
}
