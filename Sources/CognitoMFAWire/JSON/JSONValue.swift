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
        self.name = name
        self.value = value
    }
}
