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

/// The constants of SHA-256, sixteen for each group of rounds (FIPS 180-4, 4.2.2).
///
/// They are the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
package struct SHA256Constants: Sendable {
    private let first: Block<UInt32>, second: Block<UInt32>, third: Block<UInt32>, fourth: Block<UInt32>

    /// The 64 constants.
    package static let standard = SHA256Constants()

    @inline(__always)
    private init() {
        first = Block(
            0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1,
            0x923F_82A4, 0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE,
            0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174)
        second = Block(
            0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA,
            0x5CB0_A9DC, 0x76F9_88DA, 0x983E_5152, 0xA831_C66D, 0xB003_27C8,
            0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967)
        third = Block(
            0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB,
            0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70,
            0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070)
        fourth = Block(
            0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A,
            0x5B9C_CA4F, 0x682E_6FF3, 0x748F_82EE, 0x78A5_636F, 0x84C8_7814,
            0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2)
    }

    /// Adds the constants of a group of sixteen rounds to its words.
    @inline(__always)
    package func added<Word: Lane>(to words: Block<Word>, group: Int) -> Block<Word> {
        let constants = group == 0 ? first : group == 1 ? second : group == 2 ? third : fourth
        return words &+ constants.map { Word(repeating: $0) }
    }
}

#if !hasFeature(Embedded)
    /// The kernel of SHA-256 for four messages.
    ///
    /// It has a file to itself, because the compiler needs long for it.
    extension SHA256State where Word == SIMD4<UInt32> {
        /// Returns four states, each after the last block of a key block and a digest.
        @inline(never)
        package func afterDigest(_ digest: SHA256State) -> SHA256State {
            compressing(digest.lastBlock, SHA256Constants.standard)
        }
    }
#endif
