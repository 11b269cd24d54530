import AuthFlow
import UserPoolModel

extension UserPoolService {
    /// Reads the user's groups for a grant that is accounted for, and lets the host's trigger change its tokens; if either
    /// fails the grant is lost (R94).
    func customized(
        _ grant: TokenGrant, of user: UserAuthRecord, _ source: PreTokenGenerationRequest.TriggerSource
    ) async throws(CognitoError) -> TokenGrant {
        var grant = grant
        grant.groupConfiguration = GroupConfiguration(
            of: try await groups(of: user.groups, in: grant.userPoolID).map(\.group))
        guard let trigger = triggers.preTokenGeneration else { return grant }
        let request = PreTokenGenerationRequest(
            triggerSource: source, userPoolID: grant.userPoolID, clientID: grant.client.id, username: grant.username,
            userAttributes: user.attributesForTriggers, scopes: grant.scopes,
            groupConfiguration: grant.groupConfiguration, clientMetadata: ClientMetadata.current)
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
            scopesToAdd.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isOfAScope) })
        else { throw .invalidTriggerAnswer }
    }

    /// True for the bytes of a scope; the space parts scopes.
    ///
    /// Source: RFC 6749, appendix A.4, `NQCHAR`.
    private static func isOfAScope(_ byte: UInt8) -> Bool {
        byte == 0x21 || (0x23...0x5B).contains(byte) || (0x5D...0x7E).contains(byte)
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
        if let details = changes.groupOverrideDetails { grant.groupConfiguration = details }
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

/// The trigger's name in an error's text.
enum TriggerName: String, Sendable {
    case customMessage = "CustomMessage"
    case preTokenGeneration = "PreTokenGeneration"
}

extension UserPoolService {
    /// Calls a trigger after the swap, once and to its end whatever becomes of the caller, for at most its time.
    ///
    /// - Throws: UserLambdaValidationException when it throws, UnexpectedLambdaException when it takes too long.
    func call<Response: Sendable>(
        _ trigger: TriggerName, _ body: @escaping @Sendable () async throws -> Response
    ) async throws(CognitoError) -> Response {
        let limit = limits.triggerTimeout
        let result: Result<Response, any Error>?
        do {
            result = try await withoutCancellation { await withDeadline(limit, body) }
        } catch {
            result = .failure(error)
        }
        switch result {
        case .success(let response)?: return response
        case .failure(let error)?:
            let text = (error as? TriggerError)?.message ?? "\(type(of: error))"
            throw .triggerFailed(trigger.rawValue, text, error)
        case nil: throw .triggerTimedOut(trigger.rawValue)
        }
    }
}

extension UserAuthRecord {
    /// The attributes as triggers see them.
    var attributesForTriggers: UserAttributes {
        attributes.merging([.sub: sub.text, "cognito:user_status": status.rawValue]) { $1 }
    }
}
