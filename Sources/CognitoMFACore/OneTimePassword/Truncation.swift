extension SHA1State {
    /// The 31 bits of a digest that become a code, by dynamic truncation (RFC 4226, 5.3).
    ///
    /// The digest tells where they begin. Every place is looked at, for a branch or an index that depends on a secret shows
    /// in the time.
    @inline(__always)
    var truncated: Word { .truncation(of: (a, b, c, d, e), at: e) }
}

extension SHA256State {
    /// The 31 bits of a digest that become a code: they begin in its first nineteen bytes, as the last one tells.
    @inline(__always)
    var truncated: Word { .truncation(of: (a, b, c, d, e), at: h) }
}

extension Lane {
    /// The 31 bits behind the first of four bytes at the place 0-15 that the low four bits of `place` tell.
    @inline(__always)
    fileprivate static func truncation(of words: (Self, Self, Self, Self, Self), at place: Self) -> Self {
        // Two words in a row, chosen by the third and fourth bit, and four bytes of them.
        let (four, eight) = (place.mask(ofBit: 2), place.mask(ofBit: 3))
        let high = select(eight, select(four, words.3, words.2), select(four, words.1, words.0))
        let low = select(eight, select(four, words.4, words.3), select(four, words.2, words.1))
        return bytes(high, low, at: place) & Self(repeating: 0x7FFF_FFFF)
    }
}
