/// Base64 and base64url (RFC 4648, 4 and 5).
public enum Base64 {
    /// The alphabet, by the two letters that stand for 62 and 63.
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

    /// Returns bytes as text, padded by default.
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
            unsafe letters.withUnsafeBufferPointer { letters in
                var count = 0
                func put(_ group: UInt32, _ last: UInt32) {
                    var shift: UInt32 = 18
                    while true {
                        unsafe text.initializeElement(at: count, to: letters[Int(group >> shift & 63)])
                        count += 1
                        guard shift > last else { return }
                        shift -= 6
                    }
                }
                var place = 0
                while place + 3 <= bytes.count {
                    put(unsafe UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]), 0)
                    place += 3
                }
                switch bytes.count - place {
                case 1: put(unsafe UInt32(bytes[place]) << 16, 12)
                case 2: put(unsafe UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8, 6)
                default: break
                }
                while padding, count % 4 != 0 {
                    unsafe text.initializeElement(at: count, to: UInt8(ascii: "="))
                    count += 1
                }
                return count
            }
        }
    }

    /// Returns bytes in the URL-safe alphabet without padding (RFC 7515, 2).
    public static func encodeURL(_ bytes: [UInt8]) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe encode($0, urlSafeLetters, false) }
    }

    /// Returns bytes in the URL-safe alphabet without padding (RFC 7515, 2).
    public static func encodeURL(_ bytes: some Collection<UInt8>) -> String {
        encode(bytes, alphabet: .urlSafe, padding: false)
    }

    /// Returns the bytes of a text.
    ///
    /// Padding is required in the standard alphabet and optional in the URL-safe one.
    ///
    /// - Throws: ``ParameterError`` for any other character (white space included), wrong padding, an impossible
    ///   length or non-zero bits after the last byte. Each byte string has one spelling.
    public static func decode(_ text: String, alphabet: Alphabet = .standard) throws(ParameterError) -> [UInt8] {
        let values = Self.values(alphabet)
        var text = text
        let bytes = text.withUTF8 { text in
            unsafe values.withUnsafeBufferPointer { unsafe decode(text, $0, mayLackPadding: alphabet == .urlSafe) }
        }
        guard let bytes else { throw notBase64 }
        return bytes
    }

    private static func decode(
        _ text: UnsafeBufferPointer<UInt8>, _ values: UnsafeBufferPointer<UInt8>, mayLackPadding: Bool
    ) -> [UInt8]? {
        var letters = text.count
        while letters > 0, unsafe text[letters - 1] == UInt8(ascii: "=") { letters -= 1 }
        let padding = text.count - letters
        let missing = (4 - letters % 4) % 4
        guard letters % 4 != 1, padding == missing || (padding == 0 && mayLackPadding) else { return nil }
        var isBase64 = true
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: letters * 3 / 4) { bytes, count in
            var group: UInt32 = 0
            var bits: UInt32 = 0
            var foreign: UInt8 = 0
            for place in 0..<letters {
                let value = unsafe values[Int(text[place])]
                foreign |= value
                group = group << 6 | UInt32(value & 63)
                bits += 6
                if bits >= 8 {
                    bits -= 8
                    unsafe bytes.initializeElement(at: count, to: UInt8(truncatingIfNeeded: group >> bits))
                    count += 1
                }
            }
            isBase64 = foreign < 64 && group & ((1 << bits) - 1) == 0
        }
        return isBase64 ? bytes : nil
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
