/// Base64 and base64url (RFC 4648, 4 and 5).
public enum Base64 {
    /// Which two letters stand for 62 and 63.
    public enum Alphabet: Sendable, Hashable {
        /// `+` and `/`.
        case standard
        /// `-` and `_`, as in JSON web tokens.
        case urlSafe

        fileprivate var letters: [UInt8] { self == .standard ? Base64.standardLetters : Base64.urlSafeLetters }
    }

    private static let common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    private static let standardLetters = Array((common + "+/").utf8)
    private static let urlSafeLetters = Array((common + "-_").utf8)

    /// Bytes as text.
    public static func encode(
        _ bytes: some Collection<UInt8>, alphabet: Alphabet = .standard, padding: Bool = true
    ) -> String {
        let letters = alphabet.letters
        let text = bytes.withContiguousStorageIfAvailable { unsafe encode($0, letters, padding) }
        if let text { return text }
        return unsafe Array(bytes).withUnsafeBufferPointer { unsafe encode($0, letters, padding) }
    }

    private static func encode(_ bytes: UnsafeBufferPointer<UInt8>, _ letters: [UInt8], _ padding: Bool) -> String {
        unsafe String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
            var count = 0
            var group: UInt32 = 0
            var bits: UInt32 = 0
            func put(_ letter: UInt8) {
                unsafe text.initializeElement(at: count, to: letter)
                count += 1
            }
            for place in 0..<bytes.count {
                group = unsafe (group << 8) | UInt32(bytes[place])
                bits += 8
                while bits >= 6 {
                    bits -= 6
                    put(letters[Int((group >> bits) & 63)])
                }
            }
            if bits > 0 { put(letters[Int((group << (6 - bits)) & 63)]) }
            while padding, count % 4 != 0 { put(UInt8(ascii: "=")) }
            return count
        }
    }

    /// Bytes in the URL-safe alphabet without padding (RFC 7515, 2).
    public static func encodeURL(_ bytes: [UInt8]) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe encode($0, urlSafeLetters, false) }
    }

    /// Bytes in the URL-safe alphabet without padding (RFC 7515, 2).
    public static func encodeURL(_ bytes: some Collection<UInt8>) -> String {
        encode(bytes, alphabet: .urlSafe, padding: false)
    }

    /// Text as bytes.
    ///
    /// The standard alphabet must be padded; the URL-safe one may be.
    ///
    /// - Throws: ``ParameterError`` for any other character, white space included, wrong padding, an impossible length
    ///   or bits behind the last byte: there is one spelling for every byte string.
    public static func decode(_ text: String, alphabet: Alphabet = .standard) throws(ParameterError) -> [UInt8] {
        let values = Self.values(alphabet)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var group: UInt32 = 0
        var bits: UInt32 = 0
        var letters = 0
        var padding = 0
        for character in text.utf8 {
            if character == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            let value = values[Int(character)]
            guard padding == 0, value < 64 else { throw notBase64 }
            letters += 1
            group = (group << 6) | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> bits))
            }
        }
        let missing = (4 - letters % 4) % 4
        guard letters % 4 != 1, padding == missing || (padding == 0 && alphabet == .urlSafe) else { throw notBase64 }
        guard group & ((1 << bits) - 1) == 0 else { throw notBase64 }
        return bytes
    }

    private static var notBase64: ParameterError { ParameterError("text", "must be base64 (RFC 4648)") }

    private static let standardValues = table(standardLetters)
    private static let urlSafeValues = table(urlSafeLetters)

    private static func values(_ alphabet: Alphabet) -> [UInt8] {
        alphabet == .standard ? standardValues : urlSafeValues
    }

    private static func table(_ letters: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }
}
