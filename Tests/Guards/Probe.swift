// Does one thing as often as it is told. Compiled together with CognitoMFACore; `PLANTED` plants what the guards must find.

/// Sums that depend on all the work, so that none of it is left out.
@main struct Probe {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let rounds = Int(arguments[2]), let work = works[arguments[1]] else {
            print(works.keys.sorted().joined(separator: " "))
            return
        }
        print(try work(rounds))
    }

    private static let now = UnixTime(seconds: 1_111_111_111)
    private static let bytes = Array("12345678901234567890".utf8)

    /// Runs the body so often: a loop of its own, for `reduce` takes memory where nothing is optimised.
    @inline(__always)
    private static func sum(_ rounds: Int, _ body: (Int) -> UInt64) -> UInt64 {
        var sum: UInt64 = 0
        for round in 0..<rounds { sum &+= body(round) }
        return sum
    }

    private static let works: [String: @Sendable (Int) throws -> UInt64] = [
        "key": { rounds in
            let secret = try SharedSecret(bytes: bytes)
            return sum(rounds) { TOTP.Key(secret).algorithm == .sha1 ? UInt64($0) : 0 }
        },
        "code": { rounds in
            let key = TOTP.Key(try SharedSecret(bytes: bytes))
            return sum(rounds) { round in
                let code = TOTP.cognito.code(for: key, step: TimeStep(UInt64(round)))
                #if PLANTED
                    return UInt64([UInt8](code.text.utf8).reduce(0) { $0 &+ Int($1) })
                #else
                    return UInt64(code.text.utf8.first ?? 0)
                #endif
            }
        },
        "verify": { rounds in
            let secret = try SharedSecret(bytes: bytes)
            let code = OneTimeCode("050471")
            return sum(rounds) {
                let verdict = TOTP.cognito.verify(code, for: secret, at: now + .milliseconds($0))
                return verdict == .noMatch ? 1 : 0
            }
        },
        "verify-key": { rounds in
            let key = TOTP.Key(try SharedSecret(bytes: bytes))
            let code = OneTimeCode("050471")
            return sum(rounds) {
                let verdict = TOTP.cognito.verify(code, for: key, at: now + .milliseconds($0))
                return verdict == .noMatch ? 1 : 0
            }
        },
        "window": { rounds in
            let key = TOTP.Key(try SharedSecret(bytes: bytes))
            let window = TOTP.cognito.window(at: now)
            let codes = [OneTimeCode("050471"), OneTimeCode("123456")]
            return sum(rounds) { window.verify(codes[$0 & 1], for: key) == .noMatch ? 1 : 0 }
        },
        "batch": { rounds in
            let attempts = try (0..<8 as Range<UInt8>).map {
                TOTP.Attempt("123456", for: TOTP.Key(try SharedSecret(bytes: bytes + [$0])))
            }
            let window = TOTP.cognito.window(at: now)
            var verdicts: [TOTP.Verification] = []
            verdicts.reserveCapacity(8)
            var sum: UInt64 = 0
            for _ in 0..<rounds {
                window.verify(attempts, into: &verdicts)
                if verdicts[7] == .noMatch { sum &+= 1 }
            }
            return sum
        },
        "digest": { rounds in
            let message = [UInt8](repeating: 0x61, count: 1_000)
            return message.withRawSpan { message in
                sum(rounds) { UInt64(SHA1.hash(message)[0]) &+ UInt64(SHA256.hash(message)[$0 & 31]) }
            }
        },
        "hmac": { rounds in
            let hmac = HMAC<SHA256>(key: bytes)
            return bytes.withRawSpan { message in
                sum(rounds) { UInt64(hmac.authenticationCode(for: message)[$0 & 31]) }
            }
        },
        "pbkdf2": { rounds in
            UInt64(try PBKDF2<SHA256>.deriveKey(password: bytes, salt: bytes, iterations: rounds, byteCount: 32)[0])
        },
        "pbkdf2-lanes": { rounds in
            let inputs = (0..<4 as Range<UInt8>).map { (password: bytes + [$0], salt: bytes) }
            return UInt64(try PBKDF2<SHA256>.deriveKeys(inputs, iterations: rounds, byteCount: 32)[3][0])
        },
    ]
}
