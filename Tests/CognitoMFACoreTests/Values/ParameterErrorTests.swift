import CognitoMFACore
import Testing

@Suite struct ParameterErrorTests {
    /// One refusal of each kind that the public initializers and functions have.
    private static let refusals: [(String, @Sendable () throws -> Void)] = [
        ("secret must be 1...1024 bytes", { _ = try SharedSecret(bytes: []) }),
        ("text must be Base32 (RFC 4648)", { _ = try Base32.decode("hunter2!") }),
        ("text must be base64 (RFC 4648)", { _ = try Base64.decode("hunter2!") }),
        ("digits must be 6...8", { _ = try HOTP(digits: 5) }),
        ("periodSeconds must be positive", { _ = try TOTP(periodSeconds: 0) }),
        (
            "iterations must be 1...4294967295",
            { _ = try PBKDF2<SHA1>.deriveKey(password: [1], salt: [1], iterations: 0, byteCount: 1) }
        ),
        (
            "byteCount must be 1...65536",
            { _ = try PBKDF2<SHA1>.deriveKey(password: [1], salt: [1], iterations: 1, byteCount: 0) }
        ),
        (
            "byteCount must be 0...8160",
            { _ = try HKDF<SHA256>.expand(pseudoRandomKey: [1], info: [], byteCount: -1) }
        ),
        ("uri must be otpauth://type/label?parameters", { _ = try KeyURI("hunter2!") }),
    ]

    @Test func itsTextIsTheNameAndWhatItMustBe() throws {
        for (text, refused) in Self.refusals {
            let error = try #require(throws: ParameterError.self) { try refused() }
            #expect(error.description == text && "\(error)" == text)
            #expect("\(error.parameter) \(error.requirement)" == text)
        }
    }

    /// The refused value may be a password or a secret.
    @Test func itNeverHoldsTheValue() throws {
        for (_, refused) in Self.refusals {
            let error = try #require(throws: ParameterError.self) { try refused() }
            for rendering in renderings(error) { #expect(!rendering.contains("hunter2")) }
        }
        for uri in [
            "otpauth://hunter2/hunter2?secret=MY", "otpauth://totp/hunter2?secret=hunter2!",
            "otpauth://totp/hunter2?secret=MY&algorithm=hunter2", "otpauth://totp/a?secret=MY&digits=hunter2",
        ] {
            let error = try #require(throws: ParameterError.self) { _ = try KeyURI(uri) }
            for rendering in renderings(error) { #expect(!rendering.contains("hunter2")) }
        }
    }

    @Test func errorsAreEqualWhenBothPartsAre() {
        #expect(ParameterError("a", "b") == ParameterError("a", "b"))
        #expect(ParameterError("a", "b") != ParameterError("a", "c"))
        #expect(ParameterError("a", "b") != ParameterError("c", "b"))
    }
}
