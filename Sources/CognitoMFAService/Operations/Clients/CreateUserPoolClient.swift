import AuthFlow
public import UserPoolModel

/// Creates an app client (Cognito's CreateUserPoolClient).
public struct CreateUserPoolClientRequest: PoolRequest {
    package static let operation = "CreateUserPoolClient"

    /// The pool.
    public var userPoolID: UserPoolID
    /// 1-128 characters.
    public var clientName: String
    /// True for a client with a secret, whose calls need a SECRET_HASH.
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
    /// True if an unknown user is answered like a wrong password (`ENABLED`); `LEGACY` unless given, kept by an update.
    public var preventsUserExistenceErrors: Bool?
    /// True if RevokeToken ends a sign-in's tokens; true unless given, kept by an update.
    public var enableTokenRevocation: Bool?
    /// The rotation of refresh tokens; none unless given, kept by an update.
    public var refreshTokenRotation: RefreshTokenRotation?
    /// The attributes in ID tokens and GetUser; all unless given, kept by an update.
    public var readAttributes: Set<AttributeName>?
    /// The attributes its users may set; all unless given, kept by an update.
    public var writeAttributes: Set<AttributeName>?
    /// Cognito's other settings by name, as in `CallbackURLs`: validated, stored and told back, without an effect here.
    public var otherSettings: [String: SettingValue]

    /// Puts a request together.
    public init(
        userPoolID: UserPoolID, clientName: String, generateSecret: Bool = false,
        explicitAuthFlows: [ExplicitAuthFlow] = [], authSessionValidityMinutes: Int = 3,
        accessTokenValiditySeconds: Int = 3600, idTokenValiditySeconds: Int = 3600,
        refreshTokenValiditySeconds: Int = 2_592_000, preventsUserExistenceErrors: Bool? = nil,
        enableTokenRevocation: Bool? = nil, refreshTokenRotation: RefreshTokenRotation? = nil,
        clientSecret: ClientSecret? = nil, readAttributes: Set<AttributeName>? = nil,
        writeAttributes: Set<AttributeName>? = nil, otherSettings: [String: SettingValue] = [:]
    ) {
        self.otherSettings = otherSettings
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

    package func validate(_ members: inout Validation) {
        members.check(clientName, .clientName)
        for flow in explicitAuthFlows { members.check(flow.rawValue, .explicitAuthFlows) }
        members.check(authSessionValidityMinutes, .authSessionValidity)
        members.check(accessTokenValiditySeconds, .accessTokenValidity)
        members.check(idTokenValiditySeconds, .idTokenValidity)
        members.check(refreshTokenValiditySeconds, .refreshTokenValidity)
        members.check(refreshTokenRotation?.retryGracePeriodSeconds, .retryGracePeriod)
        members.check(clientSecret?.text, .clientSecret)
        StoredSetting.validate(otherSettings, StoredSetting.client, &members)
    }

    /// The app client to be created, or to take the place of `former`.
    ///
    /// - Throws: InvalidParameterException for a combination that the service refuses.
    func client(
        _ id: AppClientID, secret: ClientSecret?, in pool: PoolRecord, inPlaceOf former: AppClient? = nil
    ) throws(CognitoError) -> AppClient {
        guard !generateSecret || clientSecret == nil else { throw .secretGivenAndGenerated }
        let allowing = explicitAuthFlows.filter { $0.rawValue.hasPrefix("ALLOW_") }
        guard allowing.isEmpty || allowing.count == explicitAuthFlows.count else { throw .mixedFlowNames }
        let action = former == nil ? "creating" : "updating"
        for (kind, names) in [("read", readAttributes), ("write", writeAttributes)] {
            guard (names ?? []).allSatisfy({ pool.attribute($0) != nil }) else {
                throw .unknownClientAttribute(kind, action)
            }
        }
        return AppClient(
            id: id, userPoolID: userPoolID, name: clientName, secret: secret,
            explicitAuthFlows: Set(explicitAuthFlows), authSessionValidityMinutes: authSessionValidityMinutes,
            accessTokenValiditySeconds: accessTokenValiditySeconds, idTokenValiditySeconds: idTokenValiditySeconds,
            refreshTokenValiditySeconds: refreshTokenValiditySeconds,
            preventsUserExistenceErrors: preventsUserExistenceErrors ?? former?.preventsUserExistenceErrors ?? false,
            enablesTokenRevocation: enableTokenRevocation ?? former?.enablesTokenRevocation ?? true,
            refreshTokenRotation: refreshTokenRotation ?? former?.refreshTokenRotation,
            readAttributes: readAttributes ?? former?.readAttributes,
            writeAttributes: writeAttributes ?? former?.writeAttributes,
            otherSettings: StoredSetting.update(former?.otherSettings ?? [:], by: otherSettings, StoredSetting.client))
    }
}

extension UserPoolAdministration {
    /// Creates an app client under an id that is drawn.
    ///
    /// Source: API reference, CreateUserPoolClient.
    public func createUserPoolClient(_ request: CreateUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        try await administered(request) { (request) async throws(CognitoError) in
            let id = AppClientID(service.drawnText(26))
            let secret = request.generateSecret ? ClientSecret(service.drawnText(51)) : request.clientSecret
            var client = try request.client(id, secret: secret, in: try await service.pool(request.userPoolID))
            (client.creationDate, client.lastModifiedDate) = (service.time.now(), service.time.now())
            guard try await service.insert(client) else { throw .tooManyRequests }
            return client
        }
    }
}
