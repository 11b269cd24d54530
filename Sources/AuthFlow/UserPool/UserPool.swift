import CognitoMFACore
public import UserPoolModel

/// One pool through one app client: what the handlers of a server, scripts and tests write.
///
/// It builds requests and calls the service; it decides nothing. Administration is behind ``admin``, so that a review
/// finds it by that word.
public struct UserPool: Sendable {
    /// The service behind it.
    public let service: UserPoolService
    /// The pool.
    public let id: UserPoolID
    /// The app client.
    public let clientID: AppClientID
    /// The client's secret, if it has one.
    let clientSecret: ClientSecret?

    init(service: UserPoolService, id: UserPoolID, clientID: AppClientID, clientSecret: ClientSecret?) {
        self.service = service
        self.id = id
        self.clientID = clientID
        self.clientSecret = clientSecret
    }

    /// What an administrator may do in this pool.
    public var admin: Admin { Admin(pool: self) }
}

/// How a pool is made when it is opened for the first time.
public struct UserPoolSettings: Sendable {
    /// The pool's name: 1-128 characters, the issuer in authenticator apps.
    public var name: String
    /// Off, optional or on, and the factors on offer.
    public var mfa: UserPoolMFAConfiguration
    /// What is asked of passwords.
    public var passwordPolicy: PasswordPolicy
    /// Whether `ada` and `Ada` are two users.
    ///
    /// Cannot change.
    public var isUsernameCaseSensitive: Bool
    /// How long an open challenge lives: 3-15 minutes.
    public var authSessionValidityMinutes: Int

    /// Cognito's defaults, but for three: TOTP is offered, names ignore case, and passwords may be used to sign in.
    public init(
        name: String = "Server", mfa: UserPoolMFAConfiguration = .optional([.softwareToken]),
        passwordPolicy: PasswordPolicy = PasswordPolicy(), isUsernameCaseSensitive: Bool = false,
        authSessionValidityMinutes: Int = 3
    ) {
        self.name = name
        self.mfa = mfa
        self.passwordPolicy = passwordPolicy
        self.isUsernameCaseSensitive = isUsernameCaseSensitive
        self.authSessionValidityMinutes = authSessionValidityMinutes
    }
}

extension UserPoolService {
    /// A handle on a pool and a client that exist.
    ///
    /// Nothing is read.
    public func pool(_ id: UserPoolID, client: AppClientID, secret: ClientSecret? = nil) -> UserPool {
        UserPool(service: self, id: id, clientID: client, clientSecret: secret)
    }

    /// A handle on a pool under ids fixed in code: created when absent, left alone when present, so that any number of
    /// processes may start at once.
    ///
    /// - Throws: InvalidParameterException for ids or settings that do not hold; ResourceNotFoundException when the
    ///   client exists in another pool.
    public func openPool(
        _ id: UserPoolID, client clientID: AppClientID, creatingWith settings: UserPoolSettings = UserPoolSettings()
    ) async throws(CognitoError) -> UserPool {
        let offersTOTP = settings.mfa.factors.contains(.softwareToken)
        let request = CreateUserPoolRequest(
            poolName: settings.name, mfaConfiguration: settings.mfa.mode,
            smsConfiguration: settings.mfa.factors.contains(.sms) ? SMSConfiguration() : nil,
            smsAuthenticationMessage: settings.mfa.smsAuthenticationMessage,
            softwareTokenMFAConfiguration: offersTOTP ? SoftwareTokenMFAConfiguration() : nil,
            passwordPolicy: settings.passwordPolicy, isUsernameCaseSensitive: settings.isUsernameCaseSensitive)
        _ = try await loop(Draw(random)).insert(try poolRecord(request, id: id), under: .pool(id))
        let client = try await appClient(
            CreateUserPoolClientRequest(
                userPoolID: id, clientName: clientID.text,
                explicitAuthFlows: [.allowUserPasswordAuth, .allowAdminUserPasswordAuth, .allowRefreshTokenAuth],
                authSessionValidityMinutes: settings.authSessionValidityMinutes),
            id: clientID, secret: nil)
        _ = try await loop(Draw(random)).insert(ClientRecord(client), under: .client(clientID))
        let stored = try await self.client(clientID, of: id)
        return pool(id, client: clientID, secret: stored.secret)
    }
}
