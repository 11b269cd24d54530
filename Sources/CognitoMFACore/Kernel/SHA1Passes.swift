/// The kernel of SHA-1 for each kind of lane.
///
/// These functions are not inlined, so that there is one copy of each and the caller keeps its registers.
extension SHA1State where Word == UInt32 {
    /// Returns the state after one block.
    @inline(never)
    package func afterBlock(_ block: Block<UInt32>) -> SHA1State { compressing(block) }

    /// Returns the state after whole blocks.
    @inline(never)
    package func afterBlocks(_ bytes: RawSpan) -> SHA1State {
        var state = self
        var place = 0
        while place < bytes.byteCount {
            let block = Block(bigEndian: bytes.extracting(place..<place + 64))
            #if hasFeature(Embedded)
                // A target with little memory gets one copy of the rounds.
                state = state.afterBlock(block)
            #else
                state = state.compressing(block)
            #endif
            place += 64
        }
        return state
    }

    #if hasFeature(Embedded)
        /// Returns the state after the last block of a message that consists of a key block and a digest.
        package func afterDigest(_ digest: SHA1State) -> SHA1State { afterBlock(digest.lastBlock) }
    #else
        /// Returns the state after the last block of a message that consists of a key block and a digest.
        @inline(never)
        package func afterDigest(_ digest: SHA1State) -> SHA1State { compressing(digest.lastBlock) }
    #endif
}

extension SHA1State where Word == SIMD4<UInt32> {
    #if hasFeature(Embedded)
        /// Returns four states after a counter block each; the high word is zero, and the rounds with a prepared
        /// schedule are reused.
        package func afterCounters(_ low: SIMD4<UInt32>) -> SHA1State {
            // The span does not outlive the call that lends its element.
            unsafe withUnsafePointer(to: SHA1Schedule(counters: low)) {
                unsafe afterBlock(Span(_unsafeStart: $0, count: 1), 0)
            }
        }
    #else
        /// Returns four states after a counter block each; the high word of the counter is zero.
        @inline(never)
        package func afterCounters(_ low: SIMD4<UInt32>) -> SHA1State { compressing(Block(counters: low)) }
    #endif

    /// Returns four states after blocks with a prepared schedule, one of several.
    @inline(never)
    package func afterBlock(_ schedules: Span<SHA1Schedule<SIMD4<UInt32>>>, _ place: Int) -> SHA1State {
        compressing { schedules[place][$0] }
    }

    /// Returns four states, each after the last block of a key block and a digest.
    @inline(never)
    package func afterDigest(_ digest: SHA1State) -> SHA1State { compressing(digest.lastBlock) }
}

#if !hasFeature(Embedded)
    extension SHA1State where Word == LanePair {
        /// Returns eight states after blocks with a prepared schedule, one of several.
        @inline(never)
        package func afterBlock(_ schedules: Span<SHA1Schedule<LanePair>>, _ place: Int) -> SHA1State {
            compressing { schedules[place][$0] }
        }

        /// Returns eight states, each after the last block of a key block and a digest.
        ///
        /// The schedule is prepared first, in `schedule`, so that both blocks run the same code of the rounds. A second
        /// copy of the rounds would not fit into the instruction cache beside the first.
        package func afterDigest(_ digest: SHA1State, _ schedule: inout SHA1Schedule<LanePair>) -> SHA1State {
            schedule.fill(fromLastBlockOf: digest)
            // The span does not outlive the call that lends its element.
            return unsafe withUnsafePointer(to: &schedule) { unsafe afterBlock(Span(_unsafeStart: $0, count: 1), 0) }
        }
    }

    extension SHA1Schedule where Word == LanePair {
        @inline(never)
        fileprivate mutating func fill(fromLastBlockOf digest: SHA1State<LanePair>) { fill(from: digest.lastBlock) }
    }
#endif

extension SHA1State {
    @inline(__always)
    private func compressing(_ block: Block<Word>) -> SHA1State {
        let constants = SHA1Constants.standard()
        var schedule = block
        return compressing { group in
            if group > 0 { schedule.expandSHA1() }
            return constants.added(to: schedule, group: group)
        }
    }

    /// The digest padded as a second block: its words, a one bit, zeros, and the length of 84 bytes in bits (5.1.1).
    @inline(__always)
    package var lastBlock: Block<Word> {
        let zero = Word(repeating: 0)
        let (one, bits) = (Word(repeating: 0x8000_0000), Word(repeating: 84 * 8))
        return Block(a, b, c, d, e, one, zero, zero, zero, zero, zero, zero, zero, zero, zero, bits)
    }
}
