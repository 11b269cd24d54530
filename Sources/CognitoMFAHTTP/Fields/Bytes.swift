extension UInt8 {
    /// The byte in lower case if it is a letter of ASCII, else the byte itself.
    package var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }

    /// True for a letter or digit of ASCII.
    package var isASCIIAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }

    /// True for a byte of a token (RFC 9110, 5.6.2), which names of headers, methods and cookies are.
    package var isTokenByte: Bool { isASCIIAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(self) }

    /// True for a byte that a header's value may have (RFC 9110, 5.5): no control character but the tab.
    var isFieldValueByte: Bool { self == 0x09 || self >= 0x20 && self != 0x7F }

    /// True for a space or a tab.
    package var isBlank: Bool { self == 0x20 || self == 0x09 }
}

extension StringProtocol {
    /// True for one or more bytes of a token.
    package var isToken: Bool { !utf8.isEmpty && utf8.allSatisfy(\.isTokenByte) }

    /// Returns true when both texts have the same bytes, apart from the case of ASCII letters.
    package func equalsIgnoringASCIICase(_ other: some StringProtocol) -> Bool {
        utf8.count == other.utf8.count
            && utf8.lazy.map(\.asciiLowercased).elementsEqual(other.utf8.lazy.map(\.asciiLowercased))
    }
}

extension BidirectionalCollection<UInt8> {
    /// The bytes without the blanks at both ends.
    package var withoutBlanks: SubSequence {
        let start = drop(while: \.isBlank)
        guard let last = start.lastIndex(where: { !$0.isBlank }) else { return start }
        return start[...last]
    }
}
