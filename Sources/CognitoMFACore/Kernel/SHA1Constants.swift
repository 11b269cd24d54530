/// The constants of SHA-1, one for each twenty rounds (FIPS 180-4, 4.2.1).
package struct SHA1Constants: Sendable {
    private let first: UInt32, second: UInt32, third: UInt32, fourth: UInt32

    /// The four constants, from a function that is not inlined.
    ///
    /// The compiler adds a known constant last, after the rotation that each round waits for. It adds an unknown value
    /// where the code adds it, which saves a tenth of the time.
    @inline(never)
    package static func standard() -> SHA1Constants {
        SHA1Constants(first: 0x5A82_7999, second: 0x6ED9_EBA1, third: 0x8F1B_BCDC, fourth: 0xCA62_C1D6)
    }

    /// Adds the constants of a group of sixteen rounds to its words.
    @inline(__always)
    package func added<Word: Lane>(to words: Block<Word>, group: Int) -> Block<Word> {
        switch group {
        case 0: words &+ fours(first, first, first, first)
        case 1: words &+ fours(first, second, second, second)
        case 2: words &+ fours(second, second, third, third)
        case 3: words &+ fours(third, third, third, fourth)
        default: words &+ fours(fourth, fourth, fourth, fourth)
        }
    }

    /// A block with each constant four times.
    @inline(__always)
    private func fours<Word: Lane>(_ k0: UInt32, _ k4: UInt32, _ k8: UInt32, _ k12: UInt32) -> Block<Word> {
        let (k0, k4, k8, k12) = (Word(repeating: k0), Word(repeating: k4), Word(repeating: k8), Word(repeating: k12))
        return Block(k0, k0, k0, k0, k4, k4, k4, k4, k8, k8, k8, k8, k12, k12, k12, k12)
    }
}
