/// A member that an operation reads or writes: a row of the wire's table, taken from the code that does it.
package struct WireMember: Sendable, Equatable {
    /// The name, in Cognito's spelling.
    package let name: String
    /// Whether a request without it is refused.
    package let isRequired: Bool
    /// What stands there.
    package let shape: WireShape
}

/// What stands behind a member's name.
package indirect enum WireShape: Sendable, Equatable {
    /// A string.
    case text
    /// `true` or `false`.
    case flag
    /// A whole number.
    case number
    /// Seconds since 1970 with decimals.
    case timestamp
    /// Read in no detail: only whether it is there.
    case anything
    /// An array of strings.
    case texts
    /// An object of strings under names of the client's choice.
    case map
    /// An object.
    case structure([WireMember])
    /// An array of objects.
    case structures([WireMember])

    /// The row's value for `Tests/Wire/shapes.py`.
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
    /// The members as an object; behind the name of a required one stands a star.
    package var json: JSONValue { .object(map { JSONMember($0.name + ($0.isRequired ? "*" : ""), $0.shape.json) }) }
}

/// Notes what is read of a request while its table is taken.
final class ShapeRecorder {
    private enum Row {
        case member(WireMember)
        case structure(String, isList: Bool, isRequired: Bool, ShapeRecorder)
    }

    private var rows: [Row] = []

    /// What was read so far.
    var members: [WireMember] {
        var names: Set<String> = []
        return rows.compactMap { row in
            let member: WireMember =
                switch row {
                case .member(let member): member
                case .structure(let name, let isList, let isRequired, let recorder):
                    WireMember(
                        name: name, isRequired: isRequired,
                        shape: isList ? .structures(recorder.members) : .structure(recorder.members))
                }
            return names.insert(member.name).inserted ? member : nil
        }
    }

    func note(_ name: String, _ shape: WireShape, isRequired: Bool) {
        rows.append(.member(WireMember(name: name, isRequired: isRequired, shape: shape)))
    }

    func noteStructure(_ name: String, isList: Bool, isRequired: Bool) -> ShapeRecorder {
        // A structure that is read in two places is one.
        for case .structure(name, _, _, let recorder) in rows { return recorder }
        let recorder = ShapeRecorder()
        rows.append(.structure(name, isList: isList, isRequired: isRequired, recorder))
        return recorder
    }
}
