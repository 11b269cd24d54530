/// The text of e-mails with a sign-in code (Cognito's `EmailMfaConfigType`); if it is set, a pool offers EMAIL_OTP.
public struct EmailMFAConfiguration: Sendable, Hashable {
    /// The text: 6-20,000 characters with `{####}` in place of the code.
    public var message: String
    /// The subject: 1-140 characters.
    public var subject: String

    /// Creates a configuration; the defaults are Cognito's texts.
    public init(
        message: String = "Your authentication code is {####}. ", subject: String = "Your authentication code"
    ) {
        self.message = message
        self.subject = subject
    }
}
