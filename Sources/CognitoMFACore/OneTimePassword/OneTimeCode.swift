/// A one-time code as the user typed it; a correct one consists of digits with leading zeros.
///
/// Any text is accepted here, and verification refuses it. The value never prints and compares in constant time.
public struct OneTimeCode: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The typed text.
    public let text: String

    /// Stores the typed text unchanged.
    public init(_ typed: String) { text = typed }

    /// Stores the literal unchanged.
    public init(stringLiteral value: String) { text = value }

    /// The decimal digits of a number with leading zeros, computed without a branch that depends on them.
    package init(number: UInt32, digits: Int) {
        // A string stores up to 15 bytes inline, without heap memory.
        text = unsafe String(unsafeUninitializedCapacity: digits) { bytes in
            var rest = number
            // A loop by hand, because a reversed range allocates in a build without optimisation.
            var place = digits
            while place > 0 {
                place -= 1
                unsafe bytes[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return digits
        }
    }

    /// True if there is at least one character and all are ASCII digits.
    public var isDecimal: Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Compares the UTF-8 bytes in constant time.
    public static func == (left: OneTimeCode, right: OneTimeCode) -> Bool {
        ConstantTime.areEqual(left.text.utf8, right.text.utf8)
    }

    /// Feeds the UTF-8 bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension OneTimeCode: CustomStringConvertible, CustomDebugStringConvertible {
    /// A fixed text without the code.
    public var description: String { "OneTimeCode(redacted)" }
    /// A fixed text without the code.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension OneTimeCode: CustomReflectable {
        /// A mirror without children, because `dump` prints the children of a mirror.
        public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
    }

    extension OneTimeCode: Decodable {
        /// Decodes a single string, so that a web form decodes into the type.
        public init(from decoder: any Decoder) throws {
            self.init(try decoder.singleValueContainer().decode(String.self))
        }
    }
#endif
