extension SHA1State {
    /// The 31 bits of a digest that make a code, by dynamic truncation (RFC 4226, 5.3).
    ///
    /// The digest gives the offset of the bits. Every offset is read, because a branch or an index that depends on a
    /// secret shows in the time.
    @inline(__always)
    package var truncated: Word { .truncation(of: (a, b, c, d, e), at: e) }
}

extension SHA256State {
    /// The 31 bits of a digest that make a code; the last byte gives their offset, within the first 19 bytes.
    @inline(__always)
    package var truncated: Word { .truncation(of: (a, b, c, d, e), at: h) }
}

extension Lane {
    /// The low 31 bits of the four bytes at the offset 0-15 in the low four bits of `place`.
    @inline(__always)
    fileprivate static func truncation(of words: (Self, Self, Self, Self, Self), at place: Self) -> Self {
        // Bits 2 and 3 choose two consecutive words, and four bytes are taken from them.
        let (four, eight) = (place.mask(ofBit: 2), place.mask(ofBit: 3))
        let high = select(eight, select(four, words.3, words.2), select(four, words.1, words.0))
        let low = select(eight, select(four, words.4, words.3), select(four, words.2, words.1))
        return bytes(high, low, at: place) & Self(repeating: 0x7FFF_FFFF)
    }
}
