import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Asks for a secret for an authenticator app (Cognito's AssociateSoftwareToken): with an access token or a session.
public struct AssociateSoftwareTokenRequest: OperationRequest {
    package static let operation = "AssociateSoftwareToken"

    /// A signed-in user's.
    public var accessToken: AccessToken?
    /// That of MFA_SETUP.
    public var session: SessionHandle?

    /// Puts a request together; exactly one of the two must be there.
    public init(accessToken: AccessToken? = nil, session: SessionHandle? = nil) {
        (self.accessToken, self.session) = (accessToken, session)
    }

    package func validate(_ members: inout Validation) {
        members.check(accessToken?.text, .accessToken)
        members.check(session?.text, .session)
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
        try await audited(request, perform)
    }

    private func perform(
        _ request: AssociateSoftwareTokenRequest
    ) async throws(CognitoError) -> SoftwareTokenAssociation {
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
            return SoftwareTokenAssociation(secret, of: username, in: pool, session: handle)
        }
    }
}

/// A secret given out for an authenticator app.
///
/// In a sign-in it can be read again with its session until it is verified; after that nothing returns it.
public struct SoftwareTokenAssociation: Sendable, CustomStringConvertible, CustomReflectable {
    /// The secret, for a script that plays the phone.
    public let secret: SharedSecret
    /// The secret as a URI, to be drawn as a QR code.
    public let keyURI: KeyURI
    /// The next session, when the secret was asked for with one.
    public let session: SessionHandle?

    init(_ secret: SharedSecret, of username: Username, in pool: PoolRecord, session: SessionHandle?) {
        self.secret = secret
        keyURI = KeyURI(issuer: pool.name, accountName: username.text, secret: secret)
        self.session = session
    }

    /// The secret in Base32, to be typed: 52 characters (Cognito's `SecretCode`).
    public var secretCode: String { secret.base32 }

    /// The secret in groups of four, in lower case, as people type it.
    public var groupedSecretCode: String {
        var groups = ""
        for (place, character) in secretCode.lowercased().enumerated() {
            if place > 0, place % 4 == 0 { groups.append(" ") }
            groups.append(character)
        }
        return groups
    }

    /// No secret.
    public var description: String { "SoftwareTokenAssociation(redacted)" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
