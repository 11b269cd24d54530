import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Lists pools (Cognito's ListUserPools).
public struct ListUserPoolsRequest: Sendable {
    /// How many at most: 1-60.
    public var maxResults: Int
    /// Where the last answer ended.
    public var nextToken: String?

    /// Puts a request together.
    public init(maxResults: Int = 60, nextToken: String? = nil) {
        self.maxResults = maxResults
        self.nextToken = nextToken
    }
}

/// Some pools.
public struct ListUserPoolsResponse: Sendable {
    /// The pools, in the order of their ids.
    public let userPools: [UserPoolDescription]
    /// Where to go on; nil at the end.
    public let nextToken: String?
}

/// Lists a pool's app clients (Cognito's ListUserPoolClients).
public struct ListUserPoolClientsRequest: Sendable {
    /// The pool.
    public var userPoolID: UserPoolID
    /// How many at most: 1-60.
    public var maxResults: Int
    /// Where the last answer ended.
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
    /// Where to go on; nil at the end.
    public let nextToken: String?
}

extension UserPoolService {
    func listUserPools(_ request: ListUserPoolsRequest) async throws(CognitoError) -> ListUserPoolsResponse {
        var validation = Validation()
        validation.check(request.maxResults, .poolResults)
        try validation.finish()
        let directory = try await records.read(.directory, as: DirectoryRecord.self)?.record ?? DirectoryRecord()
        let (pools, next) = try await page(
            of: directory.pools.ids, after: request.nextToken, atMost: request.maxResults
        ) { (id) async throws(CognitoError) in
            // Whether an entry is confirmed or not, the record itself is what counts.
            try await records.read(.pool(id), as: PoolRecord.self).map { UserPoolDescription($0.record) }
        }
        return ListUserPoolsResponse(userPools: pools, nextToken: next)
    }

    func listUserPoolClients(
        _ request: ListUserPoolClientsRequest
    ) async throws(CognitoError) -> ListUserPoolClientsResponse {
        var validation = Validation()
        validation.check(request.userPoolID.text, .userPoolID)
        validation.check(request.maxResults, .poolResults)
        try validation.finish()
        let pool = try await pool(request.userPoolID)
        let (clients, next) = try await page(
            of: pool.clients.ids, after: request.nextToken, atMost: request.maxResults
        ) { (id) async throws(CognitoError) in
            try await records.read(.client(id), as: ClientRecord.self).map(\.record.client)
        }
        return ListUserPoolClientsResponse(userPoolClients: clients, nextToken: next)
    }

    /// A page of what a list names; a token is the last id told, in base64.
    private func page<ID: TextIdentifier, Item>(
        of ids: [ID], after token: String?, atMost count: Int,
        _ item: (ID) async throws(CognitoError) -> Item?
    ) async throws(CognitoError) -> (items: [Item], next: String?) {
        var rest = ids
        if let token {
            guard let bytes = try? Base64.decode(token, alphabet: .urlSafe),
                let last = String(validating: bytes, as: UTF8.self)
            else { throw .invalidPaginationToken }
            rest = ids.filter { $0.text > last }
        }
        var items: [Item] = []
        for (place, id) in rest.enumerated() {
            if let item = try await item(id) { items.append(item) }
            guard items.count == count, place + 1 < rest.count else { continue }
            return (items, Base64.encodeURL(Array(id.text.utf8)))
        }
        return (items, nil)
    }
}
