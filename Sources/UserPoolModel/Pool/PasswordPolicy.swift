/// The requirements of a pool for new passwords (Cognito's `PasswordPolicyType`).
public struct PasswordPolicy: Sendable, Hashable {
    /// The minimum length in characters: 6-99; 8 by default.
    public var minimumLength: Int
    /// Requires at least one of A-Z.
    public var requireUppercase: Bool
    /// Requires at least one of a-z.
    public var requireLowercase: Bool
    /// Requires at least one of 0-9.
    public var requireNumbers: Bool
    /// Requires at least one of Cognito's symbols.
    public var requireSymbols: Bool
    /// The lifetime of a temporary password in days: 1-365; 7 by default.
    public var temporaryPasswordValidityDays: Int
    /// The number of former passwords that a new one must differ from: 0-24; 0 by default.
    public var passwordHistorySize: Int

    /// Creates a policy; the defaults are Cognito's.
    public init(
        minimumLength: Int = 8, requireUppercase: Bool = true, requireLowercase: Bool = true,
        requireNumbers: Bool = true, requireSymbols: Bool = true, temporaryPasswordValidityDays: Int = 7,
        passwordHistorySize: Int = 0
    ) {
        self.passwordHistorySize = passwordHistorySize
        self.minimumLength = minimumLength
        self.requireUppercase = requireUppercase
        self.requireLowercase = requireLowercase
        self.requireNumbers = requireNumbers
        self.requireSymbols = requireSymbols
        self.temporaryPasswordValidityDays = temporaryPasswordValidityDays
    }

    /// The symbols of Cognito's list (developer guide, password policies), with the space that may stand inside.
    static let symbols = Set("^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+= ".unicodeScalars)

    /// The place where a new password is given: the service words its refusal in three ways.
    package enum Use: Sendable, CaseIterable {
        /// SignUp.
        case signUp
        /// AdminCreateUser.
        case creation
        /// NEW_PASSWORD_REQUIRED, ConfirmForgotPassword, ChangePassword and AdminSetUserPassword.
        case replacement
    }

    /// Validates a new password.
    ///
    /// - Throws: InvalidPasswordException with the first reason, in the order length, lower case, upper case, digit, symbol.
    package func validate(_ password: Password, for use: Use) throws(CognitoError) {
        // Counts scalars, like every limit here: as a grapheme, a letter and its mark would count as one.
        let text = password.text.unicodeScalars
        if text.count < minimumLength { throw .passwordPolicy("Password not long enough", use) }
        if requireLowercase, !text.contains(where: { ("a"..."z").contains($0) }) {
            throw .passwordPolicy("Password must have lowercase characters", use)
        }
        if requireUppercase, !text.contains(where: { ("A"..."Z").contains($0) }) {
            throw .passwordPolicy("Password must have uppercase characters", use)
        }
        if requireNumbers, !text.contains(where: { ("0"..."9").contains($0) }) {
            throw .passwordPolicy("Password must have numeric characters", use)
        }
        if requireSymbols, !text.contains(where: { Self.symbols.contains($0) }) {
            throw .passwordPolicy("Password must have symbol characters", use)
        }
    }
}
