import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// Asks for a code to verify a number or address with (Cognito's GetUserAttributeVerificationCode).
public struct GetUserAttributeVerificationCodeRequest: Sendable {
    /// The user's access token.
    public var accessToken: AccessToken
    /// `phone_number` or `email`.
    public var attributeName: AttributeName

    /// Puts a request together.
    public init(accessToken: AccessToken, attributeName: AttributeName) {
        self.accessToken = accessToken
        self.attributeName = attributeName
    }
}

/// Verifies a number or address with its code (Cognito's VerifyUserAttribute).
public struct VerifyUserAttributeRequest: Sendable {
    /// The user's access token.
    public var accessToken: AccessToken
    /// `phone_number` or `email`.
    public var attributeName: AttributeName
    /// The code that was sent.
    public var code: OneTimeCode

    /// Puts a request together.
    public init(accessToken: AccessToken, attributeName: AttributeName, code: OneTimeCode) {
        self.accessToken = accessToken
        self.attributeName = attributeName
        self.code = code
    }
}

extension UserPoolService {
    /// Sends a code to the user's number or address.
    ///
    /// Source: API reference, GetUserAttributeVerificationCode. Five times an hour.
    public func getUserAttributeVerificationCode(
        _ request: GetUserAttributeVerificationCodeRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        try await audited("GetUserAttributeVerificationCode") { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(
        _ request: GetUserAttributeVerificationCodeRequest
    ) async throws(CognitoError) -> CodeDeliveryDetails {
        try authorizeVerification(request.attributeName) { _ in }
        let authorized = try await authorize(request.accessToken)
        let sent = try await changeReserving(authorized) { machine, context in
            machine.attributeCodeAsked(request.attributeName, by: authorized.principal, in: context)
        }
        guard let first = sent.first else { throw .attributeNotVerifiable }
        return first
    }

    /// Verifies the user's number or address; a value that waited for its code takes the old one's place.
    ///
    /// Source: API reference, VerifyUserAttribute. Fifteen times an hour.
    public func verifyUserAttribute(_ request: VerifyUserAttributeRequest) async throws(CognitoError) {
        try await audited("VerifyUserAttribute") { () async throws(CognitoError) in
            try await perform(request)
        }
    }

    private func perform(_ request: VerifyUserAttributeRequest) async throws(CognitoError) {
        try authorizeVerification(request.attributeName) { $0.check(request.code.text, .code) }
        let authorized = try await authorize(request.accessToken)
        try await changeReserving(authorized) { machine, context in
            machine.attributeCodeSubmitted(
                request.code, verifying: request.attributeName, by: authorized.principal, in: context)
        }
    }

    private func authorizeVerification(
        _ name: AttributeName, _ more: (inout Validation) -> Void
    ) throws(CognitoError) {
        var validation = Validation()
        validation.check(name.rawValue, .attributeToVerify)
        more(&validation)
        try validation.finish()
        guard CodePurpose(verifying: name) != nil else { throw .attributeNotVerifiable }
    }
}
