extension TOTP {
    /// The steps accepted at a time, with the work done that does not depend on a secret.
    ///
    /// The first block of a TOTP is its time step, so its schedule is the same for all users. A server makes a window
    /// when a step begins and verifies all codes with it.
    public struct Window: Sendable {
        let totp: TOTP
        let steps: WindowSteps
        /// The schedules of four steps each, in lanes; empty for another hash function or for steps of two words.
        private let schedules: [SHA1Schedule<SIMD4<UInt32>>]
        #if !hasFeature(Embedded)
            /// The schedules of one step each, the same in all lanes, for batches of users.
            let stepSchedules: [SHA1Schedule<LanePair>]
        #endif

        init(_ totp: TOTP, _ steps: WindowSteps) {
            (self.totp, self.steps) = (totp, steps)
            let hasLanes = totp.algorithm == .sha1 && steps.areShort
            let count = hasLanes ? steps.count : 0
            schedules = stride(from: 0, to: count, by: 4).map { SHA1Schedule(counters: steps.lowWords(from: $0)) }
            #if !hasFeature(Embedded)
                stepSchedules = (0..<count).map {
                    SHA1Schedule(counters: SIMD4(repeating: UInt32(truncatingIfNeeded: steps[$0].rawValue)))
                        .map { LanePair($0, $0) }
                }
            #endif
        }

        /// True if codes are computed in lanes.
        var hasLanes: Bool { !schedules.isEmpty }

        /// Verifies a code like `TOTP.verify(_:for:at:driftSteps:after:)`.
        ///
        /// - Precondition: The key was made for the algorithm of the TOTP.
        public func verify(_ code: OneTimeCode, for key: Key, after floor: TimeStep? = nil) -> Verification {
            steps.verdict(on: matches(of: code, for: key), after: floor)
        }

        /// The steps of the window with this code, one bit each, the earliest in the lowest bit.
        func matches(of code: OneTimeCode, for key: Key) -> UInt32 {
            precondition(key.algorithm == totp.algorithm, "a key of another algorithm")
            guard let sha1 = key.sha1, hasLanes else { return totp.matches(of: code, for: key, in: steps) }
            let typed = TypedCode(code, digits: totp.digits)
            var matches: UInt32 = 0
            unsafe schedules.withUnsafeBufferPointer {
                let schedules = unsafe Span(_unsafeElements: $0)
                for group in 0..<schedules.count {
                    let numbers = sha1.numbers { $0.afterBlock(schedules, group) }
                    matches |= typed.matches(numbers, of: totp.hotp) << UInt32(4 * group)
                }
            }
            return matches & steps.existing
        }
    }

    /// Returns the window at a time, with `driftSteps` (0...10) steps on either side.
    public func window(at time: UnixTime, driftSteps: Int = 1) -> Window {
        Window(self, WindowSteps(center: step(at: time), driftSteps: driftSteps))
    }
}

/// The number of a time step (T in RFC 6238, 4.2): the number of periods since 1970.
public struct TimeStep: Sendable, Hashable, Comparable {
    /// The number of periods since 1970.
    public let rawValue: UInt64
    /// Creates the step with this number.
    public init(_ rawValue: UInt64) { self.rawValue = rawValue }
    /// Returns true if the left step is earlier.
    public static func < (left: TimeStep, right: TimeStep) -> Bool { left.rawValue < right.rawValue }
}

/// The steps accepted at a time: a center and `drift` steps on either side.
struct WindowSteps: Sendable, Hashable {
    let center: TimeStep
    /// The number of steps on either side: 0-10.
    let drift: UInt64

    init(center: TimeStep, driftSteps: Int) {
        self.center = center
        drift = UInt64(min(max(driftSteps, 0), 10))
    }

    /// The number of steps: 1-21.
    var count: Int { Int(2 * drift + 1) }

    /// The step at an index, the earliest at 0.
    ///
    /// Below step 0 and above the last step, the numbers wrap around.
    subscript(place: Int) -> TimeStep { TimeStep(center.rawValue &- drift &+ UInt64(place)) }

    /// One bit for each step that exists, the earliest in the lowest bit.
    var existing: UInt32 {
        var existing: UInt32 = 0
        for place in 0..<count {
            let distance = UInt64(place)
            let isThere =
                distance < drift
                ? center.rawValue >= drift - distance : distance - drift <= .max - center.rawValue
            if isThere { existing |= 1 << UInt32(place) }
        }
        return existing
    }

    /// True if every step fits into 32 bits: until the year 6053, with steps of 30 seconds.
    var areShort: Bool { center.rawValue <= UInt64(UInt32.max) - drift }

    /// The low words of four consecutive steps.
    @inline(__always)
    func lowWords(from first: Int) -> SIMD4<UInt32> {
        let low = UInt32(truncatingIfNeeded: self[first].rawValue)
        return SIMD4(low, low &+ 1, low &+ 2, low &+ 3)
    }

    /// The result for the steps whose bit is set.
    ///
    /// The lowest step above `floor` is matched. If there is none, the highest step was used before.
    func verdict(on matches: UInt32, after floor: TimeStep?) -> TOTP.Verification {
        var spent: TimeStep?
        for place in 0..<count where (matches >> UInt32(place)) & 1 == 1 {
            let step = self[place]
            guard let floor, step <= floor else { return .matched(step) }
            spent = step
        }
        return spent.map { .alreadyUsed($0) } ?? .noMatch
    }
}
