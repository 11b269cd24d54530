/// The name of a user attribute, as in `phone_number`: 1-32 characters.
public struct AttributeName: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral {
    /// Cognito's spelling.
    public let rawValue: String
    /// Takes Cognito's spelling.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Takes Cognito's spelling.
    public init(stringLiteral value: String) { rawValue = value }

    /// The stable id of the user.
    public static let sub: Self = "sub"
    /// The user's e-mail address.
    public static let email: Self = "email"
    /// Whether the address has received a code: `true` or `false`.
    public static let emailVerified: Self = "email_verified"
    /// The user's telephone number in E.164.
    public static let phoneNumber: Self = "phone_number"
    /// Whether the number has received a code: `true` or `false`.
    public static let phoneNumberVerified: Self = "phone_number_verified"
    /// A name the user may change, usable as an alias.
    public static let preferredUsername: Self = "preferred_username"

    /// The flag that says whether a code was received there.
    package var verifiedFlag: AttributeName? {
        switch self {
        case .phoneNumber: .phoneNumberVerified
        case .email: .emailVerified
        default: nil
        }
    }

    /// The attributes every pool has, from OpenID Connect Core 1.0, 5.1.
    package static let standard: Set<Self> = [
        .sub, .email, .emailVerified, .phoneNumber, .phoneNumberVerified, .preferredUsername, "address", "birthdate",
        "family_name", "gender", "given_name", "locale", "middle_name", "name", "nickname", "picture", "profile",
        "updated_at", "website", "zoneinfo",
    ]
}

/// A user's attributes: names and text values, as Cognito keeps them.
public typealias UserAttributes = [AttributeName: String]

extension UserAttributes {
    /// The number text messages go to, if there is one.
    package var phone: PhoneNumber? { self[.phoneNumber].flatMap { try? PhoneNumber($0) } }

    /// Where a code for this attribute goes, if it is a number or an address and there is one.
    package func destination(_ name: AttributeName) -> CodeDestination? { CodeDestination(name, self[name]) }

    /// Whether a code was received at the number or address.
    package func isVerified(_ name: AttributeName) -> Bool {
        name.verifiedFlag.map { self[$0] == "true" } ?? false
    }
}

extension Dictionary where Key: RawRepresentable, Key.RawValue: Comparable {
    /// The entries in the order of their keys' spellings, which is the same in every run.
    @inlinable package var inOrder: [(key: Key, value: Value)] {
        isEmpty ? [] : sorted { $0.key.rawValue < $1.key.rawValue }
    }
}
