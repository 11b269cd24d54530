extension UInt8 {
    /// The byte in lower case if it is a letter of ASCII, else the byte itself.
    var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }

    /// True for a letter or digit of ASCII.
    var isASCIIAlphanumeric: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }

    /// True for a byte that a header's name may have: a token of RFC 9110, 5.6.2.
    var isHeaderNameByte: Bool { isASCIIAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(self) }
}
