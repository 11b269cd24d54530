import AuthFlow
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
    /// A secret of one's own in place of a drawn one: 24-64 characters.
    public var clientSecret: ClientSecret?
    /// The sign-in flows it allows; refreshing alone unless given, as in Cognito.
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
    /// The attributes in ID tokens and GetUser; nil for all.
    public var readAttributes: Set<AttributeName>?
    /// The attributes its users may set; nil for all.
    public var writeAttributes: Set<AttributeName>?

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, clientName: String, generateSecret: Bool = false,
        explicitAuthFlows: [ExplicitAuthFlow] = [], authSessionValidityMinutes: Int = 3,
        accessTokenValiditySeconds: Int = 3600, idTokenValiditySeconds: Int = 3600,
        refreshTokenValiditySeconds: Int = 2_592_000, preventsUserExistenceErrors: Bool = false,
        enableTokenRevocation: Bool = true, refreshTokenRotation: RefreshTokenRotation? = nil,
        clientSecret: ClientSecret? = nil, readAttributes: Set<AttributeName>? = nil,
        writeAttributes: Set<AttributeName>? = nil
    ) {
        self.clientSecret = clientSecret
        self.readAttributes = readAttributes
        self.writeAttributes = writeAttributes
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
        let secret = request.generateSecret ? ClientSecret(drawn(51)) : request.clientSecret
        let client = try await appClient(request, id: id, secret: secret)
        guard try await insert(client) else { throw .tooManyRequests }
        return client
    }

    /// Puts an app client in place, listed in its pool as pending before and as confirmed after.
    ///
    /// - Returns: false when there is one already.
    func insert(_ client: AppClient) async throws(CognitoError) -> Bool {
        _ = try await changePool(client.userPoolID) { (pool) throws(CognitoError) in
            guard pool.clients.count < PoolRecord.clientCap || pool.clients.isConfirmed(client.id) != nil else {
                throw .tooManyClients
            }
            pool.clients.expect(client.id)
        }
        let isNew = try await loop(OperationRandomness(random)).insert(ClientRecord(client), under: .client(client.id))
        if isNew {
            for event in changed(client: client.id, of: client.userPoolID) { observer.observe(event) }
            _ = try await changePool(client.userPoolID) { $0.clients.confirm(client.id) }
        }
        return isNew
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
        validation.check(request.clientSecret?.text, .clientSecret)
        try validation.finish()
        guard !request.generateSecret || request.clientSecret == nil else { throw .secretGivenAndGenerated }
        let allowing = request.explicitAuthFlows.filter { $0.rawValue.hasPrefix("ALLOW_") }
        guard allowing.isEmpty || allowing.count == request.explicitAuthFlows.count else { throw .mixedFlowNames }
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
            refreshTokenRotation: request.refreshTokenRotation, readAttributes: request.readAttributes,
            writeAttributes: request.writeAttributes)
    }
}
