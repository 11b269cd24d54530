/// Sixteen big-endian words of a message block, filled byte by byte: what the two hash functions share.
struct BlockBuffer: Sendable {
    private(set) var words = MessageBlock()
    /// Bytes in the block so far: 0-63.
    private(set) var count = 0
    /// Bytes of the whole message so far.
    private(set) var total: UInt64 = 0

    init() {}

    /// A buffer behind whole blocks that were hashed before.
    init(afterBytes total: UInt64) { self.total = total }

    /// Takes bytes and hands over each block that is full.
    mutating func append(_ bytes: some Collection<UInt8>, _ compress: (borrowing MessageBlock) -> Void) {
        // Callers in other modules come here unspecialised: an array is read as one, not through its witnesses.
        guard let array = bytes as? [UInt8] else {
            for byte in bytes { append(byte, compress) }
            return
        }
        append(array: array, compress)
    }

    /// The same for an array, four bytes at a time where a word starts.
    private mutating func append(array bytes: [UInt8], _ compress: (borrowing MessageBlock) -> Void) {
        var place = 0
        while place < bytes.count {
            guard count & 3 == 0, bytes.count - place >= 4 else {
                append(bytes[place], compress)
                place += 1
                continue
            }
            let high = UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16
            words[count >> 2] = high | UInt32(bytes[place + 2]) << 8 | UInt32(bytes[place + 3])
            place += 4
            count += 4
            total &+= 4
            if count == 64 {
                compress(words)
                count = 0
            }
        }
    }

    private mutating func append(_ byte: UInt8, _ compress: (borrowing MessageBlock) -> Void) {
        let shift = UInt32(24 - 8 * (count & 3))
        let word = count >> 2
        // The first byte of a word clears what the block before left there.
        let kept = count & 3 == 0 ? 0 : words[word]
        words[word] = kept | (UInt32(byte) << shift)
        count += 1
        total &+= 1
        if count == 64 {
            compress(words)
            count = 0
        }
    }

    /// Pads the message: a one bit, zeros, its length in bits (FIPS 180-4, 5.1.1).
    mutating func pad(_ compress: (borrowing MessageBlock) -> Void) {
        let bits = total &* 8
        append(0x80, compress)
        while count != 56 { append(0, compress) }
        words[14] = UInt32(truncatingIfNeeded: bits >> 32)
        words[15] = UInt32(truncatingIfNeeded: bits)
        compress(words)
    }
}

/// Sixteen words in place: no heap, and an index like an array's.
struct MessageBlock: Sendable {
    private var low = SIMD8<UInt32>()
    private var high = SIMD8<UInt32>()

    subscript(place: Int) -> UInt32 {
        get { place < 8 ? low[place] : high[place & 7] }
        set { if place < 8 { low[place] = newValue } else { high[place & 7] = newValue } }
    }
}
