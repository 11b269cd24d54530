import CognitoMFACore
import Testing

/// Kept keys, shared windows and many users at once give the same result as the plain rule.
@Suite struct TOTPWindowTests {
    private struct Guess {
        let secret: SharedSecret
        let code: OneTimeCode
        let floor: TimeStep?
    }

    private func guesses(
        _ totp: TOTP, around center: TimeStep, count: Int, _ random: inout SplitMix64
    ) throws -> [Guess] {
        try (0..<count).map { _ in
            let secret = try SharedSecret(bytes: random.bytes(1...80))
            let near = TimeStep(center.rawValue &+ UInt64.random(in: 0...4, using: &random) &- 2)
            let right = totp.code(for: secret, step: near)
            let floor = [nil, center, near, TimeStep(center.rawValue &- 1)].randomElement(using: &random) ?? nil
            let other = ["", "0", "00000x", "１２３４５６", "000000", right.text + "0", String(right.text.dropLast())]
            let typed = Int.random(in: 0..<8, using: &random) == 0 ? other.randomElement(using: &random) : right.text
            return Guess(secret: secret, code: OneTimeCode(typed ?? ""), floor: floor)
        }
    }

    /// The plain rule, step by step (R57, R58).
    private func expected(_ guess: Guess, _ totp: TOTP, _ center: TimeStep, _ drift: Int) -> TOTP.Verification {
        var used: TimeStep?
        for distance in -drift...drift {
            let (step, overflow) =
                distance < 0
                ? center.rawValue.subtractingReportingOverflow(UInt64(-distance))
                : center.rawValue.addingReportingOverflow(UInt64(distance))
            guard !overflow, totp.code(for: guess.secret, step: TimeStep(step)) == guess.code else { continue }
            guard let floor = guess.floor, TimeStep(step) <= floor else { return .matched(TimeStep(step)) }
            used = TimeStep(step)
        }
        return used.map { .alreadyUsed($0) } ?? .noMatch
    }

    private func check(_ totp: TOTP, at time: UnixTime, drift: Int, count: Int, seed: UInt64) throws -> Set<String> {
        var random = SplitMix64(seed: seed)
        let guesses = try guesses(totp, around: totp.step(at: time), count: count, &random)
        let attempts = guesses.map {
            TOTP.Attempt($0.code, for: TOTP.Key($0.secret, totp.algorithm), after: $0.floor)
        }
        let window = totp.window(at: time, driftSteps: drift)
        let batch = totp.verify(batch: attempts, at: time, driftSteps: drift)
        #expect(batch.count == count)
        var seen: Set<String> = []
        for (place, guess) in guesses.enumerated() {
            let verdict = expected(guess, totp, totp.step(at: time), drift)
            let key = attempts[place].key
            #expect(batch[place] == verdict, "user \(place) of \(count), seed \(seed)")
            #expect(window.verify(guess.code, for: key, after: guess.floor) == verdict)
            #expect(totp.verify(guess.code, for: key, at: time, driftSteps: drift, after: guess.floor) == verdict)
            let slow = totp.verify(guess.code, for: guess.secret, at: time, driftSteps: drift, after: guess.floor)
            #expect(slow == verdict)
            switch verdict {
            case .matched: seen.insert("matched")
            case .alreadyUsed: seen.insert("used")
            case .noMatch: seen.insert("none")
            }
        }
        return seen
    }

    @Test(arguments: [0, 1, 7, 8, 9, 16, 47])
    func aBatchOfAnySizeHasTheResultsOfSingleCodes(count: Int) throws {
        let time = UnixTime(seconds: 1_700_000_010)
        let seen = try check(.cognito, at: time, drift: 1, count: count, seed: UInt64(count))
        #expect(count < 47 || seen.count == 3, "all verdicts came up: \(seen)")
    }

    @Test(arguments: 0...10)
    func aWindowOfAnyWidthHasTheVerdictsOfEachStep(drift: Int) throws {
        _ = try check(.cognito, at: UnixTime(seconds: 1_700_000_010), drift: drift, count: 9, seed: 40)
    }

    @Test(arguments: [6, 7, 8], [TOTP.Algorithm.sha1, .sha256])
    func digitsAndHashCount(digits: Int, algorithm: TOTP.Algorithm) throws {
        let totp = try TOTP(digits: digits, algorithm: algorithm)
        _ = try check(totp, at: UnixTime(seconds: 1_700_000_010), drift: 1, count: 9, seed: 41)
    }

    /// The steps at which the epoch cuts the window off, and those that no longer fit into one word.
    @Test(arguments: [0, 1, 2, 4_294_967_293, 4_294_967_294, 4_294_967_295, 4_294_967_296, 9_000_000_000] as [Int64])
    func stepsAtTheEdgesHaveTheirVerdicts(step: Int64) throws {
        let totp = try TOTP(periodSeconds: 1)
        _ = try check(totp, at: UnixTime(seconds: step), drift: 2, count: 17, seed: UInt64(step))
    }

    /// Ten less in one place and one more in the place before is the same sum of digits; and no other text is a code.
    @Test func onlyDigitsAreACode() throws {
        let time = UnixTime(seconds: 1_700_000_010)
        let totp = TOTP.cognito
        var random = SplitMix64(seed: 43)
        for _ in 0..<4 {
            let secret = try SharedSecret(bytes: random.bytes(20))
            let key = TOTP.Key(secret)
            let right = Array(totp.code(for: secret, at: time).text.utf8)
            var typed: [[UInt8]] = []
            for place in right.indices {
                for byte in UInt8(0)...0x7F where byte != right[place] {
                    var other = right
                    other[place] = byte
                    typed.append(other)
                }
                guard place > 0 else { continue }
                var shifted = right
                shifted[place] &-= 10
                shifted[place - 1] += 1
                typed.append(shifted)
                shifted = right
                shifted[place] += 10
                shifted[place - 1] &-= 1
                typed.append(shifted)
            }
            for bytes in typed {
                let code = OneTimeCode(String(decoding: bytes, as: UTF8.self))
                // By chance one text in thousands is another step's code.
                let byText = expected(Guess(secret: secret, code: code, floor: nil), totp, totp.step(at: time), 1)
                #expect(totp.verify(code, for: secret, at: time, driftSteps: 1, after: nil) == byText, "\(bytes)")
                #expect(totp.window(at: time).verify(code, for: key) == byText, "\(bytes)")
                #expect(totp.verify(batch: [TOTP.Attempt(code, for: key)], at: time, driftSteps: 1) == [byText])
            }
        }
    }

    @Test func verdictsReplaceWhatTheArrayHeld() throws {
        let time = UnixTime(seconds: 1_700_000_010)
        let secret = try SharedSecret.rfc()
        let totp = TOTP.cognito
        let window = totp.window(at: time)
        var verdicts: [TOTP.Verification] = [.noMatch, .noMatch, .noMatch]
        let attempt = TOTP.Attempt(totp.code(for: secret, at: time), for: TOTP.Key(secret))
        window.verify([attempt], into: &verdicts)
        #expect(verdicts == [.matched(totp.step(at: time))])
        window.verify([], into: &verdicts)
        #expect(verdicts.isEmpty)
    }

    @Test func aKeyMakesTheCodesOfItsSecret() throws {
        var random = SplitMix64(seed: 42)
        for algorithm in TOTP.Algorithm.allCases {
            for count in [1, 20, 64, 65, 200] {
                let secret = try SharedSecret(bytes: random.bytes(count))
                let totp = try TOTP(digits: 8, algorithm: algorithm)
                let key = TOTP.Key(secret, algorithm)
                for step in [0, 1, 0xFFFF_FFFF, 0x1_0000_0000, UInt64.max] {
                    #expect(totp.code(for: key, step: TimeStep(step)) == totp.code(for: secret, step: TimeStep(step)))
                }
                let time = UnixTime(seconds: 1_700_000_010)
                #expect(totp.code(for: key, at: time) == totp.code(for: secret, at: time))
                #expect(key.algorithm == algorithm)
            }
        }
    }

    @Test func aKeyNeverPrints() throws {
        let key = TOTP.Key(try .rfc())
        for rendering in renderings(key) { #expect(!rendering.contains("State")) }
        #expect("\(key)" == "HOTP.Key(redacted)" && Mirror(reflecting: key).children.isEmpty)
        let attempt = TOTP.Attempt("918273", for: key)
        for rendering in renderings(attempt) { #expect(!rendering.contains("State") && !rendering.contains("918273")) }
    }
}
