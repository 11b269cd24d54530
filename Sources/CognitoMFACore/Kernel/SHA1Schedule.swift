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
