/// The eighty words of a block's schedule in SHA-1 with their constants: what does not depend on the state before.
///
/// The first block of a TOTP is its step, so one schedule serves every key for as long as the step lasts.
struct SHA1Schedule<Word: Lane>: BitwiseCopyable, Sendable {
    private var first: Block<Word>, second: Block<Word>, third: Block<Word>, fourth: Block<Word>, fifth: Block<Word>

    @inline(__always)
    private init(_ blocks: (Block<Word>, Block<Word>, Block<Word>, Block<Word>, Block<Word>)) {
        (first, second, third, fourth, fifth) = blocks
    }

    /// Eighty zeros, to be replaced.
    @inline(__always)
    init() {
        let zero = Word(repeating: 0)
        let block = Block(
            zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero)
        self.init((block, block, block, block, block))
    }

    /// Becomes the schedule of a block, sixteen words after the other: all at once are more than there are registers.
    @inline(__always)
    mutating func become(_ block: Block<Word>) {
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

    /// Sixteen words, for the group of rounds 0-4.
    @inline(__always)
    subscript(group: Int) -> Block<Word> {
        switch group {
        case 0: first
        case 1: second
        case 2: third
        case 3: fourth
        default: fifth
        }
    }

    /// The schedule with every word put through the same.
    @inline(__always)
    func map<Other: Lane>(_ transform: (Word) -> Other) -> SHA1Schedule<Other> {
        SHA1Schedule<Other>(
            (
                first.map(transform), second.map(transform), third.map(transform), fourth.map(transform),
                fifth.map(transform)
            ))
    }
}
