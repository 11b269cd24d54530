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
