public import UserPoolModel

/// Deletes the user behind an access token (Cognito's DeleteUser).
public struct DeleteUserRequest: OperationRequest {
    package static let operation = "DeleteUser"

    /// The user's access token.
    public var accessToken: AccessToken

    /// Puts a request together.
    public init(accessToken: AccessToken) { self.accessToken = accessToken }
}

extension UserPoolService {
    /// Deletes the user: nothing personal is left, and every token ends.
    ///
    /// Source: API reference, DeleteUser.
    public func deleteUser(_ request: DeleteUserRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let authorized = try await authorize(request.accessToken)
            try await replaceWithTombstone(authorized.location, by: authorized.principal) {
                (record) throws(CognitoError) in
                try authorized.verify(record, at: time.now())
            }
        }
    }
}
