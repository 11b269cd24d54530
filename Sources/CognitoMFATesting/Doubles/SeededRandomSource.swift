public import CognitoMFACore
public import CognitoMFAService
import Synchronization

/// A source of pseudo-random bytes from a seed (SplitMix64), for reproducible tests only.
public final class SeededRandomSource: RandomSource {
    private let state: Mutex<UInt64>

    /// Creates a source from a seed.
    public init(seed: UInt64 = 1) { state = Mutex(seed) }

    /// Returns the next bytes; the purpose has no influence.
    public func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                state &+= 0x9E37_79B9_7F4A_7C15
                return UInt8(truncatingIfNeeded: state.mixed >> 32)
            }
        }
    }
}

/// Numbers that follow from a seed (SplitMix64): one schedule's randomness, the same in every run.
package struct SeededRandomness: Sendable {
    private var state: UInt64

    package init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03 }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return state.mixed
    }

    /// A number below `bound`.
    package mutating func below(_ bound: Int) -> Int { Int(truncatingIfNeeded: next() % UInt64(max(1, bound))) }

    /// True so many times in a hundred.
    package mutating func percent(_ share: Int) -> Bool { below(100) < share }

    package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// One of several, each as often as its weight says.
    package mutating func pick<Element>(weighted elements: [(Int, Element)]) -> Element {
        var rest = below(elements.reduce(0) { $0 + $1.0 })
        for (weight, element) in elements {
            if rest < weight { return element }
            rest -= weight
        }
        return elements[0].1
    }
}

/// A clock that stands still until it is advanced or set.
public final class ManualTimeSource: TimeSource {
    private let time: Mutex<UnixTime>

    /// Creates a clock that shows `start`, by default 2027-01-15 08:00 UTC.
    public init(_ start: UnixTime = UnixTime(seconds: 1_800_000_000)) { time = Mutex(start) }

    /// Returns the time of the clock.
    public func now() -> UnixTime { time.withLock { $0 } }

    /// Advances the clock; a negative duration moves it back.
    public func advance(by duration: Duration) { time.withLock { $0 += duration } }

    /// Sets the clock.
    public func set(_ now: UnixTime) { time.withLock { $0 = now } }
}

extension UInt64 {
    /// The bits, mixed as SplitMix64 does.
    var mixed: UInt64 {
        var mixed = (self ^ (self >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
