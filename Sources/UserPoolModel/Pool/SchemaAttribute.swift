/// A custom attribute of a pool, or the rules for a standard one (Cognito's `SchemaAttributeType`).
public struct SchemaAttribute: Sendable, Hashable {
    /// The type of an attribute's values (Cognito's `AttributeDataType`); values travel as text.
    public enum DataType: String, Sendable, Hashable, Codable, CaseIterable {
        /// Any text within the bounds of its length.
        case string = "String"
        /// A whole number within its bounds.
        case number = "Number"
        /// A time: seconds since 1970, or an ISO 8601 text.
        case dateTime = "DateTime"
        /// `true` or `false`.
        case boolean = "Boolean"
    }

    /// The name of a standard attribute, or of a custom one with its prefix, as in `custom:tier`.
    public var name: AttributeName
    /// The type of its values.
    public var type: DataType
    /// True if every user who signs up must have it; custom attributes cannot be required.
    public var isRequired: Bool
    /// True if it may change after it has a value.
    public var isMutable: Bool
    /// The least length of a string or the least number, in decimal digits; nil for none.
    public var minimum: String?
    /// The greatest length of a string or the greatest number, in decimal digits; nil for none.
    public var maximum: String?

    /// Creates an attribute, by default an optional and mutable text.
    public init(
        name: AttributeName, type: DataType = .string, isRequired: Bool = false, isMutable: Bool = true,
        minimum: String? = nil, maximum: String? = nil
    ) {
        self.name = name
        self.type = type
        self.isRequired = isRequired
        self.isMutable = isMutable
        self.minimum = minimum
        self.maximum = maximum
    }

    /// True for an attribute that only administrators set.
    public var isDeveloperOnly: Bool { name.rawValue.hasPrefix("dev:") }

    /// True for an attribute with a custom one's prefix and a name behind it.
    package var isCustom: Bool { customName.map { !$0.isEmpty } ?? false }

    /// The name behind the prefix; nil for a standard attribute.
    package var customName: Substring? {
        for prefix in ["dev:custom:", "custom:"] where name.rawValue.hasPrefix(prefix) {
            return name.rawValue.dropFirst(prefix.count)
        }
        return nil
    }

    /// The name without its prefix.
    package var plainName: String { String(customName ?? name.rawValue[...]) }

    /// True if two attributes cannot stand in one schema: a prefix makes no difference.
    package func isCalled(as other: SchemaAttribute) -> Bool {
        (customName ?? name.rawValue[...]) == (other.customName ?? other.name.rawValue[...])
            && (customName == nil) == (other.customName == nil)
    }

    /// Validates the bounds of the type.
    ///
    /// - Throws: InvalidParameterException for bounds that are no numbers, or that no value meets.
    package func validateBounds() throws(CognitoError) {
        guard type == .string || type == .number else { return }
        let bounds = [minimum, maximum].map { $0.map { Int($0) } }
        guard !bounds.contains(.some(nil)) else { throw .attributeBounds(self) }
        let (low, high) = (bounds[0] ?? nil, bounds[1] ?? nil)
        if type == .string {
            guard (low ?? 0) <= 2048, (high ?? 0) <= 2048 else { throw .attributeTooLong(name) }
        }
        guard (low ?? .min) <= (high ?? .max) else { throw .attributeBoundsCrossed(self) }
    }

    /// The most characters of a custom attribute's name, without its prefix.
    package static let longestCustomName = 20
    /// The most custom attributes of a pool.
    package static let customCap = 50

    /// True for a value of the type and within the bounds; an empty one deletes the attribute.
    package func fits(_ value: String) -> Bool {
        if value.isEmpty { return true }
        let (low, high) = (minimum.flatMap { Int($0) }, maximum.flatMap { Int($0) })
        switch type {
        case .string: return isWithin(value.unicodeScalars.count, low, high)
        case .number: return Int(value).map { isWithin($0, low, high) } ?? false
        case .boolean: return value == "true" || value == "false"
        case .dateTime: return value.unicodeScalars.allSatisfy { "0123456789-:.+TZ".unicodeScalars.contains($0) }
        }
    }

    private func isWithin(_ number: Int, _ low: Int?, _ high: Int?) -> Bool {
        (low ?? .min) <= number && number <= (high ?? .max)
    }
}

extension SchemaAttribute {
    /// The standard attributes as every pool has them, sorted by name (OpenID Connect Core 1.0, 5.1).
    package static let standard: [SchemaAttribute] = AttributeName.standard.sorted { $0.rawValue < $1.rawValue }.map {
        switch $0 {
        case .sub: SchemaAttribute(name: $0, isRequired: true, isMutable: false, minimum: "1", maximum: "2048")
        case .emailVerified, .phoneNumberVerified: SchemaAttribute(name: $0, type: .boolean)
        case "birthdate": SchemaAttribute(name: $0, minimum: "10", maximum: "10")
        case "updated_at": SchemaAttribute(name: $0, type: .number, minimum: "0")
        default: SchemaAttribute(name: $0, minimum: "0", maximum: "2048")
        }
    }
}
