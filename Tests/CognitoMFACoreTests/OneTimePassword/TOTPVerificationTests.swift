import CognitoMFACore
import Testing

/// The verification of a code: its step, and the refusal of a step that was used.
@Suite struct TOTPVerificationTests {
    private let totp = TOTP.cognito

    /// The window, the floor and the result, stated again with a plain list of steps.
    private func expected(
        _ code: OneTimeCode, _ secret: SharedSecret, center: UInt64, drift: UInt64, floor: UInt64?
    ) -> TOTP.Verification {
        let window = (center < drift ? 0 : center - drift)...center + drift
        let right = window.filter { totp.code(for: secret, step: TimeStep($0)) == code }
        let unused = right.filter { step in floor.map { step > $0 } ?? true }
        if let step = unused.first { return .matched(TimeStep(step)) }
        return right.last.map { .alreadyUsed(TimeStep($0)) } ?? .noMatch
    }

    // R57: the whole window, one step either side, and a verdict that tells right, used and wrong apart.
    // R58: a step counts once; the floor is the step that was accepted last.
    @Test func aCodeCountsWithinOneStepOfNowAndOnlyAboveTheFloor() throws {
        let secret = try SharedSecret.rfc()
        let now = UnixTime(seconds: 1_700_000_010)
        let center = totp.step(at: now)
        for distance in -3...3 {
            let step = center.moved(by: distance)
            let code = totp.code(for: secret, step: step)
            let isInside = abs(distance) <= 1
            #expect(totp.verify(code, for: secret, at: now) == (isInside ? .matched(step) : .noMatch))
            for floorDistance in -3...3 {
                let floor = center.moved(by: floorDistance)
                let verdict: TOTP.Verification = step > floor ? .matched(step) : .alreadyUsed(step)
                #expect(totp.verify(code, for: secret, at: now, after: floor) == (isInside ? verdict : .noMatch))
            }
        }
    }

    @Test func theVerdictIsThatOfThePlainRuleForAnyInput() throws {
        var random = SplitMix64(seed: 3)
        var seen: [String: Int] = [:]
        for _ in 0..<300 {
            let secret = try SharedSecret(bytes: random.bytes(1...80))
            // Some times lie so near the epoch that the window is cut off.
            let center = UInt64.random(in: 0...(Bool.random(using: &random) ? 5 : 60_000_000), using: &random)
            let drift = UInt64.random(in: 0...3, using: &random)
            let guess = TimeStep(UInt64.random(in: (center < 4 ? 0 : center - 4)...center + 4, using: &random))
            let code = totp.code(for: secret, step: guess)
            let floors = [nil, center, center + 4, center < 2 ? 0 : center - 2]
            let floor = try #require(floors.randomElement(using: &random))
            let seconds = Int64(center) * 30 + Int64.random(in: 0..<30, using: &random)
            let verdict = totp.verify(
                code, for: secret, at: UnixTime(seconds: seconds), driftSteps: Int(drift),
                after: floor.map { TimeStep($0) })
            #expect(verdict == expected(code, secret, center: center, drift: drift, floor: floor))
            switch verdict {
            case .matched: seen["matched", default: 0] += 1
            case .alreadyUsed: seen["used", default: 0] += 1
            case .noMatch: seen["none", default: 0] += 1
            }
        }
        #expect(seen.count == 3 && seen.values.allSatisfy { $0 > 30 }, "all verdicts came up: \(seen)")
    }

    @Test func aCodeIsAcceptedOnceAndOlderOnesNoMoreAfterIt() throws {
        let secret = try SharedSecret.rfc()
        let now = UnixTime(seconds: 1_700_000_010)
        let step = totp.step(at: now)
        let code = totp.code(for: secret, step: step)
        #expect(totp.verify(code, for: secret, at: now) == .matched(step))
        #expect(totp.verify(code, for: secret, at: now, after: step) == .alreadyUsed(step))
        let later = now + .seconds(30)
        #expect(totp.verify(code, for: secret, at: later, after: step) == .alreadyUsed(step))
        let next = step.moved(by: 1)
        #expect(totp.verify(totp.code(for: secret, step: next), for: secret, at: now, after: step) == .matched(next))
        // Never used itself, but older than one that was.
        #expect(totp.verify(code, for: secret, at: now, after: next) == .alreadyUsed(step))
    }

    /// Steps of this secret that share a code, found by trying: neighbours, and two with one between.
    @Test(arguments: [(910_737, 910_738, "911617"), (153_567, 153_569, "468457")] as [(UInt64, UInt64, String)])
    func ofTwoRightStepsTheLowestAboveTheFloorCounts(lower: UInt64, upper: UInt64, text: String) throws {
        let secret = try SharedSecret.rfc()
        let (lower, upper) = (TimeStep(lower), TimeStep(upper))
        let code = OneTimeCode(text)
        #expect(totp.code(for: secret, step: lower) == code && totp.code(for: secret, step: upper) == code)
        let now = UnixTime(startOf: upper.moved(by: -1))
        #expect(totp.verify(code, for: secret, at: now) == .matched(lower))
        #expect(totp.verify(code, for: secret, at: now, after: lower.moved(by: -1)) == .matched(lower))
        #expect(totp.verify(code, for: secret, at: now, after: lower) == .matched(upper))
        #expect(totp.verify(code, for: secret, at: now, after: upper) == .alreadyUsed(upper))
    }

    @Test func theWindowEndsAtTheEpoch() throws {
        let secret = try SharedSecret.rfc()
        let below = totp.code(for: secret, step: TimeStep(.max))
        for time in [UnixTime(seconds: 0), UnixTime(seconds: -1), UnixTime(seconds: -86_400), UnixTime(seconds: .min)] {
            for step in [TimeStep(0), TimeStep(1)] {
                #expect(totp.verify(totp.code(for: secret, step: step), for: secret, at: time) == .matched(step))
            }
            #expect(totp.verify(totp.code(for: secret, step: TimeStep(2)), for: secret, at: time) == .noMatch)
            #expect(totp.verify(below, for: secret, at: time) == .noMatch, "there is no step below the first")
        }
        let first = totp.code(for: secret, step: TimeStep(0))
        let zero = UnixTime(seconds: 0)
        #expect(totp.verify(first, for: secret, at: zero, after: TimeStep(0)) == .alreadyUsed(TimeStep(0)))
    }

    @Test func theLastTimeOfAllHasAWindowToo() throws {
        let secret = try SharedSecret.rfc()
        let end = UnixTime(milliseconds: .max)
        let after = totp.step(at: end).moved(by: 1)
        #expect(totp.verify(totp.code(for: secret, step: after), for: secret, at: end) == .matched(after))
    }

    @Test(arguments: [(Int.min, 0), (-1, 0), (0, 0), (1, 1), (10, 10), (11, 10), (Int.max, 10)])
    func theDriftIsHeldBetweenZeroAndTenSteps(asked: Int, counted: Int) throws {
        let secret = try SharedSecret.rfc()
        let now = UnixTime(seconds: 1_700_000_010)
        for distance in -12...12 {
            let step = totp.step(at: now).moved(by: distance)
            let verdict = totp.verify(totp.code(for: secret, step: step), for: secret, at: now, driftSteps: asked)
            #expect(verdict == (abs(distance) <= counted ? .matched(step) : .noMatch), "\(distance) steps away")
        }
    }

    @Test func aCodeInAnyOtherSpellingIsWrong() throws {
        let secret = try SharedSecret.rfc()
        let now = UnixTime(startOf: TimeStep(226_500))
        #expect(totp.verify("000007", for: secret, at: now) == .matched(TimeStep(226_500)))
        let others: [OneTimeCode] = [
            "", "7", "00007", "0000007", " 000007", "000007 ", "000 007", "+00007", "００００００７", "000007\0",
        ]
        for other in others { #expect(totp.verify(other, for: secret, at: now) == .noMatch) }
    }

    @Test func theSecretTheHashAndThePeriodCount() throws {
        let secret = try SharedSecret.rfc()
        let now = UnixTime(seconds: 1_700_000_010)
        let code = totp.code(for: secret, at: now)
        let other = try SharedSecret(bytes: secret.bytes + [1])
        #expect(totp.verify(code, for: other, at: now) == .noMatch)
        #expect(try TOTP(algorithm: .sha256).verify(code, for: secret, at: now) == .noMatch)
        #expect(try TOTP(digits: 8).verify(code, for: secret, at: now) == .noMatch)
        let slow = try TOTP(periodSeconds: 60)
        #expect(slow.verify(code, for: secret, at: now) == .noMatch)
        let slowCode = slow.code(for: secret, at: now)
        #expect(slow.verify(slowCode, for: secret, at: now + .seconds(60)) == .matched(slow.step(at: now)))
        #expect(slow.verify(slowCode, for: secret, at: now + .seconds(120)) == .noMatch)
    }
}
