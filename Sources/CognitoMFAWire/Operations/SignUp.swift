import AuthFlow
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let signUp = PublicOperation(
        "SignUp",
        reads: {
            // Optional in the service model, for users without a password. Here every user has one.
            SignUpRequest(
                clientID: $0.clientID, username: $0.username, password: Password($0.required("Password")),
                secretHash: $0.text("SecretHash"), userAttributes: $0.userAttributes)
        }, calls: { (service, request) async throws(CognitoError) in try await service.signUp(request) },
        writes: .init(
            .flag("UserConfirmed") { $0.userConfirmed },
            .structure("CodeDeliveryDetails", .codeDelivery) { $0.codeDeliveryDetails },
            .text("UserSub") { $0.userSub.text }))

    static let confirmSignUp = PublicOperation(
        "ConfirmSignUp",
        reads: {
            ConfirmSignUpRequest(
                clientID: $0.clientID, username: $0.username, confirmationCode: $0.code("ConfirmationCode"),
                forceAliasCreation: $0.flag("ForceAliasCreation") ?? false, secretHash: $0.text("SecretHash"))
        }, calls: { (service, request) async throws(CognitoError) in try await service.confirmSignUp(request) })

    static let resendConfirmationCode = PublicOperation(
        "ResendConfirmationCode",
        reads: {
            ResendConfirmationCodeRequest(
                clientID: $0.clientID, username: $0.username, secretHash: $0.text("SecretHash"))
        },
        calls: { (service, request) async throws(CognitoError) in try await service.resendConfirmationCode(request) },
        writes: .sentCode)
}

extension AdministrationOperations {
    static let adminConfirmSignUp = AdministrationOperation(
        "AdminConfirmSignUp",
        reads: { AdminConfirmSignUpRequest(userPoolID: $0.userPoolID, username: $0.username) },
        calls: { (service, request) async throws(CognitoError) in try await service.adminConfirmSignUp(request) })

    static let adminCreateUser = AdministrationOperation(
        "AdminCreateUser",
        reads: {
            AdminCreateUserRequest(
                userPoolID: $0.userPoolID, username: $0.username,
                temporaryPassword: $0.text("TemporaryPassword").map { Password($0) },
                userAttributes: $0.userAttributes,
                messageAction: $0.choice("MessageAction", of: ["RESEND", "SUPPRESS"]).flatMap {
                    AdminCreateUserRequest.MessageAction(rawValue: $0)
                }, desiredDeliveryMediums: $0.texts("DesiredDeliveryMediums") ?? ["SMS"],
                forceAliasCreation: $0.flag("ForceAliasCreation") ?? false)
        }, calls: { (service, request) async throws(CognitoError) in try await service.adminCreateUser(request) },
        writes: .createdUser)

    /// An operation of our own: Cognito imports users without passwords.
    static let adminImportUser = AdministrationOperation(
        "AdminImportUser", isOurs: true,
        reads: {
            AdminImportUserRequest(
                userPoolID: $0.userPoolID, username: $0.username,
                passwordHash: PasswordHash($0.required("PasswordHash")), userAttributes: $0.userAttributes)
        }, calls: { (service, request) async throws(CognitoError) in try await service.adminImportUser(request) },
        writes: .createdUser)
}
