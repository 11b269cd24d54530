/// SHA-1 (FIPS 180-4, 6.1): 20 bytes.
///
/// Broken for signatures; sound inside HMAC, which is where RFC 6238 has it.
public struct SHA1: HashFunction {
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
        return Digest(state: state)
    }

    /// Twenty bytes.
    public struct Digest: HashDigest {
        /// 20.
        public static let byteCount = 20
        private let state: State

        fileprivate init(state: State) { self.state = state }

        /// The byte at `place`, 0-19.
        public subscript(place: Int) -> UInt8 {
            precondition((0..<20).contains(place), "a SHA-1 digest has 20 bytes")
            let word = place < 16 ? state.abcd[place >> 2] : state.e
            return UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * (place & 3)))
        }

        /// Compares all bytes, in constant time.
        public static func == (left: Digest, right: Digest) -> Bool {
            let difference = left.state.abcd ^ right.state.abcd
            return (difference.wrappedOr | (left.state.e ^ right.state.e)) == 0
        }

        /// Feeds all bytes.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(state.abcd)
            hasher.combine(state.e)
        }
    }

    fileprivate struct State: Sendable {
        var abcd: SIMD4<UInt32> = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
        var e: UInt32 = 0xC3D2_E1F0

        /// Takes one block in (6.1.2, with the schedule in sixteen words).
        mutating func compress(_ block: borrowing MessageBlock) {
            var schedule = copy block
            var (a, b, c, d, e) = (abcd[0], abcd[1], abcd[2], abcd[3], self.e)
            for round in 0..<80 {
                if round >= 16 {
                    let mixed =
                        schedule[(round &- 3) & 15] ^ schedule[(round &- 8) & 15] ^ schedule[(round &- 14) & 15]
                        ^ schedule[round & 15]
                    schedule[round & 15] = mixed.rotatedLeft(1)
                }
                let (mix, constant): (UInt32, UInt32)
                switch round {
                case 0..<20: (mix, constant) = (((c ^ d) & b) ^ d, 0x5A82_7999)
                case 20..<40: (mix, constant) = (b ^ c ^ d, 0x6ED9_EBA1)
                case 40..<60: (mix, constant) = ((c & d) | (b & (c ^ d)), 0x8F1B_BCDC)
                default: (mix, constant) = (b ^ c ^ d, 0xCA62_C1D6)
                }
                let next = a.rotatedLeft(5) &+ mix &+ e &+ constant &+ schedule[round & 15]
                (e, d, c, b, a) = (d, c, b.rotatedLeft(30), a, next)
            }
            abcd &+= SIMD4(a, b, c, d)
            self.e &+= e
        }
    }
}

extension UInt32 {
    /// Turned left by 1-31 bits.
    @inline(__always)
    func rotatedLeft(_ bits: UInt32) -> UInt32 { (self &<< bits) | (self &>> (32 &- bits)) }
    /// Turned right by 1-31 bits.
    @inline(__always)
    func rotatedRight(_ bits: UInt32) -> UInt32 { (self &>> bits) | (self &<< (32 &- bits)) }
}

extension SIMD where Scalar == UInt32 {
    /// All lanes joined by or.
    var wrappedOr: UInt32 { indices.reduce(0) { $0 | self[$1] } }
}
