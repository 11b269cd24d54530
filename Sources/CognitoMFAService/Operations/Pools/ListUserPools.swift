import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// Lists pools (Cognito's ListUserPools).
public struct ListUserPoolsRequest: Sendable {
    /// The largest number of items: 1-60.
    public var maxResults: Int
    /// The end of the last answer.
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
    /// The place to go on from; nil at the end.
    public let nextToken: String?
}

extension ListUserPoolsRequest: OperationRequest {
    package static let operation = "ListUserPools"

    package func validate(_ members: inout Validation) {
        members.check(maxResults, .poolResults)
    }
}

extension UserPoolAdministration {
    /// Lists pools.
    ///
    /// Source: API reference, ListUserPools.
    public func listUserPools(_ request: ListUserPoolsRequest) async throws(CognitoError) -> ListUserPoolsResponse {
        try await service.administered(request, service.perform)
    }
}

extension UserPoolService {
    fileprivate func perform(_ request: ListUserPoolsRequest) async throws(CognitoError) -> ListUserPoolsResponse {
        let directory = try await records.read(.directory, as: DirectoryRecord.self)?.record ?? DirectoryRecord()
        let (pools, next) = try await page(
            of: directory.pools.ids, after: request.nextToken, atMost: request.maxResults
        ) { (id) async throws(CognitoError) in
            // The record itself counts, whether its entry is confirmed or not.
            try await records.read(.pool(id), as: PoolRecord.self).map { UserPoolDescription($0.record) }
        }
        return ListUserPoolsResponse(userPools: pools, nextToken: next)
    }
}
