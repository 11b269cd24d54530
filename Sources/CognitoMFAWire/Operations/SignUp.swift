import AuthFlow
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let signUps: [PublicOperation] = [signUp, confirmSignUp, resendConfirmationCode]

    static let signUp = PublicOperation(
        UserPoolService.signUp,
        reads: {
            // Optional in the service model, for users without a password. Here every user has one.
            SignUpRequest(
                clientID: $0.clientID, username: $0.username, password: Password($0.required("Password")),
                secretHash: $0.text("SecretHash"), userAttributes: $0.userAttributes, clientMetadata: $0.clientMetadata)
        },
        writes: .init(
            .flag("UserConfirmed") { $0.userConfirmed },
            .structure("CodeDeliveryDetails", .codeDelivery) { $0.codeDeliveryDetails },
            .text("UserSub") { $0.userSub.text }))

    static let confirmSignUp = PublicOperation(
        UserPoolService.confirmSignUp,
        reads: {
            ConfirmSignUpRequest(
                clientID: $0.clientID, username: $0.username, confirmationCode: $0.code("ConfirmationCode"),
                forceAliasCreation: $0.flag("ForceAliasCreation") ?? false, secretHash: $0.text("SecretHash"))
        })

    static let resendConfirmationCode = PublicOperation(
        UserPoolService.resendConfirmationCode,
        reads: {
            ResendConfirmationCodeRequest(
                clientID: $0.clientID, username: $0.username, secretHash: $0.text("SecretHash"),
                clientMetadata: $0.clientMetadata)
        },
        writes: .sentCode)
}

extension AdministrationOperations {
    static let signUps: [AdministrationOperation] = [adminConfirmSignUp, adminCreateUser, adminImportUser]

    static let adminConfirmSignUp = AdministrationOperation(
        UserPoolAdministration.adminConfirmSignUp,
        reads: { AdminConfirmSignUpRequest(userPoolID: $0.userPoolID, username: $0.username) })

    static let adminCreateUser = AdministrationOperation(
        UserPoolAdministration.adminCreateUser,
        reads: {
            AdminCreateUserRequest(
                userPoolID: $0.userPoolID, username: $0.username,
                temporaryPassword: $0.text("TemporaryPassword").map { Password($0) },
                userAttributes: $0.userAttributes,
                messageAction: $0.choice("MessageAction", of: ["RESEND", "SUPPRESS"]).flatMap {
                    AdminCreateUserRequest.MessageAction(rawValue: $0)
                }, desiredDeliveryMediums: $0.texts("DesiredDeliveryMediums"),
                forceAliasCreation: $0.flag("ForceAliasCreation") ?? false)
        },
        writes: .createdUser)

    /// An operation of our own: Cognito imports users without passwords.
    static let adminImportUser = AdministrationOperation(
        UserPoolAdministration.adminImportUser,
        .added("creates a user from an existing password hash"),
        reads: {
            AdminImportUserRequest(
                userPoolID: $0.userPoolID, username: $0.username,
                passwordHash: PasswordHash($0.required("PasswordHash")), userAttributes: $0.userAttributes)
        },
        writes: .createdUser)
}
