/// The name of a user attribute, as in `phone_number`: 1-32 characters.
public struct AttributeName: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral {
    /// Cognito's spelling.
    public let rawValue: String
    /// Creates a name from Cognito's spelling.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Creates a name from Cognito's spelling.
    public init(stringLiteral value: String) { rawValue = value }

    /// The permanent id of the user.
    public static let sub: Self = "sub"
    /// The user's e-mail address.
    public static let email: Self = "email"
    /// The flag that says that a code has verified the address: `true` or `false`.
    public static let emailVerified: Self = "email_verified"
    /// The user's phone number in E.164.
    public static let phoneNumber: Self = "phone_number"
    /// The flag that says that a code has verified the number: `true` or `false`.
    public static let phoneNumberVerified: Self = "phone_number_verified"
    /// A name that the user may change, usable as an alias.
    public static let preferredUsername: Self = "preferred_username"

    /// The user's postal address on one or more lines.
    public static let address: Self = "address"
    /// The time of the last change of the user's data, in seconds since 1970.
    public static let updatedAt: Self = "updated_at"

    /// The attribute with the verified flag, or nil if there is none.
    package var verifiedFlag: AttributeName? {
        switch self {
        case .phoneNumber: .phoneNumberVerified
        case .email: .emailVerified
        default: nil
        }
    }

    /// The standard attributes of every pool (OpenID Connect Core 1.0, 5.1).
    package static let standard: Set<Self> = [
        .sub, .email, .emailVerified, .phoneNumber, .phoneNumberVerified, .preferredUsername, .address, "birthdate",
        "family_name", "gender", "given_name", "locale", "middle_name", "name", "nickname", "picture", "profile",
        .updatedAt, "website", "zoneinfo",
    ]
}

/// The attributes of a user: names and text values.
public typealias UserAttributes = [AttributeName: String]

extension UserAttributes {
    /// The phone number for text messages, if there is a valid one.
    package var phone: PhoneNumber? { self[.phoneNumber].flatMap { try? PhoneNumber($0) } }

    /// Returns the destination of a code for an attribute, or nil if there is none.
    package func destination(_ name: AttributeName) -> CodeDestination? { CodeDestination(name, self[name]) }

    /// The same attributes, with `true` and `false` of the verified flags in small letters; the service takes any case.
    package var withPlainFlags: UserAttributes {
        var plain = self
        for flag in [AttributeName.emailVerified, .phoneNumberVerified] {
            guard let value = plain[flag]?.lowercased(), value == "true" || value == "false" else { continue }
            plain[flag] = value
        }
        return plain
    }

    /// Returns true if a code has verified the number or address.
    package func isVerified(_ name: AttributeName) -> Bool {
        name.verifiedFlag.map { self[$0] == "true" } ?? false
    }
}

extension Dictionary where Key: RawRepresentable, Key.RawValue: Comparable {
    /// The entries in the order of their keys' spellings, the same in every run.
    @inlinable package var inOrder: [(key: Key, value: Value)] {
        isEmpty ? [] : sorted { $0.key.rawValue < $1.key.rawValue }
    }
}

/// The status of a user between creation and use.
///
/// `Enabled` is a separate flag.
public enum UserStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// The user has signed up and is not confirmed yet.
    case unconfirmed = "UNCONFIRMED"
    /// The user may sign in.
    case confirmed = "CONFIRMED"
    /// The user must replace a temporary password at the next sign-in.
    case forceChangePassword = "FORCE_CHANGE_PASSWORD"
    /// The user must reset the password before the next sign-in.
    case resetRequired = "RESET_REQUIRED"
}
