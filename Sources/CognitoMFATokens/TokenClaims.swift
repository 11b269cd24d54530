import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The claims of an access token as they are written, exactly those of Cognito.
///
/// Source: developer guide, understanding the access token.
struct AccessTokenBody: Codable {
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
struct CustomizedAccessTokenBody: Encodable {
    let claims: AccessTokenBody
    let changes: ClaimOverrides

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ClaimName.self)
        for (name, value) in changes.claimsToAddOrOverride { try container.encode(value, forKey: ClaimName(name)) }
        try claims.encode(to: encoder)
    }
}

/// The claims of an ID token as they are written, which identify the user.
///
/// Source: developer guide, understanding the ID token.
struct IDTokenBody: Encodable {
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
            try claims.encodeIfPresent(ClaimValue(of: name, value), forKey: ClaimName(name.rawValue))
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
        if !grant.roles.isEmpty { try claims.encode(grant.roles, forKey: "cognito:roles") }
        try claims.encodeIfPresent(grant.preferredRole, forKey: "cognito:preferred_role")
    }

    private static let reserved: Set<String> = [
        "sub", "iss", "aud", "origin_jti", "event_id", "token_use", "auth_time", "iat", "exp", "jti",
        "cognito:username", "cognito:groups", "cognito:roles", "cognito:preferred_role",
    ]
}

extension ClaimValue {
    /// The claim of an attribute, in the type that OpenID Connect gives it; nil where the value does not have it.
    ///
    /// An attribute is always a string. Source: OpenID Connect Core 1.0, 5.1 and 5.1.1.
    fileprivate init?(of name: AttributeName, _ value: String) {
        switch name {
        case .phoneNumberVerified, .emailVerified: self = .boolean(value == "true")
        case .address: self = .object(["formatted": .string(value)])
        case .updatedAt:
            guard let number = Int64(value).map({ ClaimValue.integer($0) }) ?? Double(value).map({ .double($0) }),
                number.isJSON
            else { return nil }
            self = number
        default: self = .string(value)
        }
    }
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
