/// A custom attribute of a pool, or the rules for a standard one (Cognito's `SchemaAttributeType`).
public struct SchemaAttribute: Sendable, Hashable {
    /// The name of a standard attribute, or of a custom one with its prefix, as in `custom:tier`.
    public var name: AttributeName
    /// True if every user who signs up must have it; custom attributes cannot be required.
    public var isRequired: Bool
    /// True if it may change after it has a value.
    public var isMutable: Bool

    /// Creates an attribute, by default optional and mutable.
    public init(name: AttributeName, isRequired: Bool = false, isMutable: Bool = true) {
        self.name = name
        self.isRequired = isRequired
        self.isMutable = isMutable
    }
}
