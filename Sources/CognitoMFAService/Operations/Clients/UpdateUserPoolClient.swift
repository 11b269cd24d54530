import AuthFlow
public import UserPoolModel

/// Changes an app client's settings (Cognito's UpdateUserPoolClient); the secrets stay.
///
/// Keeps each setting that guards users when the request does not mention it; every other one has its default again.
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
    /// Changes an app client's settings; the secrets stay.
    ///
    /// Source: API reference, UpdateUserPoolClient.
    public func updateUserPoolClient(_ request: UpdateUserPoolClientRequest) async throws(CognitoError) -> AppClient {
        try await administered(request) { (request) async throws(CognitoError) in
            let id = request.clientID
            var settings = request.settings
            settings.clientSecret = nil
            let pool = try await service.pool(settings.userPoolID)
            return try await service.changeClient(id, of: pool.id) { (client) throws(CognitoError) in
                let former = client
                client = try settings.client(id, secret: nil, in: pool, inPlaceOf: former)
                client.secrets = former.secrets
                (client.creationDate, client.lastModifiedDate) = (former.creationDate, former.lastModifiedDate)
            }
        }
    }
}
