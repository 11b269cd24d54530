/// SHA-256 (FIPS 180-4, 6.2): 32 bytes.
public struct SHA256: HashFunction {
    /// 64 bytes a block.
    public static let blockByteCount = 64

    private var state = State()
    private var buffer = BlockBuffer()

    /// A hash of nothing yet.
    public init() {}

    /// Takes the next part of the message.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        var state = self.state
        buffer.append(bytes) { state.compress($0) }
        self.state = state
    }

    /// The digest of what came so far.
    public func finalize() -> Digest {
        var state = self.state
        var buffer = self.buffer
        buffer.pad { state.compress($0) }
        return Digest(words: state.words)
    }

    /// Thirty-two bytes.
    public struct Digest: HashDigest {
        /// 32.
        public static let byteCount = 32
        private let words: SIMD8<UInt32>

        fileprivate init(words: SIMD8<UInt32>) { self.words = words }

        /// The byte at `place`, 0-31.
        public subscript(place: Int) -> UInt8 {
            precondition((0..<32).contains(place), "a SHA-256 digest has 32 bytes")
            return UInt8(truncatingIfNeeded: words[place >> 2] >> UInt32(24 - 8 * (place & 3)))
        }

        /// Compares all bytes, in constant time.
        public static func == (left: Digest, right: Digest) -> Bool { (left.words ^ right.words).wrappedOr == 0 }

        /// Feeds all bytes.
        public func hash(into hasher: inout Hasher) { hasher.combine(words) }
    }

    private struct State: Sendable {
        var words: SIMD8<UInt32> = [
            0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
        ]

        /// Takes one block in (6.2.2, with the schedule in sixteen words).
        @inline(never)
        mutating func compress(_ block: borrowing MessageBlock) {
            var rounds = SHA256Rounds(words, block)
            rounds.sixteen(
                SIMD16(
                    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
                    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
                    0x9bdc_06a7, 0xc19b_f174))
            rounds.expand()
            rounds.sixteen(
                SIMD16(
                    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc,
                    0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
                    0x06ca_6351, 0x1429_2967))
            rounds.expand()
            rounds.sixteen(
                SIMD16(
                    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e,
                    0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624,
                    0xf40e_3585, 0x106a_a070))
            rounds.expand()
            rounds.sixteen(
                SIMD16(
                    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f,
                    0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb,
                    0xbef9_a3f7, 0xc671_78f2))
            words &+= rounds.words
        }
    }
}
