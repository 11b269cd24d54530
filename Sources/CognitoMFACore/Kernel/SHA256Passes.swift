/// The kernel of SHA-256 for one message.
///
/// These functions are not inlined, so that there is one copy of each.
extension SHA256State where Word == UInt32 {
    /// Returns the state after one block.
    @inline(never)
    package func afterBlock(_ block: Block<UInt32>) -> SHA256State { compressing(block, SHA256Constants.standard) }

    /// Returns the state after whole blocks.
    @inline(never)
    package func afterBlocks(_ bytes: RawSpan) -> SHA256State {
        var state = self
        var place = 0
        while place < bytes.byteCount {
            let block = Block(bigEndian: bytes.extracting(place..<place + 64))
            #if hasFeature(Embedded)
                // A target with little memory gets one copy of the rounds.
                state = state.afterBlock(block)
            #else
                state = state.compressing(block, SHA256Constants.standard)
            #endif
            place += 64
        }
        return state
    }

    /// Returns the state after the last block of a message that consists of a key block and a digest.
    @inline(__always)
    package func afterDigest(_ digest: SHA256State) -> SHA256State { afterBlock(digest.lastBlock) }
}

extension SHA256State {
    @inline(__always)
    package func compressing(_ block: Block<Word>, _ constants: SHA256Constants) -> SHA256State {
        var schedule = block
        return compressing { group in
            if group > 0 { schedule.expandSHA256() }
            return constants.added(to: schedule, group: group)
        }
    }

    /// The digest padded as a second block: its words, a one bit, zeros, and the length of 96 bytes in bits (5.1.1).
    @inline(__always)
    package var lastBlock: Block<Word> {
        let zero = Word(repeating: 0)
        let (one, bits) = (Word(repeating: 0x8000_0000), Word(repeating: 96 * 8))
        return Block(a, b, c, d, e, f, g, h, one, zero, zero, zero, zero, zero, zero, bits)
    }
}
