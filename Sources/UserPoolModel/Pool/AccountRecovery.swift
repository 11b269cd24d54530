/// A way back to an account whose password is forgotten (a name in Cognito's `AccountRecoverySetting`).
public enum RecoveryMechanism: String, Sendable, Hashable, Codable, CaseIterable {
    /// A code to the verified address.
    case verifiedEmail = "verified_email"
    /// A code to the verified number.
    case verifiedPhoneNumber = "verified_phone_number"
    /// An administrator; stands alone.
    case adminOnly = "admin_only"

    /// The attribute that codes go to.
    package var attribute: AttributeName? {
        switch self {
        case .verifiedEmail: .email
        case .verifiedPhoneNumber: .phoneNumber
        case .adminOnly: nil
        }
    }
}
