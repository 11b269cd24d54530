extension Collection where Element == UInt8 {
    /// Calls `body` with the bytes where they lie, or with a copy where they do not lie in one piece.
    @inline(__always)
    func withRawSpan<Result>(_ body: (RawSpan) -> Result) -> Result {
        // The span ends with the call that lends the memory.
        let result = withContiguousStorageIfAvailable { unsafe body(RawSpan(_unsafeElements: $0)) }
        if let result { return result }
        return unsafe Array(self).withUnsafeBufferPointer { unsafe body(RawSpan(_unsafeElements: $0)) }
    }
}

extension RawSpan {
    /// The byte at a place.
    @inline(__always)
    subscript(place: Int) -> UInt8 {
        // Any byte is a number, and the place is checked.
        unsafe unsafeLoad(fromByteOffset: place, as: UInt8.self)
    }

    /// Eight bytes as a number, the first highest.
    @inline(__always)
    func bigEndianWord(at place: Int) -> UInt64 {
        // Any bytes are a number, and the place is checked.
        unsafe UInt64(bigEndian: unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
}
