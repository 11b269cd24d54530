import AuthFlow
public import UserPoolModel

/// The handling of a stored pool that is weaker than the code that opens it.
public enum WeakerPool: Sendable, Hashable {
    /// Refuses to open it, and names the differences.
    case refuse
    /// Opens it as it is.
    case accept
    /// Changes what is weaker, in the stored pool and client, to what the code asks for.
    case strengthen
}

/// The call of ``UserPoolService/openPool(_:client:creatingIfAbsent:ifWeaker:)``; an existing pool's settings are not
/// validated.
private struct OpenPoolRequest: OperationRequest {
    static let operation = "OpenPool"
    let id: UserPoolID
    let clientID: AppClientID
    let settings: UserPoolSettings?
    let weaker: WeakerPool
    var named: NamedInRequest { NamedInRequest(pool: id, client: clientID) }
}

extension UserPoolService {
    /// Returns a handle for a pool and a client that exist; it reads nothing.
    public func pool(_ id: UserPoolID, client: AppClientID, secret: ClientSecret? = nil) -> UserPool {
        UserPool(service: self, id: id, clientID: client, clientSecret: secret)
    }

    /// Returns a handle for a pool and a client under ids fixed in code; creates them if they are absent.
    ///
    /// An existing pool or client stays as it is, so any number of processes may start at once. If it is weaker than
    /// `settings`, `ifWeaker` decides; other differences do not count. A pool is weaker if its MFA mode, its password
    /// policy or another protection asks for less, or if it offers a factor by message that the code does not. Without
    /// settings the defaults are taken at creation, and nothing is compared.
    ///
    /// - Throws: InvalidParameterException for invalid ids or settings, or for a factor whose messages nobody sends;
    ///   InvalidUserPoolConfigurationException for a weaker pool, with the differences; ResourceNotFoundException when the
    ///   client exists in another pool.
    public func openPool(
        _ id: UserPoolID, client clientID: AppClientID, creatingIfAbsent settings: UserPoolSettings? = nil,
        ifWeaker weaker: WeakerPool = .refuse
    ) async throws(CognitoError) -> UserPool {
        try await audited(OpenPoolRequest(id: id, clientID: clientID, settings: settings, weaker: weaker), open)
    }

    private func open(_ request: OpenPoolRequest) async throws(CognitoError) -> UserPool {
        let settings = request.settings ?? UserPoolSettings()
        let (id, pool) = (request.id, settings.request)
        let asked = try pool.record(id, at: time.now())
        try requireSenders(for: asked)
        if try await records.read(.pool(id), as: PoolRecord.self) == nil {
            try Validation.check {
                $0.check(id.text, .userPoolID)
                pool.validate(&$0)
            }
            _ = try await insert(asked)
        }
        let client = try await openClient(request.clientID, id, settings)
        let stored = try await self.pool(id)
        try requireSenders(for: stored)
        let differences = stored.weaknesses(against: asked) + client.weaknesses(against: settings)
        if request.settings != nil, !differences.isEmpty {
            switch request.weaker {
            case .refuse: throw .weakerPool(differences)
            case .accept: break
            case .strengthen: try await strengthen(stored, to: asked, client, to: settings)
            }
        }
        return self.pool(id, client: client.id, secret: client.secret)
    }

    private func openClient(
        _ clientID: AppClientID, _ id: UserPoolID, _ settings: UserPoolSettings
    ) async throws(CognitoError) -> AppClient {
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
        return try await client(clientID, of: id)
    }

    private func strengthen(
        _ stored: PoolRecord, to asked: PoolRecord, _ client: AppClient, to settings: UserPoolSettings
    ) async throws(CognitoError) {
        if !stored.weaknesses(against: asked).isEmpty {
            _ = try await changePool(stored.id, isTold: true) { (pool) throws(CognitoError) in
                try pool.strengthen(to: asked, in: profile, at: time.now())
            }
        }
        guard !client.weaknesses(against: settings).isEmpty else { return }
        _ = try await loop(OperationRandomness(random)).run(
            .client(client.id), as: ClientRecord.self,
            absent: .clientNotFound(client.id),
            decide: { (record) async throws(CognitoError) in
                var changed = record
                changed.client.strengthen(to: settings)
                return (changed, ChangeAction.done, self.changed(client: client.id, of: stored.id))
            })
    }
}

extension AppClient {
    /// The protections that the client lacks and the code asks for.
    fileprivate func weaknesses(against settings: UserPoolSettings) -> [String] {
        var weaknesses: [String] = []
        if settings.preventsUserExistenceErrors, !preventsUserExistenceErrors {
            weaknesses.append("PreventUserExistenceErrors is LEGACY, not ENABLED")
        }
        if authSessionValidityMinutes > settings.authSessionValidityMinutes {
            weaknesses.append(
                "AuthSessionValidity is \(authSessionValidityMinutes), not \(settings.authSessionValidityMinutes)")
        }
        return weaknesses
    }

    fileprivate mutating func strengthen(to settings: UserPoolSettings) {
        preventsUserExistenceErrors = preventsUserExistenceErrors || settings.preventsUserExistenceErrors
        authSessionValidityMinutes = min(authSessionValidityMinutes, settings.authSessionValidityMinutes)
    }
}
