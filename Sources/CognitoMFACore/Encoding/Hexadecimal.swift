/// Base16 (RFC 4648, 8), in lower case.
package enum Hexadecimal {
    /// Returns two digits for each byte.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        let text = bytes.withContiguousStorageIfAvailable { unsafe encode($0) }
        if let text { return text }
        return unsafe Array(bytes).withUnsafeBufferPointer { unsafe encode($0) }
    }

    /// Returns two digits for each byte.
    package static func encode(_ bytes: [UInt8]) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe encode($0) }
    }

    /// Returns two digits for each byte, after the text `start`.
    package static func encode(_ bytes: [UInt8], behind start: String) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe encode($0, behind: start) }
    }

    /// Returns two digits for each of the first `count` bytes of a digest, after the text `start`.
    package static func encode(_ digest: SHA256.Digest, first count: Int = 32, behind start: String) -> String {
        unsafe withUnsafeBytes(of: digest.bytes) {
            unsafe encode(UnsafeBufferPointer(rebasing: $0.bindMemory(to: UInt8.self)[..<count]), behind: start)
        }
    }

    private static func encode(_ bytes: UnsafeBufferPointer<UInt8>, behind start: String = "") -> String {
        var start = start
        return start.withUTF8 { start in
            unsafe String(unsafeUninitializedCapacity: start.count + 2 * bytes.count) { text in
                var place = unsafe text.initialize(fromContentsOf: start)
                let room = UnsafeMutableRawBufferPointer(text)
                let source = UnsafeRawBufferPointer(bytes)
                var taken = 0
                while source.count - taken >= 4 {
                    let word = unsafe source.loadUnaligned(fromByteOffset: taken, as: UInt32.self)
                    unsafe room.storeBytes(
                        of: digits(UInt32(bigEndian: word)).bigEndian, toByteOffset: place, as: UInt64.self)
                    taken += 4
                    place += 8
                }
                while taken < source.count {
                    let two = unsafe digits(UInt32(source[taken]))
                    unsafe room.storeBytes(
                        of: UInt16(truncatingIfNeeded: two).bigEndian, toByteOffset: place, as: UInt16.self)
                    taken += 1
                    place += 2
                }
                return place
            }
        }
    }

    /// The eight digits of a word, the first in the most significant byte.
    private static func digits(_ word: UInt32) -> UInt64 {
        // Spreads the half bytes: one in each byte.
        var halves = UInt64(word)
        halves = (halves | halves << 16) & 0x0000_FFFF_0000_FFFF
        halves = (halves | halves << 8) & 0x00FF_00FF_00FF_00FF
        halves = (halves | halves << 4) & 0x0F0F_0F0F_0F0F_0F0F
        // Adding 6 carries a half byte of ten or more to 16; the ASCII letters lie 39 above continued digits.
        let letters = (halves &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return halves &+ 0x3030_3030_3030_3030 &+ letters &* 39
    }

    /// Returns the bytes of an even number of digits in either case, or nil for any other text.
    package static func decode(_ text: String) -> [UInt8]? {
        let values = text.utf8.map(value)
        guard values.count % 2 == 0, !values.contains(nil) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { ((values[$0] ?? 0) << 4) | (values[$0 + 1] ?? 0) }
    }

    package static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
