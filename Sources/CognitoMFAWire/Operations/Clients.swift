import CognitoMFAService
import UserPoolModel

extension AdministrationOperations {
    static let clients: [AdministrationOperation] = [
        createUserPoolClient, updateUserPoolClient, describeUserPoolClient, deleteUserPoolClient, listUserPoolClients,
        addUserPoolClientSecret, listUserPoolClientSecrets, deleteUserPoolClientSecret,
    ]

    static let createUserPoolClient = AdministrationOperation(
        UserPoolAdministration.createUserPoolClient,
        reads: {
            var request = $0.clientSettings(name: $0.required("ClientName"))
            request.generateSecret = $0.flag("GenerateSecret") ?? false
            request.clientSecret = $0.text("ClientSecret").map { ClientSecret($0) }
            return request
        },
        writes: .init(.structure("UserPoolClient", .appClient) { $0 }))

    /// Updates a client; without `ClientName` the client keeps its name.
    static let updateUserPoolClient = AdministrationOperation(
        "UpdateUserPoolClient",
        reads: {
            let name = $0.text("ClientName")
            return ClientUpdate(
                request: UpdateUserPoolClientRequest(
                    clientID: $0.clientID, settings: $0.clientSettings(name: name ?? "")), keepsName: name == nil)
        },
        calls: { (service, update) async throws(CognitoError) in
            var request = update.request
            if update.keepsName {
                let client = try await service.describeUserPoolClient(
                    .init(userPoolID: request.settings.userPoolID, clientID: request.clientID))
                request.settings.clientName = client.name
            }
            return try await service.updateUserPoolClient(request)
        }, writes: .init(.structure("UserPoolClient", .appClient) { $0 }))

    static let describeUserPoolClient = AdministrationOperation(
        UserPoolAdministration.describeUserPoolClient,
        reads: { DescribeUserPoolClientRequest(userPoolID: $0.userPoolID, clientID: $0.clientID) },
        writes: .init(.structure("UserPoolClient", .appClient) { $0 }))

    static let deleteUserPoolClient = AdministrationOperation(
        UserPoolAdministration.deleteUserPoolClient,
        reads: { DeleteUserPoolClientRequest(userPoolID: $0.userPoolID, clientID: $0.clientID) })

    static let listUserPoolClients = AdministrationOperation(
        UserPoolAdministration.listUserPoolClients,
        reads: {
            ListUserPoolClientsRequest(
                userPoolID: $0.userPoolID, maxResults: $0.number("MaxResults") ?? 60, nextToken: $0.text("NextToken"))
        },
        writes: .init(
            .structures("UserPoolClients", .listedClient) { $0.userPoolClients },
            .text("NextToken") { $0.nextToken }))

    static let addUserPoolClientSecret = AdministrationOperation(
        UserPoolAdministration.addUserPoolClientSecret,
        reads: {
            AddUserPoolClientSecretRequest(
                userPoolID: $0.userPoolID, clientID: $0.clientID,
                clientSecret: $0.text("ClientSecret").map { ClientSecret($0) })
        },
        writes: .init(.structure("ClientSecretDescriptor", .newSecret) { $0 }))

    static let listUserPoolClientSecrets = AdministrationOperation(
        UserPoolAdministration.listUserPoolClientSecrets,
        .supported("ids and dates, without the secrets themselves"),
        reads: { ListUserPoolClientSecretsRequest(userPoolID: $0.userPoolID, clientID: $0.clientID) },
        writes: .init(.structures("ClientSecrets", .listedSecret) { $0 }))

    static let deleteUserPoolClientSecret = AdministrationOperation(
        UserPoolAdministration.deleteUserPoolClientSecret,
        .supported("the only secret of a client cannot be deleted"),
        reads: {
            DeleteUserPoolClientSecretRequest(
                userPoolID: $0.userPoolID, clientID: $0.clientID, clientSecretID: $0.required("ClientSecretId"))
        })
}

extension ResponseShape where Value == ClientSecretDescriptor {
    /// `ClientSecretDescriptorType` of a secret that was just added.
    fileprivate static var newSecret: Self {
        Self(
            .text("ClientSecretId") { $0.id }, .text("ClientSecretValue") { $0.value.text },
            .time("ClientSecretCreateDate") { $0.creationDate })
    }

    /// `ClientSecretDescriptorType` without the secret.
    fileprivate static var listedSecret: Self {
        Self(.text("ClientSecretId") { $0.id }, .time("ClientSecretCreateDate") { $0.creationDate })
    }
}

/// A request of UpdateUserPoolClient; `keepsName` is true when it gives no name.
private struct ClientUpdate: Sendable {
    let request: UpdateUserPoolClientRequest
    let keepsName: Bool
}

extension ResponseShape where Value == AppClient {
    /// `UserPoolClientDescription`.
    fileprivate static var listedClient: Self {
        Self(
            .text("ClientId") { $0.id.text }, .text("UserPoolId") { $0.userPoolID.text },
            .text("ClientName") { $0.name })
    }
}
