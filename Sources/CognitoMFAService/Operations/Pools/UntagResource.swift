import AuthFlow
public import UserPoolModel

/// Removes tags of a pool (Cognito's UntagResource).
public struct UntagResourceRequest: TaggedRequest {
    package static let operation = "UntagResource"

    /// The pool's resource name.
    public var resourceARN: UserPoolARN
    /// The names of the tags; one that is not there is no fault.
    public var tagKeys: [String]

    /// Puts a request together.
    public init(resourceARN: UserPoolARN, tagKeys: [String]) {
        (self.resourceARN, self.tagKeys) = (resourceARN, tagKeys)
    }

    package func validate(_ members: inout Validation) {
        members.check(.list(tagKeys.map { .text($0) }), .tagKeys, at: "tagKeys")
    }
}

extension UserPoolAdministration {
    /// Removes tags of a pool.
    ///
    /// Source: API reference, UntagResource.
    public func untagResource(_ request: UntagResourceRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            _ = try await service.changePool(request.resourceARN.pool, isTold: true) { (pool) throws(CognitoError) in
                for key in request.tagKeys { pool.tags[key] = nil }
            }
        }
    }
}
