/// The limits an hour for one user; the hour starts with the first use.
///
/// Source: Cognito quotas, within their ranges; sign-ins, grants and messages are the library's own.
public struct HourlyLimits: Sendable, Hashable {
    /// ChangePassword, right or wrong; 5.
    public var changePassword = 5
    /// ConfirmSignUp; 15.
    public var confirmSignUp = 15
    /// ResendConfirmationCode; 5.
    public var resendConfirmationCode = 5
    /// ForgotPassword; 5.
    public var forgotPassword = 5
    /// ConfirmForgotPassword; 10.
    public var confirmForgotPassword = 10
    /// GetUserAttributeVerificationCode; 5.
    public var getUserAttributeVerificationCode = 5
    /// VerifyUserAttribute; 15.
    public var verifyUserAttribute = 15
    /// Sign-ins with the right password that end in an open challenge; 30.
    public var openSignIns = 30
    /// Grants of tokens; 200.
    public var grants = 200
    /// Messages to a user after the right password; 20.
    public var sendsWithPassword = 20
    /// Messages to a user that anyone can ask for; 5.
    public var sendsWithoutPassword = 5
    /// Messages to one number or address of a pool that anyone can ask for; 20.
    ///
    /// All messages but those of ``sendsPerOwnedDestination``: sign-ups, recovery, invitations, and sign-in codes to a
    /// number that is not verified.
    public var sendsPerDestination = 20
    /// Messages after a right password to a number or address that its user has verified, for each such user; 20.
    ///
    /// They are counted apart, so that strangers who use up a number do not keep its owner out.
    public var sendsPerOwnedDestination = 20

    /// The defaults.
    public init() {}

    subscript(operation: HourlyUses.Operation) -> Int {
        switch operation {
        case .changePassword: changePassword
        case .confirmSignUp: confirmSignUp
        case .resendConfirmationCode: resendConfirmationCode
        case .forgotPassword: forgotPassword
        case .confirmForgotPassword: confirmForgotPassword
        case .getAttributeCode: getUserAttributeVerificationCode
        case .verifyAttribute: verifyUserAttribute
        case .openSignIns: openSignIns
        case .grants: grants
        case .sendsWithPassword: sendsWithPassword
        case .sendsWithoutPassword: sendsWithoutPassword
        }
    }
}
