import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Changes a pool's settings (Cognito's UpdateUserPool); `UserPoolOptions` says what an update keeps and resets.
public struct UpdateUserPoolRequest: PoolRequest {
    package static let operation = "UpdateUserPool"

    /// The pool.
    public var userPoolID: UserPoolID
    /// A new name; the old one unless given.
    public var poolName: String?
    /// The settings.
    public var members: UserPoolOptions

    /// Puts a request together.
    public init(userPoolID: UserPoolID, poolName: String? = nil, members: UserPoolOptions = UserPoolOptions()) {
        (self.userPoolID, self.poolName, self.members) = (userPoolID, poolName, members)
    }

    package func validate(_ members: inout Validation) {
        members.check(poolName, .userPoolName)
        members.check(self.members)
    }
}

extension UserPoolAdministration {
    /// Changes a pool's settings; what guards users is kept when the request does not mention it.
    ///
    /// Source: API reference, UpdateUserPool.
    public func updateUserPool(_ request: UpdateUserPoolRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            _ = try await service.changePool(request.userPoolID, isTold: true) { (pool) throws(CognitoError) in
                try pool.update(name: request.poolName, to: request.members, at: service.time.now())
            }
        }
    }
}
