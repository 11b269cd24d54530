/// Base32 (RFC 4648, 6), as authenticator apps take secrets.
public enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// Bytes as text in upper case, padded only if asked.
    public static func encode(_ bytes: some Collection<UInt8>, padding: Bool = false) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 4) / 5 * 8)
        var group: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            group = (group << 8) | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(letters[Int((group >> bits) & 31)])
            }
        }
        if bits > 0 { text.append(letters[Int((group << (5 - bits)) & 31)]) }
        while padding, text.count % 8 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Text as bytes.
    ///
    /// Upper and lower case are one; spaces are passed over, for people type in groups; padding may be left out but
    /// must be right if it is there.
    ///
    /// - Throws: ``ParameterError`` for any other character, an impossible length or bits behind the last byte.
    public static func decode(_ text: String) throws(ParameterError) -> [UInt8] {
        var bytes: [UInt8] = []
        var group: UInt32 = 0
        var bits: UInt32 = 0
        var letters = 0
        var padding = 0
        for character in text.utf8 where character != UInt8(ascii: " ") {
            if character == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = value(of: character) else { throw notBase32 }
            letters += 1
            group = (group << 5) | value
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> bits))
            }
        }
        // One, three and six letters of a group of eight end inside a byte.
        guard ![1, 3, 6].contains(letters % 8), padding == 0 || padding == (8 - letters % 8) % 8 else {
            throw notBase32
        }
        guard group & ((1 << bits) - 1) == 0 else { throw notBase32 }
        return bytes
    }

    private static var notBase32: ParameterError { ParameterError("text", "must be Base32 (RFC 4648)") }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a"))
        case UInt8(ascii: "2")...UInt8(ascii: "7"): UInt32(character - UInt8(ascii: "2")) + 26
        default: nil
        }
    }
}
