/// The shape of a setting in the service model, with its bounds.
package indirect enum SettingShape: Sendable {
    case text([Constraint])
    case number(ClosedRange<Int>)
    case flag
    case list(SettingShape, ClosedRange<Int>)
    case map(key: [Constraint], value: [Constraint], ClosedRange<Int>)
    case structure([SettingMember])

    /// A text of up to 131,072 characters.
    package static let anyText = text([.maximumLength(131_072)])
    /// An Amazon resource name.
    package static let arn = text([.arn, .minimumLength(20), .maximumLength(2048)])

    /// One of these texts.
    package static func choice(_ values: String...) -> SettingShape { text([.oneOf(values)]) }
}

/// One member of a setting that is a structure.
package struct SettingMember: Sendable {
    /// The name, in Cognito's spelling.
    package let name: String
    /// The shape of the value.
    package let shape: SettingShape
    /// True if the structure is refused without it.
    package let isRequired: Bool

    package init(_ name: String, _ shape: SettingShape, isRequired: Bool = false) {
        (self.name, self.shape, self.isRequired) = (name, shape, isRequired)
    }
}

extension Validation {
    /// Validates a setting against its shape; `name` is its place in the request, as in `lambdaConfig.preSignUp`.
    package mutating func check(_ value: SettingValue, _ shape: SettingShape, at name: String) {
        switch (shape, value) {
        case (.text(let constraints), .text(let text)): check(text, Member(name, constraints: constraints))
        case (.number(let range), .number(let number)): check(number, Member(name, .range(range)))
        case (.flag, .flag): break
        case (.list(let item, let counts), .list(let items)):
            check(count: items.count, counts, at: name)
            for (place, value) in items.enumerated() { check(value, item, at: "\(name).\(place + 1).member") }
        case (.map(let key, let value, let counts), .object(let members)):
            check(count: members.count, counts, at: name)
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                check(name, Member(name, constraints: key))
                check(member, .text(value), at: name)
            }
        case (.structure(let shapes), .object(let members)):
            for shape in shapes {
                let inner = name + "." + shape.name.prefix(1).lowercased() + shape.name.dropFirst()
                guard let member = members[shape.name] else {
                    if shape.isRequired { require(nil, Member(inner)) }
                    continue
                }
                check(member, shape.shape, at: inner)
            }
            for stranger in members.keys.filter({ name in !shapes.contains { $0.name == name } }).sorted() {
                fail(at: "\(name).\(stranger)", "Member is not in the service model")
            }
        default: fail(at: name, "Member has another type in the service model")
        }
    }

    private mutating func check(count: Int, _ bounds: ClosedRange<Int>, at name: String) {
        if count < bounds.lowerBound {
            fail(at: name, "Member must have length greater than or equal to \(bounds.lowerBound)")
        } else if count > bounds.upperBound {
            fail(at: name, "Member must have length less than or equal to \(bounds.upperBound)")
        }
    }
}
