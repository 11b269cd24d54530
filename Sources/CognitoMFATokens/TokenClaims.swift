import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The claims of an access token, exactly those of Cognito.
///
/// Source: developer guide, understanding the access token.
struct AccessTokenClaims: Codable {
    let sub: String
    let iss: String
    let clientID: String
    let originID: String?
    let eventID: String
    let tokenUse: TokenUse
    let scope: String
    let authTime: Int64
    let exp: Int64
    let iat: Int64
    let jti: String?
    let username: String
    let groups: [String]?

    private enum CodingKeys: String, CodingKey {
        case sub, iss, scope, exp, iat, jti, username
        case clientID = "client_id"
        case originID = "origin_jti"
        case eventID = "event_id"
        case tokenUse = "token_use"
        case authTime = "auth_time"
        case groups = "cognito:groups"
    }

    init(_ grant: TokenGrant, issuer: String) {
        sub = grant.sub.text
        iss = issuer
        clientID = grant.client.id.text
        originID = grant.originID
        eventID = grant.eventID
        tokenUse = .access
        scope = grant.scopes.joined(separator: " ")
        authTime = grant.authenticatedAt.seconds
        iat = grant.issuedAt.seconds
        exp = iat + Int64(grant.client.accessTokenValiditySeconds)
        jti = grant.tokenID(for: .access)
        username = grant.username.text
        groups = grant.groups.isEmpty ? nil : grant.groups
    }
}

/// The claims of an access token with those of a trigger; none of them replaces one of Cognito's.
struct CustomizedAccessTokenClaims: Encodable {
    let claims: AccessTokenClaims
    let changes: ClaimOverrides

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ClaimName.self)
        for (name, value) in changes.claimsToAddOrOverride { try container.encode(value, forKey: ClaimName(name)) }
        try claims.encode(to: encoder)
    }
}

/// The claims of an ID token, which identifies the user.
///
/// Source: developer guide, understanding the ID token.
struct IDTokenClaims: Encodable {
    private let grant: TokenGrant
    private let issuer: String

    init(_ grant: TokenGrant, issuer: String) {
        (self.grant, self.issuer) = (grant, issuer)
    }

    func encode(to encoder: any Encoder) throws {
        var claims = encoder.container(keyedBy: ClaimName.self)
        let changes = grant.idTokenClaims
        // Attributes come first, so that none can replace a claim written below.
        for (name, value) in grant.attributes
        where !Self.reserved.contains(name.rawValue) && !changes.claimsToSuppress.contains(name.rawValue) {
            switch name {
            case .phoneNumberVerified, .emailVerified:
                try claims.encode(value == "true", forKey: ClaimName(name.rawValue))
            default: try claims.encode(value, forKey: ClaimName(name.rawValue))
            }
        }
        for (name, value) in changes.claimsToAddOrOverride where !Self.reserved.contains(name) {
            try claims.encode(value, forKey: ClaimName(name))
        }
        try claims.encode(grant.sub.text, forKey: "sub")
        try claims.encode(issuer, forKey: "iss")
        try claims.encode(grant.client.id.text, forKey: "aud")
        try claims.encodeIfPresent(grant.originID, forKey: "origin_jti")
        try claims.encode(grant.eventID, forKey: "event_id")
        try claims.encode(TokenUse.id, forKey: "token_use")
        try claims.encode(grant.authenticatedAt.seconds, forKey: "auth_time")
        try claims.encode(grant.issuedAt.seconds, forKey: "iat")
        try claims.encode(grant.issuedAt.seconds + Int64(grant.client.idTokenValiditySeconds), forKey: "exp")
        try claims.encodeIfPresent(grant.tokenID(for: .id), forKey: "jti")
        try claims.encode(grant.username.text, forKey: "cognito:username")
        if !grant.groups.isEmpty { try claims.encode(grant.groups, forKey: "cognito:groups") }
    }

    private static let reserved: Set<String> = [
        "sub", "iss", "aud", "origin_jti", "event_id", "token_use", "auth_time", "iat", "exp", "jti",
        "cognito:username", "cognito:groups",
    ]
}

/// The name of a claim.
private struct ClaimName: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init(stringLiteral name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
