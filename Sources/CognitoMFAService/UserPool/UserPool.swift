import AuthFlow
public import UserPoolModel

/// One pool through one app client, for the handlers of a server, scripts and tests.
///
/// It builds requests and calls the service; it decides nothing. The administrator's operations are under ``admin``, so
/// that a review can find them by that word.
public struct UserPool: Sendable {
    /// The service that it calls.
    public let service: UserPoolService
    /// The pool.
    public let id: UserPoolID
    /// The app client.
    public let clientID: AppClientID
    /// The client's secret, if it has one.
    let clientSecret: ClientSecret?

    init(service: UserPoolService, id: UserPoolID, clientID: AppClientID, clientSecret: ClientSecret?) {
        (self.service, self.id, self.clientID, self.clientSecret) = (service, id, clientID, clientSecret)
    }

    /// The administrator's operations on this pool.
    public var admin: Admin { Admin(pool: self) }
}

/// The settings of a pool that is created when it is opened for the first time.
public struct UserPoolSettings: Sendable {
    /// The pool's name: 1-128 characters; authenticator apps show it as the issuer.
    public var name: String
    /// The MFA mode (off, optional or on) and the factors on offer.
    public var mfa: UserPoolMFAConfiguration
    /// The requirements for passwords.
    public var passwordPolicy: PasswordPolicy
    /// True when `ada` and `Ada` are two users.
    ///
    /// It cannot change later.
    public var isUsernameCaseSensitive: Bool
    /// The lifetime of an open challenge: 3-15 minutes.
    public var authSessionValidityMinutes: Int
    /// True when an unknown user is answered like a wrong password.
    public var preventsUserExistenceErrors: Bool
    /// The options with defaults: recovery, verified attributes, texts.
    ///
    /// Its members about MFA and passwords are ignored.
    public var members: UserPoolOptions
    /// The attributes with which users may sign in beside their name.
    ///
    /// They cannot change later.
    public var aliasAttributes: Set<AttributeName>
    /// The attributes that serve as usernames.
    ///
    /// They cannot change later.
    public var usernameAttributes: Set<AttributeName>

    /// Creates settings with Cognito's defaults, except that TOTP is offered, names ignore case, and password flows are on.
    public init(
        name: String = "Server", mfa: UserPoolMFAConfiguration = .optional([.softwareToken]),
        passwordPolicy: PasswordPolicy = PasswordPolicy(), isUsernameCaseSensitive: Bool = false,
        authSessionValidityMinutes: Int = 3, preventsUserExistenceErrors: Bool = false,
        members: UserPoolOptions = UserPoolOptions(), aliasAttributes: Set<AttributeName> = [],
        usernameAttributes: Set<AttributeName> = []
    ) {
        self.preventsUserExistenceErrors = preventsUserExistenceErrors
        self.members = members
        self.aliasAttributes = aliasAttributes
        self.usernameAttributes = usernameAttributes
        self.name = name
        self.mfa = mfa
        self.passwordPolicy = passwordPolicy
        self.isUsernameCaseSensitive = isUsernameCaseSensitive
        self.authSessionValidityMinutes = authSessionValidityMinutes
    }

    var request: CreateUserPoolRequest {
        var members = self.members
        members.mfaConfiguration = mfa.mode
        members.smsConfiguration = mfa.factors.contains(.sms) ? members.smsConfiguration ?? SMSConfiguration() : nil
        members.smsAuthenticationMessage = mfa.smsAuthenticationMessage
        members.passwordPolicy = passwordPolicy
        return CreateUserPoolRequest(
            poolName: name, members: members,
            softwareTokenMFAConfiguration: mfa.factors.contains(.softwareToken) ? SoftwareTokenMFAConfiguration() : nil,
            emailMFAConfiguration: mfa.factors.contains(.email) ? mfa.email : nil,
            isUsernameCaseSensitive: isUsernameCaseSensitive, aliasAttributes: aliasAttributes,
            usernameAttributes: usernameAttributes)
    }
}

/// The call of ``UserPoolService/openPool(_:client:creatingIfAbsent:)``; an existing pool's settings are not validated.
private struct OpenPoolRequest: OperationRequest {
    static let operation = "OpenPool"
    let id: UserPoolID
    let clientID: AppClientID
    let settings: UserPoolSettings
    var named: NamedInRequest { NamedInRequest(pool: id, client: clientID) }
}

extension UserPoolService {
    /// Returns a handle for a pool and a client that exist; it reads nothing.
    public func pool(_ id: UserPoolID, client: AppClientID, secret: ClientSecret? = nil) -> UserPool {
        UserPool(service: self, id: id, clientID: client, clientSecret: secret)
    }

    /// Returns a handle for a pool and a client under ids fixed in code; creates them if they are absent.
    ///
    /// An existing pool or client stays as it is, so any number of processes may start at once.
    ///
    /// - Throws: InvalidParameterException for invalid ids or settings; ResourceNotFoundException when the client exists in
    ///   another pool.
    public func openPool(
        _ id: UserPoolID, client clientID: AppClientID, creatingIfAbsent settings: UserPoolSettings = UserPoolSettings()
    ) async throws(CognitoError) -> UserPool {
        try await audited(OpenPoolRequest(id: id, clientID: clientID, settings: settings), open)
    }

    private func open(_ request: OpenPoolRequest) async throws(CognitoError) -> UserPool {
        let id = request.id
        if try await records.read(.pool(id), as: PoolRecord.self) == nil {
            let pool = request.settings.request
            try Validation.check {
                $0.check(id.text, .userPoolID)
                pool.validate(&$0)
            }
            _ = try await insert(try pool.record(id, at: time.now()))
        }
        return try await openClient(request.clientID, id, request.settings)
    }

    private func openClient(
        _ clientID: AppClientID, _ id: UserPoolID, _ settings: UserPoolSettings
    ) async throws(CognitoError) -> UserPool {
        if try await records.read(.client(clientID), as: ClientRecord.self) == nil {
            let client = CreateUserPoolClientRequest(
                userPoolID: id, clientName: clientID.text,
                explicitAuthFlows: [.allowUserPasswordAuth, .allowAdminUserPasswordAuth, .allowRefreshTokenAuth],
                authSessionValidityMinutes: settings.authSessionValidityMinutes,
                preventsUserExistenceErrors: settings.preventsUserExistenceErrors)
            try Validation.check {
                client.validateNames(&$0)
                $0.check(clientID.text, .clientID)
                client.validate(&$0)
            }
            _ = try await insert(try client.client(clientID, secret: nil, in: try await pool(id)))
        }
        let stored = try await self.client(clientID, of: id)
        return pool(id, client: clientID, secret: stored.secret)
    }
}
