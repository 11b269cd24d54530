/// The eighty words of a message schedule of SHA-1 with the constants added: the work that does not depend on the
/// state.
///
/// The first block of a TOTP is its time step, so one schedule serves every key during the step.
package struct SHA1Schedule<Word: Lane>: BitwiseCopyable, Sendable {
    private var first: Block<Word>, second: Block<Word>, third: Block<Word>, fourth: Block<Word>, fifth: Block<Word>

    @inline(__always)
    private init(_ blocks: (Block<Word>, Block<Word>, Block<Word>, Block<Word>, Block<Word>)) {
        (first, second, third, fourth, fifth) = blocks
    }

    /// A schedule of zeros, to be filled.
    @inline(__always)
    package init() {
        let zero = Word(repeating: 0)
        let block = Block(
            zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero)
        self.init((block, block, block, block, block))
    }

    /// Fills in the schedule of a block, sixteen words at a time; eighty do not fit into the registers.
    @inline(__always)
    package mutating func fill(from block: Block<Word>) {
        let constants = SHA1Constants.standard()
        var words = block
        first = constants.added(to: words, group: 0)
        words.expandSHA1()
        second = constants.added(to: words, group: 1)
        words.expandSHA1()
        third = constants.added(to: words, group: 2)
        words.expandSHA1()
        fourth = constants.added(to: words, group: 3)
        words.expandSHA1()
        fifth = constants.added(to: words, group: 4)
    }

    /// The sixteen words of a group of rounds, 0-4.
    @inline(__always)
    package subscript(group: Int) -> Block<Word> {
        switch group {
        case 0: first
        case 1: second
        case 2: third
        case 3: fourth
        default: fifth
        }
    }

    /// Returns the schedule with every word transformed.
    @inline(__always)
    package func map<Other: Lane>(_ transform: (Word) -> Other) -> SHA1Schedule<Other> {
        SHA1Schedule<Other>(
            (
                first.map(transform), second.map(transform), third.map(transform), fourth.map(transform),
                fifth.map(transform)
            ))
    }
}

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
