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
