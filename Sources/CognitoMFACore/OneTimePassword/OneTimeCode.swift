/// A one-time code as it was typed: digits with leading zeros if it is right, any text if it is not.
///
/// Nothing is refused here; whoever verifies the code refuses. It never prints and compares in constant time.
public struct OneTimeCode: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The code itself.
    public let text: String

    /// Holds what was typed, unchanged.
    public init(_ typed: String) { text = typed }

    /// Holds the literal, unchanged.
    public init(stringLiteral value: String) { text = value }

    /// The decimal digits of a number, leading zeros kept, made without a branch that depends on them.
    package init(number: UInt32, digits: Int) {
        // Up to fifteen bytes are in the string itself, which needs no heap.
        text = unsafe String(unsafeUninitializedCapacity: digits) { bytes in
            var rest = number
            // By hand, for a reversed range takes memory where nothing is optimised.
            var place = digits
            while place > 0 {
                place -= 1
                unsafe bytes[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return digits
        }
    }

    /// Whether there is at least one character and all are ASCII digits.
    public var isDecimal: Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Compares UTF-8 bytes in constant time.
    public static func == (left: OneTimeCode, right: OneTimeCode) -> Bool {
        ConstantTime.areEqual(left.text.utf8, right.text.utf8)
    }

    /// Feeds the UTF-8 bytes.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension OneTimeCode: CustomStringConvertible, CustomDebugStringConvertible {
    /// No code.
    public var description: String { "OneTimeCode(redacted)" }
    /// No code.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension OneTimeCode: CustomReflectable {
        /// A mirror without children, for `dump` prints what a mirror shows.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }

    extension OneTimeCode: Decodable {
        /// Reads a single string, so that a web form decodes into it.
        public init(from decoder: any Decoder) throws {
            self.init(try decoder.singleValueContainer().decode(String.self))
        }
    }
#endif
