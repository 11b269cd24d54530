/// A pool's SMS settings (Cognito's `SmsMfaConfigType`).
public struct SMSMFAConfiguration: Sendable, Hashable {
    /// 6-140 characters with `{####}`.
    public var smsAuthenticationMessage: String?
    /// The role; absent leaves the one the pool has.
    public var smsConfiguration: SMSConfiguration?

    /// Puts settings together.
    public init(smsAuthenticationMessage: String? = nil, smsConfiguration: SMSConfiguration? = nil) {
        self.smsAuthenticationMessage = smsAuthenticationMessage
        self.smsConfiguration = smsConfiguration
    }
}

/// A pool's TOTP settings (Cognito's `SoftwareTokenMfaConfigType`).
public struct SoftwareTokenMFAConfiguration: Sendable, Hashable {
    /// True if the pool offers TOTP.
    public var enabled: Bool

    /// On unless told otherwise.
    public init(enabled: Bool = true) { self.enabled = enabled }
}
