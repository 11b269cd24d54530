import AuthFlow
public import UserPoolModel

/// Replaces an app client's settings (Cognito's UpdateUserPoolClient): every member left out has its default again; the
/// secret stays.
public struct UpdateUserPoolClientRequest: PoolClientRequest {
    package static let operation = "UpdateUserPoolClient"

    /// The app client.
    public var clientID: AppClientID
    /// The settings, the pool and the name among them; its members about the secret do not count.
    public var settings: CreateUserPoolClientRequest

    /// Puts a request together.
    public init(clientID: AppClientID, settings: CreateUserPoolClientRequest) {
        (self.clientID, self.settings) = (clientID, settings)
    }

    package var userPoolID: UserPoolID { settings.userPoolID }

    package func validate(_ members: inout Validation) {
        var settings = settings
        settings.clientSecret = nil
        settings.validate(&members)
    }
}

extension UserPoolAdministration {
    /// Replaces an app client's settings; the secret stays.
    ///
    /// Source: API reference, UpdateUserPoolClient.
    public func updateUserPoolClient(_ request: UpdateUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        try await administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: UpdateUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        let id = request.clientID
        var settings = request.settings
        settings.clientSecret = nil
        let fresh = try settings.client(id, secret: nil)
        _ = try await pool(settings.userPoolID)
        return try await loop(OperationRandomness(random)).run(
            .client(id), as: ClientRecord.self,
            absent: .clientNotFound(id),
            decide: { (record) async throws(CognitoError) in
                guard record.client.userPoolID == settings.userPoolID else { throw .clientNotFound(id) }
                var changed = record
                changed.client = fresh
                changed.client.secret = record.client.secret
                return (
                    changed, ChangeAction.done, changed == record ? [] : self.changed(client: id, of: fresh.userPoolID)
                )
            }
        ).record.client
    }
}
