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
