/// The flow that starts a sign-in, in Cognito's spelling (the member `AuthFlow` of InitiateAuth).
public struct AuthFlowType: RawRepresentable, Sendable, Hashable, Codable {
    /// Cognito's spelling, as in `USER_PASSWORD_AUTH`.
    public let rawValue: String
    /// Creates a flow from Cognito's spelling.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A sign-in with user name and password, called by the user's app.
    public static let userPasswordAuth = Self(rawValue: "USER_PASSWORD_AUTH")
    /// A sign-in with user name and password, called by a trusted server.
    public static let adminUserPasswordAuth = Self(rawValue: "ADMIN_USER_PASSWORD_AUTH")
    /// The older spelling of ``adminUserPasswordAuth``.
    public static let adminNoSRPAuth = Self(rawValue: "ADMIN_NO_SRP_AUTH")
    /// A request for new tokens with a refresh token.
    public static let refreshTokenAuth = Self(rawValue: "REFRESH_TOKEN_AUTH")
    /// The older spelling of ``refreshTokenAuth``.
    public static let refreshToken = Self(rawValue: "REFRESH_TOKEN")

    /// The values of the service model, in its order.
    package static let model: [String] = [
        "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", "CUSTOM_AUTH", "ADMIN_NO_SRP_AUTH",
        "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "USER_AUTH",
    ]
}

/// A sign-in flow that an app client allows (a value of `ExplicitAuthFlows`).
public struct ExplicitAuthFlow: RawRepresentable, Sendable, Hashable, Codable {
    /// Cognito's spelling, as in `ALLOW_USER_PASSWORD_AUTH`.
    public let rawValue: String
    /// Creates a flow from Cognito's spelling.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Allows password sign-in by the user's app.
    public static let allowUserPasswordAuth = Self(rawValue: "ALLOW_USER_PASSWORD_AUTH")
    /// Allows password sign-in by a trusted server.
    public static let allowAdminUserPasswordAuth = Self(rawValue: "ALLOW_ADMIN_USER_PASSWORD_AUTH")
    /// Allows new tokens with a refresh token.
    public static let allowRefreshTokenAuth = Self(rawValue: "ALLOW_REFRESH_TOKEN_AUTH")

    /// The values of the service model, in its order.
    package static let model: [String] = [
        "ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH",
        "ALLOW_USER_AUTH", "ALLOW_TOKEN_EXCHANGE_DELEGATION", "ALLOW_TOKEN_EXCHANGE_IMPERSONATION",
    ]
}
