// Uses the product `CognitoMFAService` as a host does. What matters is what the binary links, see `run.sh`.
import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

struct LinkageTestError: Error {
    let what: String
}

/// A host's own store.
actor Store: RecordStore {
    private var rows: [RecordKey: VersionedRecord] = [:]

    func read(_ key: RecordKey) -> VersionedRecord? { rows[key] }

    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) -> SwapOutcome {
        let stored = rows[key]?.version
        switch change {
        case .insert(let new) where stored == nil: rows[key] = new
        case .replace(let old, let new) where stored == old: rows[key] = new
        case .delete(let old) where stored == old: rows[key] = nil
        default: return .conflict
        }
        return .swapped
    }
}

/// A host's own tokens: opaque ones, remembered.
actor OpaqueTokens: TokenIssuer {
    private var principals: [String: Principal] = [:]

    func issue(_ grant: TokenGrant) -> AuthenticationResult {
        let token = Base64.encodeURL(grant.id)
        principals[token] = Principal(
            userPoolID: grant.userPoolID, clientID: grant.client.id, username: grant.username, sub: grant.sub,
            family: grant.family, generation: grant.generation, scopes: [Principal.userAdminScope],
            authenticatedAt: grant.authenticatedAt)
        return AuthenticationResult(
            accessToken: AccessToken(token), idToken: IDToken(token), refreshToken: nil, expiresIn: 3600)
    }

    func verify(accessToken: AccessToken, now: UnixTime) -> AccessTokenVerdict {
        principals[accessToken.text].map { .valid($0) } ?? .malformed
    }
}

// Core: a vector of RFC 6238, appendix B, cut to six digits.
let vector = try SharedSecret(bytes: Array("12345678901234567890".utf8))
guard TOTP.cognito.code(for: vector, at: UnixTime(seconds: 59)) == "287082" else {
    throw LinkageTestError(what: "a wrong code")
}

// UserPoolModel and AuthFlow: a user sets up an app and signs in with it.
let keys = try KeyRing(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
let service = UserPoolService(
    store: Store(), keys: keys, tokens: OpaqueTokens(), passwords: PBKDF2PasswordHasher(iterations: 1_000))
let pool = try await service.openPool("eu-west-1_main", client: "linkage")
let clock = SystemTimeSource()
try await pool.admin.createUser("ada", password: "Analytical-1843")
guard let first = try await pool.signIn("ada", password: "Analytical-1843").authenticationResult else {
    throw LinkageTestError(what: "a factor already")
}
let association = try await pool.associateSoftwareToken(first.accessToken)
try await pool.verifySoftwareToken(
    first.accessToken, code: TOTP.cognito.code(for: association.secret, at: clock.now()))
try await pool.setMFAPreference(first.accessToken, softwareToken: .preferred)
guard case .challenged(let challenge) = try await pool.signIn("ada", password: "Analytical-1843") else {
    throw LinkageTestError(what: "no second factor")
}
let code = TOTP.cognito.code(for: association.secret, at: clock.now() + .seconds(30))
let outcome = try await pool.respond(to: challenge.session, with: .softwareTokenMFA(code: code))
guard let tokens = outcome.authenticationResult, try await pool.user(tokens.accessToken).username == "ada" else {
    throw LinkageTestError(what: "not signed in")
}
print("linkage test: signed in")
