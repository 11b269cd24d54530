/// Percent-encoding (RFC 3986, 2.1): each byte that is not unreserved is written as `%XX`.
package enum PercentEncoding {
    package static func encode(_ text: String) -> String {
        encode(text.utf8)
    }

    /// Encodes bytes: every one that is not unreserved becomes `%` and two digits in upper case.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var encoded = ""
        for byte in bytes {
            if isUnreserved(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += "%" + Hexadecimal.encode(CollectionOfOne(byte)).uppercased()
            }
        }
        return encoded
    }

    /// Returns the decoded text, or nil for a `%` without two digits or for bytes that are not UTF-8.
    package static func decode(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let decoded = Hexadecimal.decode(String(decoding: rest.prefix(2), as: UTF8.self)),
                let value = decoded.first
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
