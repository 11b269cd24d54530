import CognitoMFACore

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
    /// An object, its members in the order in which they were written.
    case object([JSONMember])
}

/// A name in an object, with its value.
package struct JSONMember: Sendable, Equatable {
    /// The name; names are compared by their UTF-8 bytes.
    package let name: String
    /// The value.
    package let value: JSONValue

    /// Creates a member.
    package init(_ name: String, _ value: JSONValue) {
        (self.name, self.value) = (name, value)
    }
}

/// A number as it was written; nothing is rounded before its use is known.
package struct JSONNumber: Sendable, Equatable {
    /// The spelling.
    package let text: String

    /// Holds a spelling that a reader has validated.
    init(spelling text: String) { self.text = text }

    /// Spells a whole number.
    package init(_ number: Int) { text = String(number) }

    /// Seconds with three decimals, from milliseconds.
    package init(milliseconds: Int64) {
        text = UnixTime(milliseconds: milliseconds).description
    }

    /// The value as an integer, however it is written: `6`, `6.0` or `0.6e1`.
    ///
    /// Nil for a fraction, for a value beyond 64 bits, and for a spelling of more than 128 characters.
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
        // With an exponent that does not fit in 64 bits, the value does not fit either.
        guard !rest.isEmpty else { return Self.scaled(digits, by: scale, isNegative) }
        guard let exponent = Int(String(decoding: rest.dropFirst(), as: UTF8.self)) else { return nil }
        let (sum, overflow) = scale.addingReportingOverflow(exponent)
        return overflow ? nil : Self.scaled(digits, by: sum, isNegative)
    }

    /// Returns the digits, which have no trailing zeros, times a power of ten.
    private static func scaled(_ digits: [UInt8], by scale: Int, _ isNegative: Bool) -> Int? {
        guard (0..<20).contains(scale), digits.count < 20 else { return nil }
        let text = String(decoding: digits, as: UTF8.self) + String(repeating: "0", count: scale)
        return Int(isNegative ? "-" + text : text)
    }
}

/// A reason to refuse bytes as JSON.
package enum JSONError: Error, Sendable, Hashable {
    /// Not JSON, or more than one value.
    case malformed
    /// Not UTF-8.
    case notUTF8
    /// Half of a surrogate pair.
    case loneSurrogate
    /// A name occurs twice in one object.
    case nameTwice
    /// More than 32 arrays and objects are open at once.
    case tooDeep
}
