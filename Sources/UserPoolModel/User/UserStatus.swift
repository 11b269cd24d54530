/// Where a user stands between creation and use.
///
/// `Enabled` is separate from it.
public enum UserStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// Signed up, not yet confirmed.
    case unconfirmed = "UNCONFIRMED"
    /// May sign in.
    case confirmed = "CONFIRMED"
    /// Must replace a temporary password at the next sign-in.
    case forceChangePassword = "FORCE_CHANGE_PASSWORD"
    /// Must reset the password before the next sign-in.
    case resetRequired = "RESET_REQUIRED"
}
