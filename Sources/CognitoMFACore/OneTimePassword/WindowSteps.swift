/// The steps in which a code counts: a center and so many either side of it.
struct WindowSteps: Sendable, Hashable {
    let center: TimeStep
    /// Steps either side: 0-10.
    let drift: UInt64

    init(center: TimeStep, driftSteps: Int) {
        self.center = center
        drift = UInt64(min(max(driftSteps, 0), 10))
    }

    /// How many: 1-21.
    var count: Int { Int(2 * drift + 1) }

    /// The step at `place`, the earliest at 0; below the first step and above the last the numbers go round.
    subscript(place: Int) -> TimeStep { TimeStep(center.rawValue &- drift &+ UInt64(place)) }

    /// A bit for each step that there is, the earliest lowest.
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

    /// Whether the high half of every step that there is is zero: until the year 6053, with steps of 30 seconds.
    var areShort: Bool { center.rawValue <= UInt64(UInt32.max) - drift }

    /// The low halves of four steps in a row.
    @inline(__always)
    func lowWords(from first: Int) -> SIMD4<UInt32> {
        let low = UInt32(truncatingIfNeeded: self[first].rawValue)
        return SIMD4(low, low &+ 1, low &+ 2, low &+ 3)
    }

    /// Of the steps whose bit is set the lowest above `floor`; else the highest of them, which was used.
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
