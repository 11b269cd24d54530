import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Verifies a number or address with its code (Cognito's VerifyUserAttribute).
public struct VerifyUserAttributeRequest: OperationRequest {
    package static let operation = "VerifyUserAttribute"

    /// The user's access token.
    public var accessToken: AccessToken
    /// `phone_number` or `email`.
    public var attributeName: AttributeName
    /// The code that was sent.
    public var code: OneTimeCode

    /// Puts a request together.
    public init(accessToken: AccessToken, attributeName: AttributeName, code: OneTimeCode) {
        (self.accessToken, self.attributeName, self.code) = (accessToken, attributeName, code)
    }

    package func validate(_ members: inout Validation) {
        members.check(attributeName.rawValue, .attributeToVerify)
        members.check(code.text, .code)
    }
}

extension UserPoolService {
    /// Verifies the user's number or address; a value that waited for its code takes the old one's place.
    ///
    /// Source: API reference, VerifyUserAttribute. Fifteen times an hour.
    public func verifyUserAttribute(_ request: VerifyUserAttributeRequest) async throws(CognitoError) {
        try await audited(request) { (request) async throws(CognitoError) in
            let authorized = try await authorize(request.accessToken)
            try await changeReserving(authorized) { machine, context in
                machine.attributeCodeSubmitted(
                    request.code, verifying: request.attributeName, by: authorized.principal, in: context)
            }
        }
    }
}
