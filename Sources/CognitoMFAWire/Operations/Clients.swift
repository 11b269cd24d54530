import CognitoMFAService
import UserPoolModel

extension AdministrationOperations {
    static let clients: [AdministrationOperation] = [
        createUserPoolClient, updateUserPoolClient, describeUserPoolClient, deleteUserPoolClient, listUserPoolClients,
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
