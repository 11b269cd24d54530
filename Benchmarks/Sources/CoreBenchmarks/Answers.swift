import CognitoMFACore

/// A wrong answer: timing it would be pointless.
struct WrongAnswer: Error {
    let what: String
}

func check(_ isRight: Bool, _ what: String) throws {
    guard isRight else { throw WrongAnswer(what: what) }
}

extension Inputs {
    /// Everything that is measured gives the answers of OpenSSL, and those the published ones.
    func verifyAnswers() throws {
        // RFC 6238, appendix B, cut to six digits.
        try check(totp.code(for: key, at: UnixTime(seconds: 59)) == "287082", "TOTP code at 59")
        try check(totp.code(for: secret, at: start) == "050471", "TOTP code at 1111111111")
        let near = Array(0..<100 as Range<UInt64>) + Array(0xFFFF_FFF0...0x1_0000_0010 as ClosedRange<UInt64>)
        for step in near + (0..<200).map({ firstStep + $0 }) { try verifyCode(TimeStep(step)) }
        try verifyWindows()
        for count in [0, 1, 55, 56, 63, 64, 65, 119, 120, 8_192] { try verifyDigests(of: Array(message.prefix(count))) }
        try verifyPasswords()
        let bytes = Array(0..<20 as Range<UInt8>)
        try check(try Base32.decode(Base32.encode(bytes)) == bytes, "Base32 there and back")
        try check(uri.count == 172 && qrCode.version == 9, "a key URI of 172 bytes in version 9")
    }

    private func verifyCode(_ step: TimeStep) throws {
        var (digest, block) = ([UInt8](repeating: 0, count: 20), [UInt32](repeating: 0, count: 16))
        OpenSSL.hmac(secret.bytes, step.rawValue, &digest)
        let expected = OpenSSL.code(digest)
        try check(UInt32(totp.code(for: key, step: step).text) == expected, "code of step \(step.rawValue)")
        keyed.hmac(step.rawValue, &digest)
        try check(OpenSSL.code(digest) == expected, "EVP_MAC of step \(step.rawValue)")
        states.hmac(step.rawValue, &digest, &block)
        try check(OpenSSL.code(digest) == expected, "SHA1_Transform of step \(step.rawValue)")
        #if canImport(Crypto)
            try check(SwiftCrypto.code(symmetricKey, step.rawValue) == expected, "swift-crypto at \(step.rawValue)")
            try check(SwiftCrypto.code(keyedHMAC, step.rawValue) == expected, "swift-crypto, keyed")
        #endif
    }

    private func verifyWindows() throws {
        for round in 0..<100 {
            let time = start + .seconds(30 * Int64(round))
            let window = totp.window(at: time)
            let codes = (-3...3).map { totp.code(for: key, at: time + .seconds(30 * $0)) }
            for (place, code) in codes.enumerated() {
                let step = TimeStep(totp.step(at: time).rawValue + UInt64(place) - 3)
                let verdict: TOTP.Verification = abs(place - 3) <= 1 ? .matched(step) : .noMatch
                try check(totp.verify(code, for: secret, at: time) == verdict, "verify")
                try check(totp.verify(code, for: key, at: time) == verdict, "verify with a key")
                try check(window.verify(code, for: key) == verdict, "verify with a window")
            }
        }
        let verdicts = totp.verify(batch: attempts, at: start)
        for (attempt, verdict) in zip(attempts, verdicts) {
            try check(verdict == totp.verify(attempt.code, for: attempt.key, at: start), "a batch")
        }
        try check(verdicts.contains { $0 != .noMatch } && verdicts.contains(.noMatch), "a batch of both verdicts")
    }

    private func verifyDigests(of bytes: [UInt8]) throws {
        var digest = [UInt8](repeating: 0, count: 20)
        OpenSSL.sha1(bytes, &digest)
        try check(Array(SHA1.hash(bytes)) == digest, "SHA-1 of \(bytes.count) bytes")
        digest = [UInt8](repeating: 0, count: 32)
        OpenSSL.sha256(bytes, &digest)
        try check(Array(SHA256.hash(bytes)) == digest, "SHA-256 of \(bytes.count) bytes")
    }

    private func verifyPasswords() throws {
        var key = [UInt8](repeating: 0, count: 32)
        let keys = try PBKDF2<SHA256>.deriveKeys(passwords, iterations: 1_000, byteCount: 32)
        for (input, derived) in zip(passwords, keys) {
            OpenSSL.pbkdf2(input.password, input.salt, 1_000, &key)
            try check(derived == key, "PBKDF2 in lanes")
            let alone = try PBKDF2<SHA256>.deriveKey(
                password: input.password, salt: input.salt, iterations: 1_000, byteCount: 32)
            try check(alone == key, "PBKDF2")
        }
        #if canImport(Crypto)
            try check(try SwiftCrypto.pbkdf2(passwords[3].password, passwords[3].salt, 1_000) == key, "swift-crypto")
        #endif
    }
}
