/// A JSON value (RFC 8259).
package enum JSONValue: Sendable, Equatable {
    /// `null`.
    case null
    /// `true` or `false`.
    case flag(Bool)
    /// A number, as it is written.
    case number(JSONNumber)
    /// A string.
    case text(String)
    /// An array.
    case array([JSONValue])
    /// An object, its members in the order in which they stand.
    case object([JSONMember])
}

/// A name in an object and what stands behind it.
package struct JSONMember: Sendable, Equatable {
    /// The name; two are the same when their UTF-8 bytes are.
    package let name: String
    /// The value.
    package let value: JSONValue

    /// Puts a member together.
    package init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

/// A number as it is written: nothing is rounded before it is known what it is for.
package struct JSONNumber: Sendable, Equatable {
    /// The spelling.
    package let text: String

    /// Takes a spelling that a reader has verified.
    init(spelling text: String) { self.text = text }

    /// A whole number.
    package init(_ number: Int) { text = String(number) }

    /// Seconds with three decimals, of milliseconds.
    package init(milliseconds: Int64) {
        let (whole, rest) = milliseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
        let digits = String(rest)
        text = "\(milliseconds < 0 ? "-" : "")\(whole).\(String(repeating: "0", count: 3 - digits.count))\(digits)"
    }

    /// The whole number this is, however it is written (`6`, `6.0`, `0.6e1`); nil for a fraction, beyond 64 bits, and for
    /// a spelling of more than 128 characters, which nobody writes in good faith.
    package var integer: Int? {
        guard text.utf8.count <= 128 else { return nil }
        if let plain = Int(text) { return plain }
        var digits: [UInt8] = []
        var scale = 0
        var isNegative = false
        var isFraction = false
        var rest = Array(text.utf8)[...]
        while let byte = rest.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isFraction = true
            default:
                digits.append(byte)
                if isFraction { scale -= 1 }
            }
            rest.removeFirst()
        }
        while let first = digits.first, first == UInt8(ascii: "0") { digits.removeFirst() }
        guard !digits.isEmpty else { return 0 }
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            scale += 1
        }
        // An exponent that does not fit in 64 bits leads out of them anyway.
        guard !rest.isEmpty else { return Self.scaled(digits, by: scale, isNegative) }
        guard let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)) else { return nil }
        let (sum, overflow) = scale.addingReportingOverflow(exponent)
        return overflow ? nil : Self.scaled(digits, by: sum, isNegative)
    }

    /// The digits, none of them trailing zeros, times a power of ten.
    private static func scaled(_ digits: [UInt8], by scale: Int, _ isNegative: Bool) -> Int? {
        guard (0..<20).contains(scale), digits.count < 20 else { return nil }
        let text = String(decoding: digits, as: UTF8.self) + String(repeating: "0", count: scale)
        return Int(isNegative ? "-" + text : text)
    }
}
