public import CognitoMFACore
public import UserPoolModel

/// The claims of an access token.
///
/// Source: developer guide, understanding the access token.
public struct AccessTokenClaims: Sendable, Hashable, Codable {
    /// All claims by name, those of a trigger included.
    public let all: [String: ClaimValue]
    /// The user's stable id (`sub`).
    public let sub: UserSub
    /// The issuer (`iss`): the base URL and the pool.
    public let issuer: String
    /// The app client (`client_id`).
    public let clientID: AppClientID
    /// The user's name (`username`).
    public let username: Username
    /// The scopes (`scope`).
    public let scopes: Set<String>
    /// The user's groups (`cognito:groups`).
    public let groups: [String]
    /// The time of the sign-in (`auth_time`).
    public let authenticatedAt: UnixTime
    /// The time of issue (`iat`).
    public let issuedAt: UnixTime
    /// The end of the token's life (`exp`).
    public let expiresAt: UnixTime

    /// Decodes the JSON object of the claims.
    public init(from decoder: any Decoder) throws {
        let claims = try ClaimReader(from: decoder, use: .access)
        all = claims.all
        sub = UserSub(try claims.text("sub"))
        issuer = try claims.text("iss")
        clientID = AppClientID(try claims.text("client_id"))
        username = Username(try claims.text("username"))
        scopes = Set(try claims.text("scope").split(separator: " ").map { String($0) })
        groups = claims.texts("cognito:groups")
        authenticatedAt = try claims.time("auth_time")
        issuedAt = try claims.time("iat")
        expiresAt = try claims.time("exp")
    }

    /// Encodes the JSON object of the claims.
    public func encode(to encoder: any Encoder) throws { try all.encode(to: encoder) }
}

extension AccessToken {
    /// The claims, read without verifying the token.
    ///
    /// Use it for a token that the pool has just given out. A token that a client sends is verified with
    /// `UserPool.principal(of:)`, or with a ``TokenVerifier`` in another service.
    ///
    /// - Throws: ``TokenRefusal/malformed`` for a text that is no access token.
    public var claims: AccessTokenClaims {
        get throws(TokenRefusal) {
            guard let claims = JSONWebSignature.unverifiedClaims(of: text, as: AccessTokenClaims.self) else {
                throw .malformed
            }
            return claims
        }
    }
}
