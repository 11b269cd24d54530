/// A way to reset a forgotten password (a name in Cognito's `AccountRecoverySetting`).
public enum RecoveryMechanism: String, Sendable, Hashable, Codable, CaseIterable {
    /// A code to the verified e-mail address.
    case verifiedEmail = "verified_email"
    /// A code to the verified phone number.
    case verifiedPhoneNumber = "verified_phone_number"
    /// A reset by an administrator; it excludes the other mechanisms.
    case adminOnly = "admin_only"

    /// The attribute that codes are sent to, or nil for an administrator's reset.
    package var attribute: AttributeName? {
        switch self {
        case .verifiedEmail: .email
        case .verifiedPhoneNumber: .phoneNumber
        case .adminOnly: nil
        }
    }
}
