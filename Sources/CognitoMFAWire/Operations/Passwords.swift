import AuthFlow
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let changePassword = PublicOperation(
        "ChangePassword",
        reads: {
            // Optional in the service model, for users without a password. Here every user has one.
            ChangePasswordRequest(
                accessToken: $0.accessToken, previousPassword: Password($0.required("PreviousPassword")),
                proposedPassword: Password($0.required("ProposedPassword")))
        }, calls: { (service, request) async throws(CognitoError) in try await service.changePassword(request) })

    static let forgotPassword = PublicOperation(
        "ForgotPassword",
        reads: {
            ForgotPasswordRequest(clientID: $0.clientID, username: $0.username, secretHash: $0.text("SecretHash"))
        }, calls: { (service, request) async throws(CognitoError) in try await service.forgotPassword(request) },
        writes: .sentCode)

    static let confirmForgotPassword = PublicOperation(
        "ConfirmForgotPassword",
        reads: {
            ConfirmForgotPasswordRequest(
                clientID: $0.clientID, username: $0.username, confirmationCode: $0.code("ConfirmationCode"),
                password: Password($0.required("Password")), secretHash: $0.text("SecretHash"))
        }, calls: { (service, request) async throws(CognitoError) in try await service.confirmForgotPassword(request) })
}

extension AdministrationOperations {
    static let adminResetUserPassword = AdministrationOperation(
        "AdminResetUserPassword",
        reads: { AdminResetUserPasswordRequest(userPoolID: $0.userPoolID, username: $0.username) },
        calls: { (service, request) async throws(CognitoError) in
            try await service.adminResetUserPassword(request)
        })

    static let adminSetUserPassword = AdministrationOperation(
        "AdminSetUserPassword",
        reads: {
            AdminSetUserPasswordRequest(
                userPoolID: $0.userPoolID, username: $0.username, password: Password($0.required("Password")),
                permanent: $0.flag("Permanent") ?? false)
        }, calls: { (service, request) async throws(CognitoError) in try await service.adminSetUserPassword(request) })
}
