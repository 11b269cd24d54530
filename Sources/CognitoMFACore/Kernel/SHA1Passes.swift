/// The kernel of SHA-1 for each kind of lane: functions of their own, so that there is one copy of each and the caller
/// keeps its registers.
extension SHA1State where Word == UInt32 {
    /// The state behind a block.
    @inline(never)
    func afterBlock(_ block: Block<UInt32>) -> SHA1State { taking(block) }

    /// The state behind whole blocks.
    @inline(never)
    func afterBlocks(_ bytes: RawSpan) -> SHA1State {
        var state = self
        var place = 0
        while place < bytes.byteCount {
            let block = Block(bigEndian: bytes.extracting(place..<place + 64))
            #if hasFeature(Embedded)
                // Where memory is scarce there is one copy of the rounds.
                state = state.afterBlock(block)
            #else
                state = state.taking(block)
            #endif
            place += 64
        }
        return state
    }

    #if hasFeature(Embedded)
        /// The state behind the block that ends a message of a key block and a digest.
        func afterDigest(_ digest: SHA1State) -> SHA1State { afterBlock(digest.lastBlock) }
    #else
        /// The state behind the block that ends a message of a key block and a digest.
        @inline(never)
        func afterDigest(_ digest: SHA1State) -> SHA1State { taking(digest.lastBlock) }
    #endif
}

extension SHA1State where Word == SIMD4<UInt32> {
    #if hasFeature(Embedded)
        /// Four states behind blocks of a counter each, whose high word is zero, with the rounds for a schedule at hand.
        func afterCounters(_ low: SIMD4<UInt32>) -> SHA1State {
            // A span of one ends with the call that lends the place.
            unsafe withUnsafePointer(to: SHA1Schedule(counters: low)) {
                unsafe afterBlock(Span(_unsafeStart: $0, count: 1), 0)
            }
        }
    #else
        /// Four states behind blocks of a counter each, whose high word is zero.
        @inline(never)
        func afterCounters(_ low: SIMD4<UInt32>) -> SHA1State { taking(Block(counters: low)) }
    #endif

    /// Four states behind blocks whose schedule is at hand, one of several.
    @inline(never)
    func afterBlock(_ schedules: Span<SHA1Schedule<SIMD4<UInt32>>>, _ place: Int) -> SHA1State {
        taking { schedules[place][$0] }
    }

    /// Four states, each behind the block that ends a message of a key block and a digest.
    @inline(never)
    func afterDigest(_ digest: SHA1State) -> SHA1State { taking(digest.lastBlock) }
}

#if !hasFeature(Embedded)
    extension SHA1State where Word == LanePair {
        /// Eight states behind blocks whose schedule is at hand, one of several.
        @inline(never)
        func afterBlock(_ schedules: Span<SHA1Schedule<LanePair>>, _ place: Int) -> SHA1State {
            taking { schedules[place][$0] }
        }

        /// Eight states, each behind the block that ends a message of a key block and a digest.
        ///
        /// In two parts, so that the rounds are those of the first block: with rounds of their own the two fill more than
        /// the memory that a processor keeps for its instructions, and wait for them. `schedule` is a place for the first
        /// part.
        func afterDigest(_ digest: SHA1State, _ schedule: inout SHA1Schedule<LanePair>) -> SHA1State {
            schedule.become(endingWith: digest)
            // A span of one ends with the call that lends the place.
            return unsafe withUnsafePointer(to: &schedule) { unsafe afterBlock(Span(_unsafeStart: $0, count: 1), 0) }
        }
    }

    extension SHA1Schedule where Word == LanePair {
        @inline(never)
        fileprivate mutating func become(endingWith digest: SHA1State<LanePair>) { become(digest.lastBlock) }
    }
#endif

extension SHA1State {
    @inline(__always)
    private func taking(_ block: Block<Word>) -> SHA1State {
        let constants = SHA1Constants.standard()
        var schedule = block
        return taking { group in
            if group > 0 { schedule.expandSHA1() }
            return constants.added(to: schedule, group: group)
        }
    }

    /// The digest in words as the block behind a block: a one bit, zeros, 84 bytes in bits (5.1.1).
    @inline(__always)
    var lastBlock: Block<Word> {
        let zero = Word(repeating: 0)
        let (one, bits) = (Word(repeating: 0x8000_0000), Word(repeating: 84 * 8))
        return Block(a, b, c, d, e, one, zero, zero, zero, zero, zero, zero, zero, zero, zero, bits)
    }
}
