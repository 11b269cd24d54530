import AuthFlow
package import CognitoMFACore
package import CognitoMFAService
import CognitoMFATesting
import Testing
package import UserPoolModel

extension Fixture {
    package var admin: UserPoolAdministration { service.administration }

    /// A client of the same pool with settings of its own.
    package func client(
        _ change: (inout CreateUserPoolClientRequest) -> Void = { _ in }
    ) async throws -> AppClient {
        var request = CreateUserPoolClientRequest(
            userPoolID: pool.id, clientName: "other",
            explicitAuthFlows: [.allowUserPasswordAuth, .allowAdminUserPasswordAuth, .allowRefreshTokenAuth],
            preventsUserExistenceErrors: false)
        change(&request)
        return try await admin.createUserPoolClient(request)
    }

    /// Signs up, and answers the code that was sent.
    package func signUp(
        _ name: Username = "grace", _ attributes: UserAttributes = [.email: "grace@example.com"]
    ) async throws -> OneTimeCode {
        _ = try await pool.signUp(name, password: Self.password, attributes: attributes)
        if let number = attributes[.phoneNumber], await !sms.messages.isEmpty { return await sms.lastCode(to: number) }
        return await email.lastCode(to: attributes[.email] ?? "")
    }

    /// Starts recovery, and answers the code that was sent there.
    package func recoveryCode(_ name: Username = "ada", at address: String = "ada@example.com") async throws
        -> OneTimeCode
    {
        try await pool.forgotPassword(name)
        await service.shutDown()
        return await email.lastCode(to: address)
    }
}

extension UserAttributes {
    package static let verifiedEmail: Self = [.email: "ada@example.com", .emailVerified: "true"]
}

extension UserPoolOptions {
    package static let verifyingEmail = UserPoolOptions(autoVerifiedAttributes: [.email])
    package static let verifyingPhone = UserPoolOptions(autoVerifiedAttributes: [.phoneNumber])
}

/// A code that differs from the given one.
package func wrong(_ code: OneTimeCode) -> OneTimeCode { code.text == "000000" ? "000001" : "000000" }
