/// A generator of test inputs (Steele, Lea, Flood 2014): the same seed gives the same inputs on every run.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    mutating func bytes(_ counts: ClosedRange<Int>) -> [UInt8] {
        bytes(Int.random(in: counts, using: &self))
    }

    /// The same elements in parts of any size, empty ones among them.
    mutating func cut(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 0...min(rest.count, 70), using: &self)
            parts.append(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        return parts
    }

    /// Text of up to `length` of the characters.
    mutating func text(of characters: [Character], upTo length: Int) -> String {
        let count = Int.random(in: 0...length, using: &self)
        return String((0..<count).compactMap { _ in characters.randomElement(using: &self) })
    }
}
