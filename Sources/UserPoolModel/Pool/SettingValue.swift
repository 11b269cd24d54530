/// The value of a setting that is stored and told back as it was given.
public indirect enum SettingValue: Sendable, Hashable {
    /// A text.
    case text(String)
    /// A whole number.
    case number(Int)
    /// `true` or `false`.
    case flag(Bool)
    /// A list.
    case list([SettingValue])
    /// A structure or a map: values by name.
    case object([String: SettingValue])

    /// The text, or nil for another value.
    package var text: String? { if case .text(let text) = self { text } else { nil } }
    /// The number, or nil for another value.
    package var number: Int? { if case .number(let number) = self { number } else { nil } }
    /// The value of a member, or nil without one.
    package subscript(name: String) -> SettingValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }
}
