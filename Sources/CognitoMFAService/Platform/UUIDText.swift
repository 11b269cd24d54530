import AuthFlow
import CognitoMFACore

/// The text of a UUID (RFC 9562).
package enum UUIDText {
    /// Returns a version-4 UUID of sixteen random bytes.
    package static func random(_ bytes: [UInt8]) -> String { text(bytes, version: 4) }

    /// Returns sixteen bytes as a UUID of the given version; the version and variant bits are overwritten.
    package static func text(_ bytes: [UInt8], version: UInt8) -> String {
        precondition(bytes.count == 16, "a UUID has sixteen bytes")
        var bytes = bytes
        bytes[6] = (bytes[6] & 0x0F) | (version << 4)
        bytes[8] = (bytes[8] & 0x3F) | 0x80
        let digits = Array(Hexadecimal.encode(bytes).utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for group in [0..<8, 8..<12, 12..<16, 16..<20, 20..<32] {
            if group.lowerBound > 0 { text.append(UInt8(ascii: "-")) }
            text += digits[group]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
