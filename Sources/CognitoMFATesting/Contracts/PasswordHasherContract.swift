public import AuthFlow
import CognitoMFACore
public import CognitoMFAService
import UserPoolModel

/// A test of a `PasswordHasher` against the library's requirements, for a host's own tests.
///
/// It makes about 20 hashes and 80 checks, so give it the hasher at its lowest cost.
public struct PasswordHasherContract: Sendable {
    private let hasher: any PasswordHasher
    private let malformed: [PasswordHash]
    private let atOnce: Int
    private let random: SeededRandomSource

    /// The maximum size of a hash in bytes: a quarter of the limit for all attributes of a user.
    public static let maximumHashByteCount = 8_192

    /// Creates a test of a hasher.
    ///
    /// - Parameters:
    ///   - hasher: The hasher to test.
    ///   - malformed: More texts that are hashes of no password. The test also makes its own by cutting and mixing.
    ///   - seed: The seed of the passwords.
    ///   - atOnce: The number of checks that run at once; 16 by default.
    public init(
        _ hasher: some PasswordHasher, malformed: [PasswordHash] = [], seed: UInt64 = 1, atOnce: Int = 16
    ) {
        self.hasher = hasher
        self.malformed = malformed
        self.atOnce = max(2, atOnce)
        random = SeededRandomSource(seed: seed)
    }

    /// The requirements that are tested.
    public static let clauses: [ContractClause] = ContractClause.ofHashers

    /// Runs the whole test.
    ///
    /// - Returns: The findings, at most three for each requirement; empty if the contract is kept.
    public func findings() async -> [ContractFinding] {
        let report = ContractReport()
        let stem = "Aa1-" + Hexadecimal.encode(random.bytes(count: 6, for: .nonce))
        do {
            try await rightAndWrong(stem, report)
            try await freshHashes(stem, report)
            try await nobody(stem, report)
            try await manglings(stem, report)
            try await together(stem, report)
            try await histories(stem, report)
        } catch {
            report.add(.rightAccepted, "a hash that was just made, or a check of it, threw \(error)")
        }
        return report.findings
    }

    /// Tests passwords that a hasher could truncate, fold or confuse, each with near misses.
    private func rightAndWrong(_ stem: String, _ report: ContractReport) async throws {
        let long = String((0..<256).map { Character(UnicodeScalar(UInt8(33 + ($0 * 31) % 94))) })
        let samples: [(String, String, [(String, String)])] = [
            (
                "an ordinary password", stem,
                [
                    ("with a letter more", stem + "x"), ("with a letter less", String(stem.dropLast())),
                    ("in other case", stem.uppercased()), ("in lower case", stem.lowercased()),
                    ("with another first letter", "B" + stem.dropFirst()),
                    ("with another last letter", stem.dropLast() + "~"), ("behind a blank", " " + stem),
                    ("before a blank", stem + " "), ("before a NUL", stem + "\0"), ("twice", stem + stem),
                    ("of nothing", ""),
                ]
            ),
            ("one character", "x", [("of another", "y"), ("of nothing", "")]),
            (
                "256 characters", long,
                [
                    ("cut to 255", String(long.dropLast())), ("cut to 72", String(long.prefix(72))),
                    ("with another last letter", long.dropLast() + "~"),
                    ("with another letter 73", long.prefix(72) + "~" + long.dropFirst(73)),
                ]
            ),
            ("73 and 72 letters", String(long.prefix(73)), [("cut to 72", String(long.prefix(72)))]),
            (
                "a composed letter", stem + "\u{E9}",
                [("decomposed", stem + "e\u{301}"), ("without its accent", stem + "e")]
            ),
            ("a decomposed letter", stem + "e\u{301}", [("composed", stem + "\u{E9}")]),
            (
                "256 letters of four bytes", String(repeating: "\u{1F511}", count: 256),
                [("cut to 255", String(repeating: "\u{1F511}", count: 255))]
            ),
            (
                "a NUL inside", stem + "\0right",
                [("with another rest", stem + "\0wrong"), ("cut at it", stem), ("without it", stem + "right")]
            ),
            ("wide letters", stem + "\u{FF21}", [("made narrow", stem + "A")]),
        ]
        for (name, text, misses) in samples {
            // A store returns another value with the same text.
            let hash = PasswordHash(
                String(decoding: Array(try await hasher.hash(Password(text)).text.utf8), as: UTF8.self))
            report.expect(try await hasher.verify(Password(text), against: hash), .rightAccepted, "\(name) was refused")
            for (what, miss) in misses {
                report.expect(
                    try await !hasher.verify(Password(miss), against: hash), .wrongRefused,
                    "\(name), \(what), was accepted")
            }
            report.expect(
                hash.text.utf8.count <= Self.maximumHashByteCount && !hash.text.isEmpty, .hashFits,
                "the hash of \(name) has \(hash.text.utf8.count) bytes")
        }
    }

    private func freshHashes(_ stem: String, _ report: ContractReport) async throws {
        var hashes: [PasswordHash] = []
        for _ in 0..<3 { hashes.append(try await hasher.hash(Password(stem))) }
        report.expect(Set(hashes).count == hashes.count, .salted, "one password had the same hash twice")
        for hash in hashes {
            report.expect(!hasher.needsRehash(hash), .freshHashStays, "a hash that was just made needs a rehash")
            let text = Array(hash.text.utf8)
            let isPlain = !stem.utf8.isEmpty && Self.contains(text, Array(stem.utf8))
            report.expect(!isPlain, .salted, "a hash holds its password in clear")
        }
    }

    private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        bytes.count >= part.count
            && (0...(bytes.count - part.count)).contains { bytes[$0..<($0 + part.count)].elementsEqual(part) }
    }

    /// Tests an unknown name: the answer is false, after the same work.
    private func nobody(_ stem: String, _ report: ContractReport) async throws {
        let hash = try await hasher.hash(Password(stem))
        let clock = ContinuousClock()
        var times: (unknown: [Duration], wrong: [Duration]) = ([], [])
        for password in [stem, "", stem + "wrong"] {
            var accepted = false
            times.unknown.append(
                try await clock.measure { accepted = try await hasher.verify(Password(password), against: nil) })
            report.expect(!accepted, .nobodyIsFalse, "a password was accepted for nobody")
            times.wrong.append(
                try await clock.measure { _ = try await hasher.verify(Password(password + "?"), against: hash) })
        }
        let (unknown, wrong) = (times.unknown.sorted()[1], times.wrong.sorted()[1])
        // The bound is half, so that the test does not fail on a loaded machine.
        report.expect(
            unknown * 2 > wrong || wrong < .microseconds(20), .nobodyIsSameWork,
            "a check for nobody took \(unknown), one for somebody \(wrong)")
    }

    /// Tests texts that are no hash of the password: the answer is false or an error, never true.
    private func manglings(_ stem: String, _ report: ContractReport) async throws {
        let password = Password(stem)
        let text = try await hasher.hash(password).text
        let fields = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        var broken: [(String, String)] = [
            ("an empty text", ""), ("a dollar", "$"), ("the password itself", stem), ("text of no format", "none"),
            ("dollars", "$$$$"), ("a hash of nothing", fields.dropLast().joined(separator: "$") + "$"),
        ]
        for kept in [text.count - 1, text.count - 4, text.count / 2, 8, 1] where kept >= 0 {
            broken.append(("the first \(kept) characters of a hash", String(text.prefix(kept))))
        }
        for place in fields.indices where !fields[place].isEmpty {
            var cut = fields
            cut[place] = ""
            broken.append(("a hash without its part \(place)", cut.joined(separator: "$")))
            cut.remove(at: place)
            broken.append(("a hash with part \(place) left out", cut.joined(separator: "$")))
        }
        if let last = fields.last, let letter = last.first {
            let other = (letter == "A" ? "B" : "A") + last.dropFirst()
            broken.append(("a hash with another letter", (fields.dropLast() + [other]).joined(separator: "$")))
        }
        broken += malformed.enumerated().map { ("the malformed hash \($0.offset)", $0.element.text) }
        for (name, text) in broken {
            let accepted = (try? await hasher.verify(password, against: PasswordHash(text))) ?? false
            report.expect(!accepted, .malformedNeverTrue, "\(name) was accepted")
        }
    }

    private func together(_ stem: String, _ report: ContractReport) async throws {
        let passwords = (0..<4).map { Password("\(stem)-\($0)") }
        var hashes: [PasswordHash] = []
        for password in passwords { hashes.append(try await hasher.hash(password)) }
        let made = hashes
        let wrong = await withTaskGroup(of: Bool.self) { group in
            for check in 0..<atOnce {
                let (asked, against) = (check % 4, (check / 4 + check) % 4)
                group.addTask { [hasher] in
                    let answer = try? await hasher.verify(passwords[asked], against: made[against])
                    return answer != (asked == against)
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        report.expect(wrong == 0, .manyChecks, "of \(atOnce) checks at once \(wrong) threw or were answered wrongly")
    }

    /// Keys of password histories: former passwords are found by them.
    private func histories(_ stem: String, _ report: ContractReport) async throws {
        let (password, salt) = (Array(stem.utf8), random.bytes(count: 16, for: .nonce))
        let iterations = 1_000
        func key(_ password: [UInt8], _ salt: [UInt8], _ iterations: Int) async throws -> [UInt8] {
            try await hasher.historyKey(password, salt: salt, iterations: iterations)
        }
        let first = try await key(password, salt, iterations)
        // Between two keys a hash draws its salt, which is no part of them.
        _ = try await hasher.hash(Password(stem))
        let library = KeyDerivation(password: password, salt: salt, iterations: iterations)
        report.expect(
            first == (try KeyDerivation.keys(of: [library])[0]), .historyKeyIsPBKDF2,
            "a key of \(first.count) bytes is not that of PBKDF2-HMAC-SHA-256")
        report.expect(
            try await key(password, salt, iterations) == first, .historyKeyRepeats,
            "one password with one salt had two keys")
        let others = [
            ("password", try await key(password + [0x78], salt, iterations)),
            ("salt", try await key(password, Array(salt.reversed()) + [1], iterations)),
            ("number of iterations", try await key(password, salt, iterations + 1)),
        ]
        for (what, other) in others {
            report.expect(other != first, .historyKeysDiffer, "another \(what) had the same key")
        }
    }
}

extension ContractClause {
    static let rightAccepted = ContractClause(
        "right-accepted", ["R37"], "the password a hash was made from is accepted")
    static let wrongRefused = ContractClause(
        "wrong-refused", ["R3", "R37"], "any other password is refused: every byte counts, and so does the normal form")
    static let salted = ContractClause(
        "salted", ["R43"], "a hash has a salt of its own, and does not show its password")
    static let hashFits = ContractClause("hash-fits", ["R106"], "a hash has 1 to 8,192 bytes of text")
    static let freshHashStays = ContractClause(
        "fresh-hash-stays", ["R42"], "a hash that was just made need not be made anew")
    static let nobodyIsFalse = ContractClause("nobody-is-false", ["R76"], "a check against no hash is false")
    static let nobodyIsSameWork = ContractClause(
        "nobody-is-same-work", ["R42", "R76"], "a check against no hash does the work of any other")
    static let malformedNeverTrue = ContractClause(
        "malformed-never-true", ["R37"], "a text that is no hash of the password is false or throws")
    static let manyChecks = ContractClause(
        "many-checks-at-once", ["R39"], "checks at once are answered each for itself")
    static let historyKeyRepeats = ContractClause(
        "history-key-repeats", ["R43"], "one password, salt and number of iterations have one history key")
    static let historyKeysDiffer = ContractClause(
        "history-keys-differ", ["R43"], "another password, salt or number of iterations has another history key")
    static let historyKeyIsPBKDF2 = ContractClause(
        "history-key-is-pbkdf2", ["R43"], "a history key is that of PBKDF2-HMAC-SHA-256, so a store can change hashers")

    static let ofHashers: [ContractClause] = [
        .rightAccepted, .wrongRefused, .salted, .hashFits, .freshHashStays, .nobodyIsFalse, .nobodyIsSameWork,
        .malformedNeverTrue, .manyChecks, .historyKeyRepeats, .historyKeysDiffer, .historyKeyIsPBKDF2,
    ]
}
