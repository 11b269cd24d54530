/// A value that holds a secret or personal data: its description leaves both out, and its mirror is empty.
public protocol RedactedValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension RedactedValue {
    /// The type's name without the content.
    public var description: String { "\(Self.self)(redacted)" }

    /// The same text as `description`.
    public var debugDescription: String { description }

    /// A mirror without children, because `dump` prints the children of a mirror.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
