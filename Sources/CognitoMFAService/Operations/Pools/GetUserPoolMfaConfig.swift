import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Asks for a pool's MFA settings (Cognito's GetUserPoolMfaConfig).
public struct GetUserPoolMFAConfigRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID

    /// Puts a request together.
    public init(userPoolID: UserPoolID) { self.userPoolID = userPoolID }
}

extension GetUserPoolMFAConfigRequest: PoolRequest {
    package static let operation = "GetUserPoolMfaConfig"
}

extension UserPoolAdministration {
    /// A pool's MFA settings.
    ///
    /// Source: API reference, GetUserPoolMfaConfig.
    public func getUserPoolMFAConfig(
        _ request: GetUserPoolMFAConfigRequest
    ) async throws(CognitoError) -> UserPoolMFAConfigResponse {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(
        _ request: GetUserPoolMFAConfigRequest
    ) async throws(CognitoError) -> UserPoolMFAConfigResponse {
        return UserPoolMFAConfigResponse(try await pool(request.userPoolID))
    }
}
