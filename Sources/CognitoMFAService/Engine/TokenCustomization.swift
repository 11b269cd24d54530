import AuthFlow
import CognitoMFACore
import UserPoolModel

extension UserPoolService {
    /// Lets the host's trigger change the tokens of a grant that is accounted for; if it fails the grant is lost (R94).
    func customized(
        _ grant: TokenGrant, of user: UserAuthRecord, _ source: PreTokenGenerationRequest.TriggerSource
    ) async throws(CognitoError) -> TokenGrant {
        guard let trigger = triggers.preTokenGeneration else { return grant }
        let request = PreTokenGenerationRequest(
            triggerSource: source, userPoolID: grant.userPoolID, clientID: grant.client.id, username: grant.username,
            userAttributes: user.attributesForTriggers, scopes: grant.scopes, groups: grant.groups,
            clientMetadata: ClientMetadata.current)
        let changes = try await call(.preTokenGeneration) { try await trigger.customize(request) }
        try changes.validate()
        return grant.changed(by: changes)
    }
}

extension PreTokenGenerationResponse {
    /// The most claims and scopes that one answer may name.
    private static let limit = 5_000

    /// - Throws: InvalidLambdaResponseException for too many claims and scopes, a scope that is none, and a number that
    ///   JSON cannot spell.
    fileprivate func validate() throws(CognitoError) {
        let count = idTokenGeneration.count + accessTokenGeneration.count + scopesToAdd.count + scopesToSuppress.count
        let values = [idTokenGeneration, accessTokenGeneration].flatMap(\.claimsToAddOrOverride.values)
        guard count <= Self.limit, values.allSatisfy(\.isJSON),
            scopesToAdd.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) })
        else { throw .invalidTriggerAnswer }
    }
}

extension TokenGrant {
    /// The claims that no trigger changes, beside those that begin with `cognito:`.
    ///
    /// Source: developer guide, pre token generation trigger, excluded claims and scopes.
    private static let unchangeable: Set<String> = [
        "acr", "amr", "at_hash", "auth_time", "azp", "client_id", "device_key", "event_id", "exp", "iat", "identities",
        "iss", "jti", "nbf", "nonce", "origin_jti", "sub", "token_use", "version",
    ]

    fileprivate func changed(by changes: PreTokenGenerationResponse) -> TokenGrant {
        var grant = self
        grant.idTokenClaims = Self.allowed(changes.idTokenGeneration) { name, _ in name == "aud" }
        grant.accessTokenClaims = Self.allowed(changes.accessTokenGeneration) { name, value in
            name == "scope" || name == "username" || name == "aud" && value != .string(client.id.text)
        }
        for scope in changes.scopesToAdd where !grant.scopes.contains(scope) { grant.scopes.append(scope) }
        grant.scopes.removeAll(where: changes.scopesToSuppress.contains)
        grant.groups = changes.groupsToOverride ?? groups
        return grant
    }

    /// Leaves out what cannot be changed, and the additions that are suppressed.
    private static func allowed(
        _ changes: ClaimOverrides, except isFixed: (String, ClaimValue?) -> Bool
    ) -> ClaimOverrides {
        func isChangeable(_ name: String, _ value: ClaimValue?) -> Bool {
            !unchangeable.contains(name) && !name.hasPrefix("cognito:") && !isFixed(name, value)
        }
        return ClaimOverrides(
            claimsToAddOrOverride: changes.claimsToAddOrOverride.filter { name, value in
                isChangeable(name, value) && !changes.claimsToSuppress.contains(name)
            },
            claimsToSuppress: changes.claimsToSuppress.filter { isChangeable($0, nil) })
    }
}
