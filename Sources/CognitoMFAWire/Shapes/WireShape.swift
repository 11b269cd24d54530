/// A member that an operation reads or writes: a row of the operation's table.
///
/// The table is recorded from the code that reads and writes, so the two cannot differ.
package struct WireMember: Sendable, Equatable {
    /// The name, in Cognito's spelling.
    package let name: String
    /// True when a request without the member is refused.
    package let isRequired: Bool
    /// The shape of its value.
    package let shape: WireShape
}

/// The shape of a member's value.
package indirect enum WireShape: Sendable, Equatable {
    /// A string.
    case text
    /// `true` or `false`.
    case flag
    /// A whole number.
    case number
    /// Seconds since 1970 with decimals.
    case timestamp
    /// Any value: only its presence is read.
    case anything
    /// An array of strings.
    case texts
    /// An object of strings under names that the client chooses.
    case map
    /// An object.
    case structure([WireMember])
    /// An array of objects.
    case structures([WireMember])

    /// The shape in the form that `Tests/Wire/shapes.py` reads.
    package var json: JSONValue {
        switch self {
        case .text: .text("string")
        case .flag: .text("boolean")
        case .number: .text("integer")
        case .timestamp: .text("timestamp")
        case .anything: .text("anything")
        case .texts: .array([.text("string")])
        case .map: .object([JSONMember("*", .text("string"))])
        case .structure(let members): members.json
        case .structures(let members): .array([members.json])
        }
    }
}

extension [WireMember] {
    /// The members as an object; a star follows the name of a required one.
    package var json: JSONValue { .object(map { JSONMember($0.name + ($0.isRequired ? "*" : ""), $0.shape.json) }) }
}
