import AuthFlow
public import UserPoolModel

/// Adds attributes to a pool's schema (Cognito's AddCustomAttributes); none is ever taken away.
public struct AddCustomAttributesRequest: PoolRequest {
    package static let operation = "AddCustomAttributes"

    /// The pool.
    public var userPoolID: UserPoolID
    /// 1-25 attributes, with the prefix `custom:`.
    public var customAttributes: [SchemaAttribute]

    /// Puts a request together.
    public init(userPoolID: UserPoolID, customAttributes: [SchemaAttribute]) {
        (self.userPoolID, self.customAttributes) = (userPoolID, customAttributes)
    }

    package func validate(_ members: inout Validation) {
        members.check(
            .list(customAttributes.map { _ in .flag(true) }), .list(.flag, 1...25), at: "customAttributes")
        members.check(customAttributes)
    }
}

extension UserPoolAdministration {
    /// Adds attributes that users may have from then on.
    ///
    /// Source: API reference, AddCustomAttributes.
    public func addCustomAttributes(_ request: AddCustomAttributesRequest) async throws(CognitoError) {
        try await administered(request) { (request) async throws(CognitoError) in
            _ = try await service.changePool(request.userPoolID, isTold: true) { (pool) throws(CognitoError) in
                try pool.add(request.customAttributes, customOnly: true)
                pool.modifiedAt = service.time.now()
            }
        }
    }
}
