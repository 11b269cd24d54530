import AuthFlow
public import UserPoolModel

/// Asks for a code to verify a number or address with (Cognito's GetUserAttributeVerificationCode).
public struct GetUserAttributeVerificationCodeRequest: OperationRequest {
    package static let operation = "GetUserAttributeVerificationCode"

    /// The user's access token.
    public var accessToken: AccessToken
    /// `phone_number` or `email`.
    public var attributeName: AttributeName
    /// For the triggers after the decision; never stored.
    public var clientMetadata: [String: String]

    /// Puts a request together.
    public init(
        accessToken: AccessToken, attributeName: AttributeName, clientMetadata: [String: String] = [:]
    ) {
        (self.accessToken, self.attributeName, self.clientMetadata) = (accessToken, attributeName, clientMetadata)
    }

    package var triggerMetadata: [String: String] { clientMetadata }

    package func validate(_ members: inout Validation) { members.check(attributeName.rawValue, .attributeToVerify) }
}

extension UserPoolService {
    /// Sends a code to the user's number or address.
    ///
    /// Source: API reference, GetUserAttributeVerificationCode. Five times an hour.
    public func getUserAttributeVerificationCode(
        _ request: GetUserAttributeVerificationCodeRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        try await audited(request) { (request) async throws(CognitoError) in
            guard CodePurpose(verifying: request.attributeName) != nil else { throw .attributeNotVerifiable }
            let authorized = try await authorize(request.accessToken)
            let sent = try await changeReserving(authorized) { machine, context in
                machine.attributeCodeAsked(request.attributeName, by: authorized.principal, in: context)
            }
            guard let first = sent.first else { throw .attributeNotVerifiable }
            return first
        }
    }
}
