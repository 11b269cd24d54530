import AuthFlow
public import UserPoolModel

/// Lists a pool's app clients (Cognito's ListUserPoolClients).
public struct ListUserPoolClientsRequest: PoolRequest {
    package static let operation = "ListUserPoolClients"

    /// The pool.
    public var userPoolID: UserPoolID
    /// The largest number of items: 1-60.
    public var maxResults: Int
    /// The end of the last answer.
    public var nextToken: String?

    /// Puts a request together.
    public init(userPoolID: UserPoolID, maxResults: Int = 60, nextToken: String? = nil) {
        (self.userPoolID, self.maxResults, self.nextToken) = (userPoolID, maxResults, nextToken)
    }

    package func validate(_ members: inout Validation) { members.check(maxResults, .poolResults) }
}

/// Some app clients.
public struct ListUserPoolClientsResponse: Sendable {
    /// The clients, in the order of their ids.
    public let userPoolClients: [AppClient]
    /// The place to go on from; nil at the end.
    public let nextToken: String?
}

extension UserPoolAdministration {
    /// Lists a pool's app clients.
    ///
    /// Source: API reference, ListUserPoolClients.
    public func listUserPoolClients(_ request: ListUserPoolClientsRequest) async throws(CognitoError)
        -> ListUserPoolClientsResponse
    {
        try await administered(request) { (request) async throws(CognitoError) in
            let pool = try await service.pool(request.userPoolID)
            let (clients, next) = try await service.page(
                of: pool.clients.ids, after: request.nextToken, atMost: request.maxResults
            ) { (id) async throws(CognitoError) in
                try await service.records.read(.client(id), as: ClientRecord.self).map(\.record.client)
            }
            return ListUserPoolClientsResponse(userPoolClients: clients, nextToken: next)
        }
    }
}
