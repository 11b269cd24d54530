/// What a pool asks of a new password (Cognito's `PasswordPolicyType`).
public struct PasswordPolicy: Sendable, Hashable {
    /// 6-99 characters; 8 by default.
    public var minimumLength: Int
    /// At least one of A-Z.
    public var requireUppercase: Bool
    /// At least one of a-z.
    public var requireLowercase: Bool
    /// At least one of 0-9.
    public var requireNumbers: Bool
    /// At least one of Cognito's symbols.
    public var requireSymbols: Bool
    /// How long a temporary password may be used: 1-365 days; 7 by default.
    public var temporaryPasswordValidityDays: Int
    /// How many former passwords a new one may not be: 0-24; none by default.
    public var passwordHistorySize: Int

    /// Cognito's default: eight characters of all four classes, temporary passwords for seven days.
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

    /// Cognito's list of symbols (developer guide, password policies), and the space it allows inside.
    static let symbols = Set("^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+= ".unicodeScalars)

    /// Verifies a new password.
    ///
    /// - Throws: InvalidPasswordException with the first reason, in the order length, lower case, upper case, digit, symbol.
    package func validate(_ password: Password) throws(CognitoError) {
        // By scalars, like every bound here: as a grapheme a letter and its mark would be one.
        let text = password.text.unicodeScalars
        if text.count < minimumLength { throw .passwordPolicy("Password not long enough") }
        if requireLowercase, !text.contains(where: { ("a"..."z").contains($0) }) {
            throw .passwordPolicy("Password must have lowercase characters")
        }
        if requireUppercase, !text.contains(where: { ("A"..."Z").contains($0) }) {
            throw .passwordPolicy("Password must have uppercase characters")
        }
        if requireNumbers, !text.contains(where: { ("0"..."9").contains($0) }) {
            throw .passwordPolicy("Password must have numeric characters")
        }
        if requireSymbols, !text.contains(where: { Self.symbols.contains($0) }) {
            throw .passwordPolicy("Password must have symbol characters")
        }
    }
}
