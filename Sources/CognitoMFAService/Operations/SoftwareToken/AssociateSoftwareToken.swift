import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Asks for a secret for an authenticator app (Cognito's AssociateSoftwareToken): with an access token or a session.
public struct AssociateSoftwareTokenRequest: Sendable {
    /// A signed-in user's.
    public var accessToken: AccessToken?
    /// That of MFA_SETUP.
    public var session: SessionHandle?

    /// Puts a request together; exactly one of the two must be there.
    public init(accessToken: AccessToken? = nil, session: SessionHandle? = nil) {
        self.accessToken = accessToken
        self.session = session
    }
}

extension UserPoolService {
    /// Gives out a secret.
    ///
    /// The one in use works on until the new one is verified. Source: guide, "Associate the TOTP Token".
    ///
    /// - Throws: InvalidParameterException for both or neither of token and session; SoftwareTokenMFANotFoundException
    ///   when TOTP is off in the pool; NotAuthorizedException for a token or session that does not hold.
    public func associateSoftwareToken(
        _ request: AssociateSoftwareTokenRequest
    ) async throws(CognitoError) -> SoftwareTokenAssociation {
        try await audited("AssociateSoftwareToken") { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(
        _ request: AssociateSoftwareTokenRequest
    ) async throws(CognitoError) -> SoftwareTokenAssociation {
        var validation = Validation()
        validation.check(request.accessToken?.text, .accessToken)
        validation.check(request.session?.text, .session)
        try validation.finish()
        let randomness = OperationRandomness.withSecret(random)
        switch try UserAuthorization(token: request.accessToken, session: request.session) {
        case .accessToken(let token):
            let authorized = try await authorize(token)
            let action = try await change(authorized, randomness: randomness) { machine, context in
                machine.softwareTokenAssociated(by: authorized.principal, in: context)
            }.action
            return try association(action, of: authorized.principal.username, in: authorized.pool, handle: nil)
        case .session(let session):
            let locator = try SessionLocator(session, keys: keys)
            let decision = try await changeSession(locator, randomness: randomness) { machine, session, context in
                machine.softwareTokenAssociated(in: session, in: context)
            } refusing: {
                .refuse($0)
            }
            let pool = try await pool(locator.userPoolID)
            return try association(decision.action, of: decision.record.username, in: pool, handle: locator)
        }
    }

    private func association(
        _ action: AssociateAction, of username: Username, in pool: PoolRecord, handle locator: SessionLocator?
    ) throws(CognitoError) -> SoftwareTokenAssociation {
        switch action {
        case .refuse(let error): throw error
        case .associated(let secret, let session):
            let handle = locator.flatMap { locator in
                session.map { self.handle(of: $0, of: CanonicalName(digest: locator.recordDigest), in: pool.id) }
            }
            return SoftwareTokenAssociation(
                secret: secret, keyURI: KeyURI(issuer: pool.name, accountName: username.text, secret: secret),
                session: handle)
        }
    }

    /// Changes the record that a session of MFA_SETUP leads to.
    func changeSession<Action: MachineAction>(
        _ locator: SessionLocator, randomness: OperationRandomness,
        _ event: (inout AuthMachine, ChallengeSession, SignInContext) -> Action,
        refusing: (CognitoError) -> Action
    ) async throws(CognitoError) -> SwapLoop.Decision<UserAuthRecord, Action> {
        try await loop(randomness).run(
            .user(locator.userPoolID, digest: locator.recordDigest), as: UserAuthRecord.self,
            absent: .invalidSession,
            decide: { (record) async throws(CognitoError) in
                AuditedCall.current?.note(
                    record.username, record.sub, in: locator.userPoolID,
                    through: record.session(locator.session)?.client)
                // The handle names its client by digest only; the session in the record has the id.
                guard time.now() < locator.expiresAt else { return (record, refusing(.expiredSession), []) }
                guard record.isEnabled else { return (record, refusing(.userDisabled), []) }
                guard let id = record.session(locator.session)?.client else {
                    return (record, refusing(.usedSession), [])
                }
                let client = try await client(id, of: locator.userPoolID)
                let context = try await signInContext(of: client, randomness: randomness)
                var machine = AuthMachine(record: record)
                switch machine.session(locator, answering: .mfaSetup, as: nil, in: context) {
                case .failure(let error): return (machine.record, refusing(error), [])
                case .success(let session):
                    let action = event(&machine, session, context)
                    return machine.decided(action, of: record, in: locator.userPoolID)
                }
            })
    }
}

extension UserAuthorization {
    /// - Throws: InvalidParameterException for both or neither.
    init(token: AccessToken?, session: SessionHandle?) throws(CognitoError) {
        switch (token, session) {
        case (let token?, nil): self = .accessToken(token)
        case (nil, let session?): self = .session(session)
        case (nil, nil): throw .tokenOrSession
        case (_?, _?): throw .tokenAndSession
        }
    }
}
