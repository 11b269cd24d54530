/// An attribute of a pool's users beyond the standard ones, or what is asked of a standard one (Cognito's
/// `SchemaAttributeType`).
public struct SchemaAttribute: Sendable, Hashable {
    /// A standard attribute's name, or a custom one's with its prefix, as in `custom:tier`.
    public var name: AttributeName
    /// Whether every user who signs up must have it; custom attributes cannot be required.
    public var isRequired: Bool
    /// Whether it may change once it has a value.
    public var isMutable: Bool

    /// An attribute that is optional and may change, unless told otherwise.
    public init(name: AttributeName, isRequired: Bool = false, isMutable: Bool = true) {
        self.name = name
        self.isRequired = isRequired
        self.isMutable = isMutable
    }
}
