import AuthFlow
public import UserPoolModel

/// Lists pools (Cognito's ListUserPools).
public struct ListUserPoolsRequest: OperationRequest {
    package static let operation = "ListUserPools"

    /// The largest number of items: 1-60.
    public var maxResults: Int
    /// The end of the last answer.
    public var nextToken: String?

    /// Puts a request together.
    public init(maxResults: Int = 60, nextToken: String? = nil) {
        (self.maxResults, self.nextToken) = (maxResults, nextToken)
    }

    package func validate(_ members: inout Validation) { members.check(maxResults, .poolResults) }
}

/// Some pools.
public struct ListUserPoolsResponse: Sendable {
    /// The pools, in the order of their ids.
    public let userPools: [UserPoolDescription]
    /// The place to go on from; nil at the end.
    public let nextToken: String?
}

extension UserPoolAdministration {
    /// Lists pools.
    ///
    /// Source: API reference, ListUserPools.
    public func listUserPools(_ request: ListUserPoolsRequest) async throws(CognitoError) -> ListUserPoolsResponse {
        try await administered(request) { (request) async throws(CognitoError) in
            let directory =
                try await service.records.read(.directory, as: DirectoryRecord.self)?.record ?? DirectoryRecord()
            let (pools, next) = try await service.page(
                of: directory.pools.ids, after: request.nextToken, atMost: request.maxResults
            ) { (id) async throws(CognitoError) in
                // The record itself counts, whether its entry is confirmed or not.
                try await service.records.read(.pool(id), as: PoolRecord.self).map { UserPoolDescription($0.record) }
            }
            return ListUserPoolsResponse(userPools: pools, nextToken: next)
        }
    }
}
