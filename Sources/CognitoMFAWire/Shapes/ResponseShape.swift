import CognitoMFACore
import UserPoolModel

/// The form of a response: its members in order, each with the source of its value.
///
/// A member without a value is left out.
struct ResponseShape<Value>: Sendable {
    /// The members.
    let fields: [Field]

    /// Creates a shape of these members.
    init(_ fields: Field...) { self.fields = fields }

    /// Creates a shape of these members and of settings that are told as they were given.
    init(
        settings: [StoredSetting], of stored: @escaping @Sendable (Value) -> [String: SettingValue], _ fields: Field...
    ) {
        self.fields =
            fields
            + settings.map { setting in
                .setting(setting.name, setting.shape) { stored($0)[setting.name] }
            }
    }

    /// The empty object.
    static var nothing: Self { Self() }

    /// One member.
    struct Field: Sendable {
        let name: String
        let shape: WireShape
        let value: @Sendable (Value) -> JSONValue?
    }

    /// Returns the value as an object.
    func json(_ value: Value) -> JSONValue {
        .object(fields.compactMap { field in field.value(value).map { JSONMember(field.name, $0) } })
    }

    /// The members as rows of the operation's table.
    var members: [WireMember] { fields.map { WireMember(name: $0.name, isRequired: false, shape: $0.shape) } }
}

extension ResponseShape.Field {
    /// A string.
    static func text(_ name: String, _ value: @escaping @Sendable (Value) -> String?) -> Self {
        Self(name: name, shape: .text) { value($0).map { .text($0) } }
    }

    /// `true` or `false`.
    static func flag(_ name: String, _ value: @escaping @Sendable (Value) -> Bool?) -> Self {
        Self(name: name, shape: .flag) { value($0).map { .flag($0) } }
    }

    /// A whole number.
    static func number(_ name: String, _ value: @escaping @Sendable (Value) -> Int?) -> Self {
        Self(name: name, shape: .number) { value($0).map { .number(JSONNumber($0)) } }
    }

    /// Seconds since 1970 with three decimals.
    static func time(_ name: String, _ value: @escaping @Sendable (Value) -> UnixTime?) -> Self {
        Self(name: name, shape: .timestamp) {
            value($0).map { .number(JSONNumber(milliseconds: $0.milliseconds)) }
        }
    }

    /// Strings.
    static func texts(_ name: String, _ value: @escaping @Sendable (Value) -> [String]?) -> Self {
        Self(name: name, shape: .texts) { value($0).map { .array($0.map { .text($0) }) } }
    }

    /// Strings, left out when there are none.
    static func someTexts(_ name: String, _ value: @escaping @Sendable (Value) -> [String]) -> Self {
        texts(name) {
            let texts = value($0)
            return texts.isEmpty ? nil : texts
        }
    }

    /// Strings under names that the operation chooses, sorted by name.
    static func map(_ name: String, _ value: @escaping @Sendable (Value) -> [String: String]?) -> Self {
        Self(name: name, shape: .map) {
            value($0).map { pairs in
                .object(pairs.sorted { $0.key < $1.key }.map { JSONMember($0.key, .text($0.value)) })
            }
        }
    }

    /// A setting that is told as it was given.
    static func setting(
        _ name: String, _ shape: SettingShape, _ value: @escaping @Sendable (Value) -> SettingValue?
    ) -> Self {
        Self(name: name, shape: WireShape(shape)) { value($0)?.json }
    }

    /// An object.
    static func structure<Inner>(
        _ name: String, _ shape: ResponseShape<Inner>, _ value: @escaping @Sendable (Value) -> Inner?
    ) -> Self {
        Self(name: name, shape: .structure(shape.members)) { value($0).map(shape.json) }
    }

    /// Objects.
    static func structures<Inner>(
        _ name: String, _ shape: ResponseShape<Inner>, _ value: @escaping @Sendable (Value) -> [Inner]?
    ) -> Self {
        Self(name: name, shape: .structures(shape.members)) { value($0).map { .array($0.map(shape.json)) } }
    }
}

extension WireShape {
    /// The shape of a setting's value.
    init(_ shape: SettingShape) {
        self =
            switch shape {
            case .text: .text
            case .number: .number
            case .flag: .flag
            case .list(.structure(let members), _): .structures(members.map { WireMember($0) })
            case .list: .texts
            case .map: .map
            case .structure(let members): .structure(members.map { WireMember($0) })
            }
    }
}

extension WireMember {
    fileprivate init(_ member: SettingMember) {
        self.init(name: member.name, isRequired: false, shape: WireShape(member.shape))
    }
}

extension SettingValue {
    /// The value in JSON, members sorted by name.
    fileprivate var json: JSONValue {
        switch self {
        case .text(let text): .text(text)
        case .number(let number): .number(JSONNumber(number))
        case .flag(let flag): .flag(flag)
        case .list(let values): .array(values.map(\.json))
        case .object(let members):
            .object(members.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value.json) })
        }
    }
}
