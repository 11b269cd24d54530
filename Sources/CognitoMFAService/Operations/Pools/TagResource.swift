import AuthFlow
public import UserPoolModel

/// Adds or changes tags of a pool (Cognito's TagResource).
public struct TagResourceRequest: TaggedRequest {
    package static let operation = "TagResource"

    /// The pool's resource name.
    public var resourceARN: UserPoolARN
    /// The new tags; others stay.
    public var tags: [String: String]

    /// Puts a request together.
    public init(resourceARN: UserPoolARN, tags: [String: String]) {
        (self.resourceARN, self.tags) = (resourceARN, tags)
    }

    package func validate(_ members: inout Validation) { members.check(tags: tags) }
}

extension UserPoolAdministration {
    /// Adds or changes tags of a pool, which has at most 50.
    ///
    /// Source: API reference, TagResource.
    public func tagResource(_ request: TagResourceRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            _ = try await service.changePool(request.resourceARN.pool, isTold: true) { (pool) throws(CognitoError) in
                pool.tags.merge(request.tags) { $1 }
                try Validation.check { $0.check(tags: pool.tags) }
            }
        }
    }
}
