import AuthFlow
import CognitoMFACore
public import UserPoolModel

/// The resource name of a pool, as it is told by DescribeUserPool.
public struct UserPoolARN: Sendable, Hashable {
    /// The text, as in `arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCd12345`.
    public let text: String
    /// Stores `text` unchanged.
    public init(_ text: String) { self.text = text }

    /// The name of a pool; there is one account.
    public init(_ pool: UserPoolID) {
        text = "arn:aws:cognito-idp:\(pool.region):000000000000:userpool/\(pool.text)"
    }

    /// The pool that is named; the text behind the last slash where that is none.
    package var pool: UserPoolID { UserPoolID(String(text.split(separator: "/").last ?? "")) }
}

/// A request that names a pool by its resource name.
package protocol TaggedRequest: OperationRequest {
    var resourceARN: UserPoolARN { get }
}

extension TaggedRequest {
    package var named: NamedInRequest { NamedInRequest(pool: resourceARN.pool) }
    package func validateNames(_ members: inout Validation) {
        members.check(.text(resourceARN.text), .arn, at: "resourceArn")
    }
}

/// Asks for a pool's tags (Cognito's ListTagsForResource).
public struct ListTagsForResourceRequest: TaggedRequest {
    package static let operation = "ListTagsForResource"

    /// The pool's resource name.
    public var resourceARN: UserPoolARN

    /// Puts a request together.
    public init(resourceARN: UserPoolARN) { self.resourceARN = resourceARN }
}

extension UserPoolAdministration {
    /// Returns a pool's tags.
    ///
    /// Source: API reference, ListTagsForResource.
    public func listTagsForResource(
        _ request: ListTagsForResourceRequest
    ) async throws(CognitoError) -> [String: String] {
        try await administered(request) { (request) async throws(CognitoError) in
            try await service.pool(request.resourceARN.pool).tags
        }
    }
}
