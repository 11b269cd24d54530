import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import UserPoolModel

// The requests of users for themselves, by name or with a token, and what administrators do to attributes.
extension EveryMemberTests {
    private static let byName = ["clientId", "secretHash", "username"]
    private static let attribute: AttributeName = "no\u{7}attribute"

    static let selfServiceRows = [
        Row("SignUp", byName + ["password", "userAttributes.name"]) {
            _ = try await $0.service.signUp(
                .init(
                    clientID: client, username: name, password: "no password ", secretHash: "no hash",
                    userAttributes: attributes))
        },
        Row("ConfirmSignUp", byName + ["confirmationCode"]) {
            try await $0.service.confirmSignUp(
                .init(clientID: client, username: name, confirmationCode: "no code", secretHash: "no hash"))
        },
        Row("ResendConfirmationCode", byName) {
            _ = try await $0.service.resendConfirmationCode(
                .init(clientID: client, username: name, secretHash: "no hash"))
        },
        Row("ForgotPassword", byName) {
            _ = try await $0.service.forgotPassword(.init(clientID: client, username: name, secretHash: "no hash"))
        },
        Row("ConfirmForgotPassword", byName + ["confirmationCode", "password"]) {
            try await $0.service.confirmForgotPassword(
                .init(
                    clientID: client, username: name, confirmationCode: "no code", password: "no password ",
                    secretHash: "no hash"))
        },
        Row("ChangePassword", ["previousPassword", "proposedPassword"]) {
            try await $0.service.changePassword(
                .init(accessToken: "no token", previousPassword: "no password ", proposedPassword: "no password "))
        },
        Row("GetUserAttributeVerificationCode", ["attributeName"]) {
            _ = try await $0.service.getUserAttributeVerificationCode(
                .init(accessToken: "no token", attributeName: attribute))
        },
        Row("VerifyUserAttribute", ["attributeName", "code"]) {
            try await $0.service.verifyUserAttribute(
                .init(accessToken: "no token", attributeName: attribute, code: "no code"))
        },
        Row("UpdateUserAttributes", ["userAttributes.name"]) {
            _ = try await $0.service.updateUserAttributes(.init(accessToken: "no token", userAttributes: attributes))
        },
        Row("DeleteUserAttributes", ["userAttributeNames"]) {
            try await $0.service.deleteUserAttributes(.init(accessToken: "no token", userAttributeNames: [attribute]))
        },
        Row("AdminDeleteUserAttributes", user + ["userAttributeNames"]) {
            try await $0.admin.adminDeleteUserAttributes(
                .init(userPoolID: pool, username: name, userAttributeNames: [attribute]))
        },
        Row("AdminGetUserAuthFactors", user) {
            _ = try await $0.admin.adminGetUserAuthFactors(.init(userPoolID: pool, username: name))
        },
        Row("SetUserSettings", ["mFAOptions.deliveryMedium"]) {
            try await $0.service.setUserSettings(
                .init(accessToken: "no token", mfaOptions: [MFAOption(deliveryMedium: "PIGEON")]))
        },
    ]
}
