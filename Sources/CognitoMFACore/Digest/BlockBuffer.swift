/// The bytes of a message that do not fill a block yet, and the length of the whole message.
package struct BlockBuffer: Sendable {
    private var bytes = BlockBytes()
    /// The number of bytes in the block: 0-63.
    private(set) var count = 0
    /// The number of bytes of the whole message so far.
    private(set) var total: UInt64 = 0

    package init() {}

    /// An empty buffer that follows `total` bytes of whole blocks already hashed.
    package init(afterBytes total: UInt64) { self.total = total }

    /// Adds bytes and passes each whole block to `compress`: first the block completed here, then the blocks inside
    /// `message`.
    package mutating func append(_ message: RawSpan, _ compress: (RawSpan) -> Void) {
        total &+= UInt64(message.byteCount)
        var place = 0
        if count > 0 {
            place = min(64 - count, message.byteCount)
            bytes.replace(at: count, with: message.extracting(0..<place))
            count += place
            guard count == 64 else { return }
            bytes.withRawSpan(compress)
        }
        count = (message.byteCount - place) & 63
        let end = message.byteCount - count
        if place < end { compress(message.extracting(place..<end)) }
        bytes.replace(at: 0, with: message.extracting(end..<message.byteCount))
    }

    /// Pads the message: a one bit, zeros, then its length in bits (FIPS 180-4, 5.1.1).
    package mutating func pad(_ compress: (RawSpan) -> Void) {
        bytes.clear(from: count)
        bytes.set(0x80, at: count)
        if count >= 56 {
            bytes.withRawSpan(compress)
            bytes.clear(from: 0)
        }
        bytes.setLast(total &* 8)
        bytes.withRawSpan(compress)
    }
}

/// The 64 bytes of a block, stored inline without heap memory.
package struct BlockBytes: Sendable {
    private typealias Words = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)
    private var words: Words = (0, 0, 0, 0, 0, 0, 0, 0)

    /// A block of zeros.
    package init() {}

    /// A block of `bytes`, filled up with zeros.
    package init(padding bytes: RawSpan) { replace(at: 0, with: bytes) }

    /// Calls `body` with the 64 bytes.
    package func withRawSpan<Result>(_ body: (RawSpan) -> Result) -> Result {
        unsafe withUnsafeBytes(of: words) { unsafe body(RawSpan(_unsafeBytes: $0)) }
    }

    package mutating func replace(at place: Int, with bytes: RawSpan) {
        precondition(place + bytes.byteCount <= 64, "a block has 64 bytes")
        unsafe withUnsafeMutableBytes(of: &words) { block in
            unsafe bytes.withUnsafeBytes {
                unsafe UnsafeMutableRawBufferPointer(rebasing: block[place...]).copyMemory(from: $0)
            }
        }
    }

    package mutating func set(_ byte: UInt8, at place: Int) {
        unsafe withUnsafeMutableBytes(of: &words) { unsafe $0[place] = byte }
    }

    /// Sets the bytes from `place` to the end to zero.
    package mutating func clear(from place: Int) {
        unsafe withUnsafeMutableBytes(of: &words) { block in
            for place in place..<64 { unsafe block[place] = 0 }
        }
    }

    /// Sets the last eight bytes to a number, most significant byte first.
    package mutating func setLast(_ number: UInt64) { words.7 = number.bigEndian }
}

extension Collection where Element == UInt8 {
    /// Calls `body` with the bytes in place, or with a copy if they are not contiguous.
    @inline(__always)
    package func withRawSpan<Result>(_ body: (RawSpan) -> Result) -> Result {
        // The span does not outlive the call that lends the memory.
        let result = withContiguousStorageIfAvailable { unsafe body(RawSpan(_unsafeElements: $0)) }
        if let result { return result }
        return unsafe Array(self).withUnsafeBufferPointer { unsafe body(RawSpan(_unsafeElements: $0)) }
    }
}

extension RawSpan {
    /// The byte at an offset.
    @inline(__always)
    subscript(place: Int) -> UInt8 {
        // Any byte is a valid UInt8, and the load checks the offset.
        unsafe unsafeLoad(fromByteOffset: place, as: UInt8.self)
    }

    /// Eight bytes as a big-endian number.
    @inline(__always)
    func bigEndianWord(at place: Int) -> UInt64 {
        // Any eight bytes are a valid UInt64, and the load checks the offset.
        unsafe UInt64(bigEndian: unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
}
