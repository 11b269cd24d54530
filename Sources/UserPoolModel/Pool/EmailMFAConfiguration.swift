/// The text of e-mails that carry a sign-in's code (Cognito's `EmailMfaConfigType`); with it a pool offers EMAIL_OTP.
public struct EmailMFAConfiguration: Sendable, Hashable {
    /// 6-20,000 characters with `{####}`.
    public var message: String
    /// 1-140 characters.
    public var subject: String

    /// A text of one's own, or Cognito's.
    public init(
        message: String = "Your authentication code is {####}. ", subject: String = "Your authentication code"
    ) {
        self.message = message
        self.subject = subject
    }
}
