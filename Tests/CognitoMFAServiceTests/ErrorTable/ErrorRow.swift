import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// The evidence for a row of Cognito's error tables.
enum Evidence: String, CaseIterable {
    case documented, observed, assumed
}

/// One row: a state, a call, and the exception and text that must follow.
struct ErrorRow: Sendable, CustomTestStringConvertible {
    let id: String
    let evidence: Evidence
    let code: CognitoError.Code
    let text: String
    let call: @Sendable () async throws -> Void

    init(
        _ id: String, _ evidence: Evidence, _ code: CognitoError.Code, _ text: String,
        _ call: @escaping @Sendable () async throws -> Void
    ) {
        self.id = id
        self.evidence = evidence
        self.code = code
        self.text = text
        self.call = call
    }

    var testDescription: String { id }
}

/// A value of which some text never matters, because it is random.
extension Fixture {
    var admin: UserPoolAdministration { service.administration }

    /// A client of the same pool with settings of its own.
    func client(
        _ change: (inout CreateUserPoolClientRequest) -> Void = { _ in }
    ) async throws -> AppClient {
        var request = CreateUserPoolClientRequest(
            userPoolID: pool.id, clientName: "other",
            explicitAuthFlows: [.allowUserPasswordAuth, .allowAdminUserPasswordAuth, .allowRefreshTokenAuth])
        change(&request)
        return try await admin.createUserPoolClient(request)
    }

    /// Signs up, and answers the code that was sent.
    func signUp(
        _ name: Username = "grace", _ attributes: UserAttributes = [.email: "grace@example.com"]
    ) async throws -> OneTimeCode {
        _ = try await pool.signUp(name, password: Self.password, attributes: attributes)
        if let number = attributes[.phoneNumber], await !sms.messages.isEmpty { return await sms.lastCode(to: number) }
        return await email.lastCode(to: attributes[.email] ?? "")
    }

    /// Starts recovery, and answers the code that was sent there.
    func recoveryCode(_ name: Username = "ada", at address: String = "ada@example.com") async throws -> OneTimeCode {
        try await pool.forgotPassword(name)
        await service.shutDown()
        return await email.lastCode(to: address)
    }
}

extension UserAttributes {
    static let verifiedEmail: Self = [.email: "ada@example.com", .emailVerified: "true"]
}

extension UserPoolOptions {
    static let verifyingEmail = UserPoolOptions(autoVerifiedAttributes: [.email])
    static let verifyingPhone = UserPoolOptions(autoVerifiedAttributes: [.phoneNumber])
}

/// A code that differs from the given one.
func wrong(_ code: OneTimeCode) -> OneTimeCode { code.text == "000000" ? "000001" : "000000" }
