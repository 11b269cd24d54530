/// Base16 (RFC 4648, 8), in lower case.
package enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

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

    private static func encode(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        unsafe String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
            var place = 0
            for index in 0..<bytes.count {
                let byte = unsafe bytes[index]
                unsafe text.initializeElement(at: place, to: digits[Int(byte >> 4)])
                unsafe text.initializeElement(at: place + 1, to: digits[Int(byte & 15)])
                place += 2
            }
            return place
        }
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
