import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Lists a pool's app clients (Cognito's ListUserPoolClients).
public struct ListUserPoolClientsRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// The largest number of items: 1-60.
    public var maxResults: Int
    /// The end of the last answer.
    public var nextToken: String?

    /// Puts a request together.
    public init(userPoolID: UserPoolID, maxResults: Int = 60, nextToken: String? = nil) {
        self.userPoolID = userPoolID
        self.maxResults = maxResults
        self.nextToken = nextToken
    }
}

/// Some app clients.
public struct ListUserPoolClientsResponse: Sendable {
    /// The clients, in the order of their ids.
    public let userPoolClients: [AppClient]
    /// The place to go on from; nil at the end.
    public let nextToken: String?
}

extension ListUserPoolClientsRequest: PoolRequest {
    package static let operation = "ListUserPoolClients"

    package func validate(_ members: inout Validation) {
        members.check(maxResults, .poolResults)
    }
}

extension UserPoolAdministration {
    /// Lists a pool's app clients.
    ///
    /// Source: API reference, ListUserPoolClients.
    public func listUserPoolClients(_ request: ListUserPoolClientsRequest) async throws(CognitoError)
        -> ListUserPoolClientsResponse
    {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(
        _ request: ListUserPoolClientsRequest
    ) async throws(CognitoError) -> ListUserPoolClientsResponse {
        let pool = try await pool(request.userPoolID)
        let (clients, next) = try await page(
            of: pool.clients.ids, after: request.nextToken, atMost: request.maxResults
        ) { (id) async throws(CognitoError) in
            try await records.read(.client(id), as: ClientRecord.self).map(\.record.client)
        }
        return ListUserPoolClientsResponse(userPoolClients: clients, nextToken: next)
    }
}
