import CognitoMFACore
import Testing

@Suite struct SharedSecretTests {
    private let refusal = ParameterError("secret", "must be 1...1024 bytes")

    @Test func itHoldsTheBytesItWasGiven() throws {
        for count in [1, 16, 20, 32, 64, 1024] {
            let bytes = patternKey(count)
            #expect(try SharedSecret(bytes: bytes).bytes == bytes)
            #expect(try SharedSecret(base32: SharedSecret(bytes: bytes).base32).bytes == bytes)
        }
        #expect(try SharedSecret.rfc().base32 == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    }

    @Test(arguments: [0, 1025, 5000])
    func tooFewOrTooManyBytesAreRefused(count: Int) {
        #expect(throws: refusal) { try SharedSecret(bytes: patternKey(count)) }
        #expect(throws: refusal) { try SharedSecret(base32: Base32.encode(patternKey(count))) }
    }

    @Test func itIsReadAsPeopleTypeIt() throws {
        let secret = try SharedSecret.rfc()
        #expect(try SharedSecret(base32: "gezd gnbv gy3t qojq GEZD GNBV GY3T QOJQ") == secret)
        // Hyphens were refused earlier; password managers show secrets with them.
        #expect(try SharedSecret(base32: "GEZD-GNBV GY3T\u{2011}QOJQ\r\n\tGEZD\u{A0}GNBV--GY3T-QOJQ\n") == secret)
        for text in ["GEZD_GNBV", "GEZD.GNBV", "GEZD+GNBV", "GEZD\u{301}"] {
            #expect(throws: ParameterError("text", "must be Base32 (RFC 4648)")) { try SharedSecret(base32: text) }
        }
        #expect(throws: refusal) { try SharedSecret(base32: "  ") }
    }

    /// Base32 itself stays strict: what it decodes has one spelling.
    @Test func bitsAfterTheLastByteAreDropped() throws {
        let refused = ParameterError("text", "must be Base32 (RFC 4648)")
        for text in ["MZ", "MZXX", "MZXW7", "MZXW6YX"] {
            #expect(throws: refused) { try Base32.decode(text) }
            let bytes = try SharedSecret(base32: text).bytes
            #expect(Array("foob".utf8.prefix(bytes.count)) == bytes && bytes.count == text.utf8.count * 5 / 8)
        }
        for text in ["M", "MZX", "MZXW6Y", "MZXW-6YTB-O"] {
            #expect(throws: refused) { try SharedSecret(base32: text) }
        }
    }

    @Test func secretsAreEqualWhenAllTheirBytesAre() throws {
        let secret = try SharedSecret(bytes: patternKey(20))
        #expect(try secret == SharedSecret(bytes: patternKey(20)))
        for place in 0..<20 {
            var bytes = patternKey(20)
            bytes[place] ^= 1
            #expect(try secret != SharedSecret(bytes: bytes))
        }
        #expect(try secret != SharedSecret(bytes: patternKey(20).dropLast()))
        #expect(try Set([secret, SharedSecret(bytes: patternKey(20))]).count == 1)
    }

    @Test func itNeverPrints() throws {
        let secret = try SharedSecret.rfc()
        let traces = ["1234567890", secret.base32, "49, 50, 51", "[49", "313233", Base64.encode(secret.bytes)]
        for rendering in renderings(secret) {
            for trace in traces { #expect(!rendering.contains(trace), "\(rendering)") }
        }
        for text in ["\(secret)", secret.description, secret.debugDescription, String(describing: secret)] {
            #expect(text == "SharedSecret(redacted)")
        }
        #expect(String(reflecting: secret) == "SharedSecret(redacted)")
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    /// The traces are the right ones to look for: a type that does not redact shows one of them.
    @Test func aTypeThatDoesNotRedactWouldBeCaught() throws {
        let bytes = try SharedSecret.rfc().bytes
        #expect(renderings(bytes).contains { $0.contains("49, 50, 51") })
        #expect(renderings("1234567890").contains { $0.contains("1234567890") })
    }
}
