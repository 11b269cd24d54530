public import CognitoMFACore

/// An app client: the settings with which an app signs users in.
public struct AppClient: Sendable, Hashable {
    /// The client's id.
    public let id: AppClientID
    /// The user pool of the client.
    public let userPoolID: UserPoolID
    /// The first 16 bytes of SHA-256 of the id, which name the client in a session handle.
    package let idDigest: [UInt8]
    /// The display name.
    public var name: String
    /// The client's secrets, the oldest first: none, one, or two while one takes the other's place.
    package var secrets: [ClientSecretDescriptor]
    /// The oldest secret; if there is one, public calls need a `SECRET_HASH`.
    public var secret: ClientSecret? { secrets.first?.value }
    /// The sign-in flows that the client allows.
    public var explicitAuthFlows: Set<ExplicitAuthFlow>
    /// The lifetime of an open challenge in minutes: 3-15; 3 by default.
    public var authSessionValidityMinutes: Int
    /// The lifetime of an access token in seconds: 300-86,400; one hour by default.
    public var accessTokenValiditySeconds: Int
    /// The lifetime of an ID token in seconds: 300-86,400; one hour by default.
    public var idTokenValiditySeconds: Int
    /// The lifetime of a refresh token in seconds: 3,600-315,360,000; 30 days by default.
    public var refreshTokenValiditySeconds: Int
    /// True if an unknown user gets the answer of a wrong password (Cognito's `PreventUserExistenceErrors` = ENABLED).
    public var preventsUserExistenceErrors: Bool
    /// True if RevokeToken ends the tokens of a sign-in (Cognito's `EnableTokenRevocation`).
    public var enablesTokenRevocation: Bool
    /// The rotation of refresh tokens, as it was given; nil without one.
    public var refreshTokenRotation: RefreshTokenRotation?
    /// The rotation in force; nil where it is switched off.
    package var rotation: RefreshTokenRotation? { refreshTokenRotation.flatMap { $0.isEnabled ? $0 : nil } }
    /// The attributes in ID tokens and GetUser; nil means all.
    public var readAttributes: Set<AttributeName>?
    /// The attributes that users of the client may set; nil means all.
    public var writeAttributes: Set<AttributeName>?
    /// Cognito's other settings by name, as in `CallbackURLs`: validated, stored and told back, without an effect here.
    public var otherSettings: [String: SettingValue]
    /// The time of creation; nil for a client of the first release.
    public var creationDate: UnixTime?
    /// The time when the settings were last changed.
    public var lastModifiedDate: UnixTime?

    package init(
        id: AppClientID, userPoolID: UserPoolID, name: String, secret: ClientSecret? = nil,
        explicitAuthFlows: Set<ExplicitAuthFlow> = [], authSessionValidityMinutes: Int = 3,
        accessTokenValiditySeconds: Int = 3600, idTokenValiditySeconds: Int = 3600,
        refreshTokenValiditySeconds: Int = 2_592_000, preventsUserExistenceErrors: Bool = false,
        enablesTokenRevocation: Bool = true, refreshTokenRotation: RefreshTokenRotation? = nil,
        readAttributes: Set<AttributeName>? = nil, writeAttributes: Set<AttributeName>? = nil,
        otherSettings: [String: SettingValue] = [:]
    ) {
        self.id = id
        idDigest = Self.digest(of: id)
        self.userPoolID = userPoolID
        self.name = name
        secrets = secret.map { [ClientSecretDescriptor(id: "", value: $0, creationDate: nil)] } ?? []
        self.otherSettings = otherSettings
        self.explicitAuthFlows = explicitAuthFlows
        self.authSessionValidityMinutes = authSessionValidityMinutes
        self.accessTokenValiditySeconds = accessTokenValiditySeconds
        self.idTokenValiditySeconds = idTokenValiditySeconds
        self.refreshTokenValiditySeconds = refreshTokenValiditySeconds
        self.preventsUserExistenceErrors = preventsUserExistenceErrors
        self.enablesTokenRevocation = enablesTokenRevocation
        self.refreshTokenRotation = refreshTokenRotation
        self.readAttributes = readAttributes
        self.writeAttributes = writeAttributes
    }

    package static func digest(of id: AppClientID) -> [UInt8] { Array(SHA256.hash(utf8: id.text).array[..<16]) }

    /// Returns true if the client allows a sign-in flow.
    ///
    /// Without a list, a client may refresh tokens; the legacy names allow it too. Source: API reference,
    /// ExplicitAuthFlows.
    package func allows(_ flow: AuthFlowType) -> Bool {
        func has(_ names: String...) -> Bool { explicitAuthFlows.contains { names.contains($0.rawValue) } }
        return switch flow {
        case .userPasswordAuth: has("ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH")
        case .adminUserPasswordAuth, .adminNoSRPAuth: has("ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH")
        case .refreshTokenAuth, .refreshToken:
            rotation == nil
                && (has("ALLOW_REFRESH_TOKEN_AUTH")
                    || !explicitAuthFlows.contains { $0.rawValue.utf8.starts(with: "ALLOW_".utf8) })
        default: false
        }
    }

    /// Returns true for one of the client's secrets; a client without any takes none.
    package func accepts(_ secret: ClientSecret?) -> Bool {
        guard let secret else { return secrets.isEmpty }
        return secrets.reduce(false) { $1.value == secret || $0 }
    }

    /// Returns the attributes that the client may read.
    package func readable(_ attributes: UserAttributes) -> UserAttributes {
        guard let readAttributes else { return attributes }
        return attributes.filter { $0.key == .sub || readAttributes.contains($0.key) }
    }

    /// - Throws: NotAuthorizedException if the client may not write one of the attributes.
    package func authorizeWriting(_ names: some Sequence<AttributeName>) throws(CognitoError) {
        guard let writeAttributes else { return }
        for name in names where !writeAttributes.contains(name) { throw .unauthorizedAttribute }
    }
}

/// A secret of an app client, with its id.
public struct ClientSecretDescriptor: Sendable, Hashable {
    /// The id, by which the secret is deleted; empty for the secret that the client was created with.
    package let storedID: String
    /// The secret.
    public let value: ClientSecret
    /// The time of creation; nil where it is not known.
    public let creationDate: UnixTime?

    package init(id: String, value: ClientSecret, creationDate: UnixTime?) {
        (storedID, self.value, self.creationDate) = (id, value, creationDate)
    }

    /// The id, by which the secret is deleted.
    public var id: String { storedID.isEmpty ? "created-with-client" : storedID }
}

/// The secret of an app client: 24-64 characters, `[\w+]+`.
public struct ClientSecret: SecretText, Encodable {
    /// The text of the secret.
    public let text: String
    /// Stores `text` unchanged.
    public init(_ text: String) { self.text = text }

    /// Returns the `SECRET_HASH` of a user name: Base64 of HMAC-SHA-256 over user name and client id, with the secret
    /// as key.
    ///
    /// Source: Cognito developer guide, computing secret hash values.
    public func hash(username: Username, client: AppClientID) -> String {
        let message = Array(username.text.utf8) + Array(client.text.utf8)
        return Base64.encode(HMAC<SHA256>(key: Array(text.utf8)).authenticationCode(for: message))
    }
}

/// The rotation of refresh tokens (Cognito's `RefreshTokenRotation`).
///
/// Each use returns a new token, and the reuse of an old one ends them all.
public struct RefreshTokenRotation: Sendable, Hashable {
    /// The time in which a replaced token still yields its successor, in seconds: 0-60.
    ///
    /// At least 10 seconds are granted, because replies get lost.
    public var retryGracePeriodSeconds: Int

    /// False in an update that ends the rotation (Cognito's `Feature` = DISABLED).
    public var isEnabled: Bool

    /// Creates a rotation with a grace period.
    public init(retryGracePeriodSeconds: Int = 0, isEnabled: Bool = true) {
        (self.retryGracePeriodSeconds, self.isEnabled) = (retryGracePeriodSeconds, isEnabled)
    }
}
