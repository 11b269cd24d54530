import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import UserPoolModel

// The requests about pools, their clients and the lists.
extension EveryMemberTests {
    private static let poolName = "no\u{7}pool"
    private static let sms = SMSConfiguration(snsCallerARN: "no role", snsRegion: "no")
    private static let email = EmailMFAConfiguration(message: "no placeholder", subject: "")

    private static let options = UserPoolOptions(
        smsConfiguration: sms, smsAuthenticationMessage: "no placeholder",
        passwordPolicy: PasswordPolicy(
            minimumLength: 5, temporaryPasswordValidityDays: 366, passwordHistorySize: 25),
        autoVerifiedAttributes: ["name"],
        messages: VerificationMessages(
            sms: "no placeholder", email: "no placeholder", emailSubject: "", smsInvitation: "no placeholder",
            emailInvitation: "no placeholder", emailInvitationSubject: ""),
        attributesRequireVerificationBeforeUpdate: ["name"])

    private static let optionMembers = [
        "smsConfiguration.snsCallerArn", "smsConfiguration.snsRegion", "smsAuthenticationMessage",
        "policies.passwordPolicy.minimumLength", "policies.passwordPolicy.temporaryPasswordValidityDays",
        "policies.passwordPolicy.passwordHistorySize", "autoVerifiedAttributes",
        "userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdate", "smsVerificationMessage",
        "emailVerificationMessage", "emailVerificationSubject",
        "adminCreateUserConfig.inviteMessageTemplate.sMSMessage",
        "adminCreateUserConfig.inviteMessageTemplate.emailMessage",
        "adminCreateUserConfig.inviteMessageTemplate.emailSubject",
    ]
    private static let emailMembers = ["emailMfaConfiguration.message", "emailMfaConfiguration.subject"]

    private static let settings = CreateUserPoolClientRequest(
        userPoolID: pool, clientName: "no\u{7}client", explicitAuthFlows: [ExplicitAuthFlow(rawValue: "NO_FLOW")],
        authSessionValidityMinutes: 2, accessTokenValiditySeconds: 299, idTokenValiditySeconds: 299,
        refreshTokenValiditySeconds: 3599,
        refreshTokenRotation: RefreshTokenRotation(retryGracePeriodSeconds: 61), clientSecret: "no secret")

    private static let settingMembers = [
        "clientName", "explicitAuthFlows", "authSessionValidity", "accessTokenValidity", "idTokenValidity",
        "refreshTokenValidity", "refreshTokenRotation.retryGracePeriodSeconds",
    ]

    static let poolRows = [
        Row(
            "CreateUserPool",
            ["poolName"] + optionMembers + emailMembers + [
                "aliasAttributes", "usernameAttributes", "userAttributes.name",
            ]
        ) {
            _ = try await $0.admin.createUserPool(
                .init(
                    poolName: poolName, members: options, emailMFAConfiguration: email, aliasAttributes: ["name"],
                    usernameAttributes: ["name"], schema: [SchemaAttribute(name: "no\u{7}attribute")]))
        },
        Row("UpdateUserPool", ["userPoolId", "poolName"] + optionMembers) {
            try await $0.admin.updateUserPool(.init(userPoolID: pool, poolName: poolName, members: options))
        },
        Row(
            "SetUserPoolMfaConfig",
            ["userPoolId", "smsAuthenticationMessage", "smsConfiguration.snsCallerArn", "smsConfiguration.snsRegion"]
                + emailMembers
        ) {
            _ = try await $0.admin.setUserPoolMFAConfig(
                .init(
                    userPoolID: pool,
                    smsMFAConfiguration: .init(
                        smsAuthenticationMessage: "no placeholder", smsConfiguration: sms),
                    emailMFAConfiguration: email))
        },
        Row("DescribeUserPool", ["userPoolId"]) {
            _ = try await $0.admin.describeUserPool(.init(userPoolID: pool))
        },
        Row("GetUserPoolMfaConfig", ["userPoolId"]) {
            _ = try await $0.admin.getUserPoolMFAConfig(.init(userPoolID: pool))
        },
        Row("DeleteUserPool", ["userPoolId"]) { try await $0.admin.deleteUserPool(.init(userPoolID: pool)) },
        Row("ListUserPools", ["maxResults"]) { _ = try await $0.admin.listUserPools(.init(maxResults: 0)) },
        Row("ListUserPoolClients", ["userPoolId", "maxResults"]) {
            _ = try await $0.admin.listUserPoolClients(.init(userPoolID: pool, maxResults: 61))
        },
        Row("ListUsers", ["userPoolId", "limit", "filter"]) {
            _ = try await $0.admin.listUsers(
                .init(userPoolID: pool, limit: 61, filter: String(repeating: "x", count: 257)))
        },
        Row("CreateUserPoolClient", ["userPoolId"] + settingMembers + ["clientSecret"]) {
            _ = try await $0.admin.createUserPoolClient(settings)
        },
        // The secret does not count.
        Row("UpdateUserPoolClient", ["userPoolId", "clientId"] + settingMembers) {
            _ = try await $0.admin.updateUserPoolClient(.init(clientID: client, settings: settings))
        },
        Row("DescribeUserPoolClient", ["userPoolId", "clientId"]) {
            _ = try await $0.admin.describeUserPoolClient(.init(userPoolID: pool, clientID: client))
        },
        Row("DeleteUserPoolClient", ["userPoolId", "clientId"]) {
            try await $0.admin.deleteUserPoolClient(.init(userPoolID: pool, clientID: client))
        },
    ]
}
