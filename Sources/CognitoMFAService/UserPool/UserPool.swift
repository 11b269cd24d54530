import AuthFlow
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

    /// The operations of an administrator in this pool.
    public var admin: Admin { Admin(pool: self) }
}

/// The settings of a pool that is opened for the first time.
public struct UserPoolSettings: Sendable {
    /// The pool's name: 1-128 characters, the issuer in authenticator apps.
    public var name: String
    /// Off, optional or on, and the factors on offer.
    public var mfa: UserPoolMFAConfiguration
    /// The policy for passwords.
    public var passwordPolicy: PasswordPolicy
    /// True if `ada` and `Ada` are two users.
    ///
    /// Cannot change.
    public var isUsernameCaseSensitive: Bool
    /// The lifetime of an open challenge: 3-15 minutes.
    public var authSessionValidityMinutes: Int
    /// True if an unknown user is answered like a wrong password.
    public var preventsUserExistenceErrors: Bool
    /// All that has a default: recovery, verified attributes, texts.
    ///
    /// Its members about MFA and passwords do not count.
    public var members: UserPoolOptions
    /// The attributes that users may sign in with beside their name.
    ///
    /// Cannot change.
    public var aliasAttributes: Set<AttributeName>
    /// The attributes that users are named by.
    ///
    /// Cannot change.
    public var usernameAttributes: Set<AttributeName>

    /// Cognito's defaults, but for three: TOTP is offered, names ignore case, and passwords may be used to sign in.
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
            _ = try await pool(id)
            _ = try await insert(try client.client(clientID, secret: nil))
        }
        let stored = try await self.client(clientID, of: id)
        return pool(id, client: clientID, secret: stored.secret)
    }
}
