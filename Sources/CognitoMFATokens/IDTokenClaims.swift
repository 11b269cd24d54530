public import CognitoMFACore
public import UserPoolModel

/// The claims of an ID token: the user's data, which never prints.
///
/// Source: developer guide, understanding the ID token; OpenID Connect Core 1.0, 5.1.
public struct IDTokenClaims: Sendable, Hashable, Codable, CustomStringConvertible, CustomReflectable {
    /// All claims by name: the user's attributes and those of a trigger are among them.
    public let all: [String: ClaimValue]
    /// The user's stable id (`sub`).
    public let sub: UserSub
    /// The issuer (`iss`): the base URL and the pool.
    public let issuer: String
    /// The app client (`aud`).
    public let audience: AppClientID
    /// The user's name (`cognito:username`).
    public let username: Username
    /// The user's groups (`cognito:groups`).
    public let groups: [String]
    /// The roles of the groups (`cognito:roles`).
    public let roles: [String]
    /// The role of the best group (`cognito:preferred_role`); nil for none.
    public let preferredRole: String?
    /// The user's e-mail address (`email`), if the client may read it.
    public let email: String?
    /// True if a code has verified the address (`email_verified`).
    public let isEmailVerified: Bool
    /// The user's phone number (`phone_number`), if the client may read it.
    public let phoneNumber: String?
    /// True if a code has verified the number (`phone_number_verified`).
    public let isPhoneNumberVerified: Bool
    /// The time of the sign-in (`auth_time`).
    public let authenticatedAt: UnixTime
    /// The time of issue (`iat`).
    public let issuedAt: UnixTime
    /// The end of the token's life (`exp`).
    public let expiresAt: UnixTime

    /// Decodes the JSON object of the claims.
    public init(from decoder: any Decoder) throws {
        let claims = try ClaimReader(from: decoder, use: .id)
        all = claims.all
        sub = UserSub(try claims.text("sub"))
        issuer = try claims.text("iss")
        audience = AppClientID(try claims.text("aud"))
        username = Username(try claims.text("cognito:username"))
        groups = claims.texts("cognito:groups")
        roles = claims.texts("cognito:roles")
        preferredRole = try? claims.text("cognito:preferred_role")
        email = try? claims.text("email")
        isEmailVerified = claims.all["email_verified"] == true
        phoneNumber = try? claims.text("phone_number")
        isPhoneNumberVerified = claims.all["phone_number_verified"] == true
        authenticatedAt = try claims.time("auth_time")
        issuedAt = try claims.time("iat")
        expiresAt = try claims.time("exp")
    }

    /// Encodes the JSON object of the claims.
    public func encode(to encoder: any Encoder) throws { try all.encode(to: encoder) }

    /// The user's id, without personal data.
    public var description: String { "IDTokenClaims(\(sub), redacted)" }
    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

extension IDToken {
    /// The claims, read without verifying the token.
    ///
    /// Use it for a token that the pool has just given out; elsewhere verify it with a ``TokenVerifier``.
    ///
    /// - Throws: ``TokenRefusal/malformed`` for a text that is no ID token.
    public var claims: IDTokenClaims {
        get throws(TokenRefusal) {
            guard let claims = JSONWebSignature.unverifiedClaims(of: text, as: IDTokenClaims.self) else {
                throw .malformed
            }
            return claims
        }
    }
}
