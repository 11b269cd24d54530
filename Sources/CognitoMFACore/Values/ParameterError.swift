/// A parameter out of its range.
///
/// It never holds the value, which may be a secret.
public struct ParameterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The parameter's name.
    public let parameter: String
    /// The range or form it must have.
    public let requirement: String

    package init(_ parameter: String, _ requirement: String) {
        self.parameter = parameter
        self.requirement = requirement
    }

    /// The name and the requirement.
    public var description: String { "\(parameter) \(requirement)" }
}
