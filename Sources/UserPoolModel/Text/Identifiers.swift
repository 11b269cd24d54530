/// The id of a user pool: 1-55 characters, `[\w-]+_[0-9a-zA-Z]+`, as in `eu-west-1_main`.
public struct UserPoolID: TextIdentifier {
    /// The id as it was given.
    public let text: String
    /// Holds `text` unchanged; the service judges it.
    public init(_ text: String) { self.text = text }
    /// The part before the underscore, as in `eu-west-1`.
    public var region: String { String(text.prefix { $0 != "_" }) }
}

/// The id of an app client: 1-128 characters, `[\w+]+`.
///
/// In process a hyphen is allowed too, so that a host may name its client `help-desk` in code.
public struct AppClientID: TextIdentifier {
    /// The id as it was given.
    public let text: String
    /// Holds `text` unchanged; the service judges it.
    public init(_ text: String) { self.text = text }
}

/// What a user signs in with: 1-128 letters, marks, symbols, numbers and punctuation.
public struct Username: TextIdentifier {
    /// The name as it was given.
    public let text: String
    /// Holds `text` unchanged; the service judges it.
    public init(_ text: String) { self.text = text }
}

/// The stable id of a user, a UUID in lower case; a name that is taken again gets another.
public struct UserSub: TextIdentifier {
    /// The id as it was given.
    public let text: String
    /// Holds `text` unchanged.
    public init(_ text: String) { self.text = text }
}
