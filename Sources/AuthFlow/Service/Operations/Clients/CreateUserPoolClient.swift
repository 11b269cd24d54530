import CognitoMFACore
public import UserPoolModel

/// Creates an app client (Cognito's CreateUserPoolClient).
public struct CreateUserPoolClientRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// 1-128 characters.
    public var clientName: String
    /// Whether the client gets a secret, and its calls need a SECRET_HASH.
    public var generateSecret: Bool
    /// The sign-in flows it allows; none unless given, as in Cognito.
    public var explicitAuthFlows: [ExplicitAuthFlow]
    /// 3-15 minutes; 3 unless given.
    public var authSessionValidityMinutes: Int
    /// 300-86,400 seconds; one hour unless given.
    public var accessTokenValiditySeconds: Int
    /// 300-86,400 seconds; one hour unless given.
    public var idTokenValiditySeconds: Int
    /// 3,600-315,360,000 seconds; thirty days unless given.
    public var refreshTokenValiditySeconds: Int
    /// Whether an unknown user is answered like a wrong password (`ENABLED`); `LEGACY` unless given.
    public var preventsUserExistenceErrors: Bool
    /// Whether RevokeToken ends a sign-in's tokens.
    public var enableTokenRevocation: Bool
    /// How refresh tokens are replaced as they are used; nil for not at all.
    public var refreshTokenRotation: RefreshTokenRotation?

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, clientName: String, generateSecret: Bool = false,
        explicitAuthFlows: [ExplicitAuthFlow] = [], authSessionValidityMinutes: Int = 3,
        accessTokenValiditySeconds: Int = 3600, idTokenValiditySeconds: Int = 3600,
        refreshTokenValiditySeconds: Int = 2_592_000, preventsUserExistenceErrors: Bool = false,
        enableTokenRevocation: Bool = true, refreshTokenRotation: RefreshTokenRotation? = nil
    ) {
        self.userPoolID = userPoolID
        self.clientName = clientName
        self.generateSecret = generateSecret
        self.explicitAuthFlows = explicitAuthFlows
        self.authSessionValidityMinutes = authSessionValidityMinutes
        self.accessTokenValiditySeconds = accessTokenValiditySeconds
        self.idTokenValiditySeconds = idTokenValiditySeconds
        self.refreshTokenValiditySeconds = refreshTokenValiditySeconds
        self.preventsUserExistenceErrors = preventsUserExistenceErrors
        self.enableTokenRevocation = enableTokenRevocation
        self.refreshTokenRotation = refreshTokenRotation
    }
}

extension UserPoolService {
    func createUserPoolClient(_ request: CreateUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        let letters = Array("0123456789abcdefghijklmnopqrstuvwxyz")
        func drawn(_ count: Int) -> String {
            String(random.bytes(count: count, for: .nonce).map { letters[Int($0) % letters.count] })
        }
        let id = AppClientID(drawn(26))
        let secret = request.generateSecret ? ClientSecret(drawn(51)) : nil
        let client = try await appClient(request, id: id, secret: secret)
        guard try await loop(Draw(random)).insert(ClientRecord(client), under: .client(id)) else {
            throw .tooManyRequests
        }
        return client
    }

    /// The app client to be created.
    ///
    /// - Throws: InvalidParameterException for a member out of range; ResourceNotFoundException for an unknown pool.
    func appClient(
        _ request: CreateUserPoolClientRequest, id: AppClientID, secret: ClientSecret?
    ) async throws(CognitoError) -> AppClient {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        validation.check(id.text, .clientID)
        validation.check(request.clientName, .clientName)
        for flow in request.explicitAuthFlows { validation.check(flow.rawValue, .explicitAuthFlows) }
        validation.check(request.authSessionValidityMinutes, .authSessionValidity)
        validation.check(request.accessTokenValiditySeconds, .accessTokenValidity)
        validation.check(request.idTokenValiditySeconds, .idTokenValidity)
        validation.check(request.refreshTokenValiditySeconds, .refreshTokenValidity)
        validation.check(request.refreshTokenRotation?.retryGracePeriodSeconds, .retryGracePeriod)
        try validation.finish()
        _ = try await pool(request.userPoolID)
        return AppClient(
            id: id, userPoolID: request.userPoolID, name: request.clientName, secret: secret,
            explicitAuthFlows: Set(request.explicitAuthFlows),
            authSessionValidityMinutes: request.authSessionValidityMinutes,
            accessTokenValiditySeconds: request.accessTokenValiditySeconds,
            idTokenValiditySeconds: request.idTokenValiditySeconds,
            refreshTokenValiditySeconds: request.refreshTokenValiditySeconds,
            preventsUserExistenceErrors: request.preventsUserExistenceErrors,
            enablesTokenRevocation: request.enableTokenRevocation,
            refreshTokenRotation: request.refreshTokenRotation)
    }
}
