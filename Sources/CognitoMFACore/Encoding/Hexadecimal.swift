/// Base16 (RFC 4648, 8), in lower case.
package enum Hexadecimal {
    /// Two digits a byte.
    package static func encode(_ bytes: some Collection<UInt8>) -> String {
        let text = bytes.withContiguousStorageIfAvailable { unsafe encode($0) }
        if let text { return text }
        return unsafe Array(bytes).withUnsafeBufferPointer { unsafe encode($0) }
    }

    /// Two digits a byte.
    package static func encode(_ bytes: [UInt8]) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe encode($0) }
    }

    /// Two digits a byte, behind a text.
    package static func encode(_ bytes: [UInt8], behind start: String) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe encode($0, behind: start) }
    }

    /// Two digits for each of the first `count` bytes of a digest, behind a text.
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
                for index in 0..<bytes.count {
                    let byte = unsafe bytes[index]
                    unsafe text.initializeElement(at: place, to: digit(byte >> 4))
                    unsafe text.initializeElement(at: place + 1, to: digit(byte & 15))
                    place += 2
                }
                return place
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        UInt8(ascii: "0") &+ value &+ (value > 9 ? UInt8(ascii: "a") - UInt8(ascii: "0") - 10 : 0)
    }

    /// The bytes of an even number of digits, of either case; nil for anything else.
    package static func decode(_ text: String) -> [UInt8]? {
        let values = text.utf8.map(value)
        guard values.count % 2 == 0, !values.contains(nil) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { ((values[$0] ?? 0) << 4) | (values[$0 + 1] ?? 0) }
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
