import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let associateSoftwareToken = PublicOperation(
        "AssociateSoftwareToken",
        reads: {
            AssociateSoftwareTokenRequest(
                accessToken: $0.text("AccessToken").map { AccessToken($0) }, session: $0.session)
        },
        calls: { (service, request) async throws(CognitoError) in try await service.associateSoftwareToken(request) },
        writes: .init(.text("SecretCode") { $0.secretCode }, .text("Session") { $0.session?.text }))

    static let verifySoftwareToken = PublicOperation(
        "VerifySoftwareToken",
        reads: {
            VerifySoftwareTokenRequest(
                accessToken: $0.text("AccessToken").map { AccessToken($0) }, session: $0.session,
                userCode: $0.code("UserCode"), friendlyDeviceName: $0.text("FriendlyDeviceName"))
        }, calls: { (service, request) async throws(CognitoError) in try await service.verifySoftwareToken(request) },
        writes: .init(.text("Status") { $0.status }, .text("Session") { $0.session?.text }))

    /// An operation of our own: Cognito's guide describes the step, but Cognito has no operation for it.
    static let removeSoftwareToken = PublicOperation(
        "RemoveSoftwareToken", isOurs: true,
        reads: {
            RemoveSoftwareTokenRequest(
                accessToken: $0.accessToken, password: Password($0.required("Password")),
                userCode: $0.text("UserCode").map { OneTimeCode($0) })
        }, calls: { (service, request) async throws(CognitoError) in try await service.removeSoftwareToken(request) })
}

extension AdministrationOperations {
    static let adminDeleteSoftwareToken = AdministrationOperation(
        "AdminDeleteSoftwareToken",
        reads: { AdminDeleteSoftwareTokenRequest(userPoolID: $0.userPoolID, username: $0.username) },
        calls: { (service, request) async throws(CognitoError) in
            try await service.adminDeleteSoftwareToken(request)
        })
}
