import AuthFlow
public import UserPoolModel

/// Changes the user's own attributes (Cognito's UpdateUserAttributes).
public struct UpdateUserAttributesRequest: OperationRequest, RedactedValue {
    package static let operation = "UpdateUserAttributes"

    /// The user's access token.
    public var accessToken: AccessToken
    /// The new values; an empty one deletes.
    public var userAttributes: UserAttributes
    /// For the triggers after the decision; never stored.
    public var clientMetadata: [String: String]
    /// True where a number or an address counts only once its code is answered, whatever the pool says.
    ///
    /// Ours, and not on the wire: Cognito leaves it to the pool's `AttributesRequireVerificationBeforeUpdate`.
    public var verifyingFirst: Bool

    /// Puts a request together.
    public init(
        accessToken: AccessToken, userAttributes: UserAttributes, clientMetadata: [String: String] = [:],
        verifyingFirst: Bool = false
    ) {
        (self.accessToken, self.userAttributes, self.clientMetadata) = (accessToken, userAttributes, clientMetadata)
        self.verifyingFirst = verifyingFirst
    }

    package var triggerMetadata: [String: String] { clientMetadata }

    package func validate(_ members: inout Validation) { members.check(userAttributes) }
}

extension UserPoolService {
    /// Changes the user's own attributes; a new number or address is sent a code where the pool verifies it.
    ///
    /// Source: API reference, UpdateUserAttributes.
    ///
    /// - Returns: the destinations of the codes.
    public func updateUserAttributes(
        _ request: UpdateUserAttributesRequest
    ) async throws(CognitoError) -> [CodeDeliveryDetails] {
        try await audited(request) { (request) async throws(CognitoError) in
            let authorized = try await authorize(request.accessToken)
            return try await changeReserving(authorized) { machine, context in
                machine.attributesUpdated(
                    request.userAttributes, verifyingFirst: request.verifyingFirst, by: authorized.principal,
                    in: context)
            }
        }
    }
}
