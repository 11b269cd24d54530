import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let passwords: [PublicOperation] = [changePassword, forgotPassword, confirmForgotPassword]

    static let changePassword = PublicOperation(
        UserPoolService.changePassword,
        reads: {
            // Optional in the service model, for users without a password. Here every user has one.
            ChangePasswordRequest(
                accessToken: $0.accessToken, previousPassword: Password($0.required("PreviousPassword")),
                proposedPassword: Password($0.required("ProposedPassword")))
        })

    static let forgotPassword = PublicOperation(
        UserPoolService.forgotPassword,
        .supported("a recovery code never goes where the second factor's code goes"),
        reads: {
            ForgotPasswordRequest(
                clientID: $0.clientID, username: $0.username, secretHash: $0.text("SecretHash"),
                clientMetadata: $0.clientMetadata)
        },
        writes: .sentCode)

    static let confirmForgotPassword = PublicOperation(
        UserPoolService.confirmForgotPassword,
        .supported("a recovery code never goes where the second factor's code goes"),
        reads: {
            ConfirmForgotPasswordRequest(
                clientID: $0.clientID, username: $0.username, confirmationCode: $0.code("ConfirmationCode"),
                password: Password($0.required("Password")), secretHash: $0.text("SecretHash"))
        })
}

extension AdministrationOperations {
    static let passwords: [AdministrationOperation] = [adminResetUserPassword, adminSetUserPassword]

    static let adminResetUserPassword = AdministrationOperation(
        UserPoolAdministration.adminResetUserPassword,
        .supported("a recovery code never goes where the second factor's code goes"),
        reads: {
            AdminResetUserPasswordRequest(
                userPoolID: $0.userPoolID, username: $0.username, clientMetadata: $0.clientMetadata)
        })

    static let adminSetUserPassword = AdministrationOperation(
        UserPoolAdministration.adminSetUserPassword,
        .supported("it ends all sign-ins of the user"),
        reads: {
            AdminSetUserPasswordRequest(
                userPoolID: $0.userPoolID, username: $0.username, password: Password($0.required("Password")),
                permanent: $0.flag("Permanent") ?? false)
        })
}
