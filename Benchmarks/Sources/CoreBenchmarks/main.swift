// Core against itself: everything in units of one TOTP code. Run in a release build; `--quick` only shows that it runs.
import CognitoMFACore

/// A wrong answer: timing it would be pointless.
struct WrongAnswer: Error {
    let what: String
}

func check(_ isRight: Bool, _ what: String) throws {
    guard isRight else { throw WrongAnswer(what: what) }
}

func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

let totp = TOTP.cognito
let secret = try SharedSecret(bytes: Array("12345678901234567890".utf8))
let start = UnixTime(seconds: 1_111_111_111)
let message = [UInt8](repeating: 0x61, count: 8_192)
let password = Array("password".utf8)
let salt = Array("salt".utf8)

// Answers first. RFC 6238, appendix B, cut to six digits.
try check(totp.code(for: secret, at: UnixTime(seconds: 59)) == "287082", "TOTP code at 59")
try check(totp.code(for: secret, at: start) == "050471", "TOTP code at 1111111111")
let late = totp.verify("050471", for: secret, at: start + .seconds(30), driftSteps: 1, after: nil)
try check(late == .matched(totp.step(at: start)), "a code of the step before")
let early = totp.verify("050471", for: secret, at: start + .seconds(90), driftSteps: 1, after: nil)
try check(early == .noMatch, "a code outside the window")
let used = totp.verify("050471", for: secret, at: start, driftSteps: 1, after: totp.step(at: start))
try check(used == .alreadyUsed(totp.step(at: start)), "a used code")
// FIPS 180-4, the example "abc".
try check(
    hexadecimal(SHA256.hash(Array("abc".utf8)))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "SHA-256 of abc")
var whole = SHA256()
for start in stride(from: 0, to: message.count, by: 100) {
    whole.update(message[start..<min(start + 100, message.count)])
}
try check(Array(whole.finalize()) == Array(SHA256.hash(message)), "SHA-256 of 8 KiB in pieces")
// The PBKDF2-HMAC-SHA-256 values for the inputs of RFC 6070.
let derived = try PBKDF2<SHA256>.deriveKey(password: password, salt: salt, iterations: 4_096, byteCount: 32)
try check(
    hexadecimal(derived) == "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a",
    "PBKDF2, 4,096 iterations")

let cases: [RatioHarness.Case] = [
    .init(name: "TOTP code") { rounds in
        var sum: UInt64 = 0
        for round in 0..<rounds {
            let code = totp.code(for: secret, at: start + .seconds(30 * Int64(round)))
            sum &+= UInt64(code.text.utf8.last ?? 0)
        }
        return sum
    },
    .init(name: "TOTP verify window") { rounds in
        var sum: UInt64 = 0
        for round in 0..<rounds {
            let time = start + .seconds(30 * Int64(round))
            if case .matched = totp.verify("050471", for: secret, at: time, driftSteps: 1, after: nil) { sum &+= 1 }
        }
        return sum
    },
    .init(name: "SHA-256 of 8 KiB") { rounds in
        var bytes = message
        var sum: UInt64 = 0
        for round in 0..<rounds {
            bytes[round % bytes.count] &+= 1
            sum &+= UInt64(SHA256.hash(bytes)[0])
        }
        return sum
    },
    // One call with as many iterations as there are rounds: the call's own cost disappears in thousands of them.
    .init(name: "PBKDF2 per iteration") { rounds in
        let key = try? PBKDF2<SHA256>.deriveKey(password: password, salt: salt, iterations: rounds, byteCount: 32)
        return UInt64(key?[0] ?? 0)
    },
]

let isQuick = CommandLine.arguments.contains("--quick")
let harness = RatioHarness(isQuick: isQuick)
let (measurements, checksum) = harness.measure(cases)
print("\(harness.repetitions) repetitions; ratios are to \(cases[0].name); answers were verified first")
print(RatioHarness.Measurement.head)
for measurement in measurements { print(measurement.row) }
print("checksum \(String(checksum, radix: 16))")
