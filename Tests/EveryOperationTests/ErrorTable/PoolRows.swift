import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import UserPoolModel

/// Pools and app clients.
enum PoolRows {
    static let all = creation + update + mfa + clients + opening

    private static let sms = SMSConfiguration()

    static let creation: [ErrorRow] = [
        ErrorRow(
            "CreateUserPool, MFA without a factor", .observed, .invalidParameter,
            "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
        ) {
            _ = try await Fixture().admin.createUserPool(
                CreateUserPoolRequest(poolName: "p", mfaConfiguration: .on))
        },
        ErrorRow(
            "CreateUserPool, recovery by the factor", .observed, .invalidParameter,
            "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured."
        ) {
            _ = try await Fixture().admin.createUserPool(
                CreateUserPoolRequest(
                    poolName: "p",
                    members: UserPoolOptions(
                        mfaConfiguration: .on, smsConfiguration: sms,
                        accountRecoverySetting: [.verifiedPhoneNumber])))
        },
        ErrorRow(
            "CreateUserPool, aliases and names", .assumed, .invalidParameter,
            "Only one of the aliasAttributes or usernameAttributes can be set in a user pool."
        ) {
            _ = try await Fixture().admin.createUserPool(
                CreateUserPoolRequest(
                    poolName: "p", members: UserPoolOptions(), aliasAttributes: [.email],
                    usernameAttributes: [.email]))
        },
        ErrorRow(
            "CreateUserPool, administrators and another way", .documented, .invalidParameter,
            "Invalid account recovery setting parameter. admin_only cannot be combined."
        ) {
            _ = try await Fixture().admin.createUserPool(
                CreateUserPoolRequest(
                    poolName: "p",
                    members: UserPoolOptions(accountRecoverySetting: [.adminOnly, .verifiedEmail])))
        },
        ErrorRow(
            "CreateUserPool, text without its place", .documented, .invalidParameter,
            #"1 validation error detected: Value 'no place here' at 'smsAuthenticationMessage' failed to satisfy constraint: Member must satisfy regular expression pattern: .*\{####\}.*"#
        ) {
            _ = try await Fixture().admin.createUserPool(
                CreateUserPoolRequest(poolName: "p", smsAuthenticationMessage: "no place here"))
        },
    ]

    static let update: [ErrorRow] = [
        ErrorRow(
            "UpdateUserPool, to ON", .observed, .invalidParameter,
            "Cannot turn MFA functionality ON, once the user pool has been created."
        ) { try await update(to: .on, profile: .classic) },
        ErrorRow(
            "UpdateUserPool, to ON, current", .observed, .invalidParameter,
            "Cannot turn MFA functionality ON, once the user pool has been created."
        ) { try await update(to: .on, profile: .current) },
        ErrorRow(
            "UpdateUserPool, OFF with a role", .observed, .invalidParameter,
            "MFA cannot be turned off if an SMS role is configured"
        ) { try await update(to: .off, profile: .classic) },
        ErrorRow("UpdateUserPool, unknown", .observed, .resourceNotFound, "User pool x_none does not exist.") {
            try await Fixture().admin.updateUserPool(UpdateUserPoolRequest(userPoolID: "x_none"))
        },
        ErrorRow("DescribeUserPool, unknown", .observed, .resourceNotFound, "User pool x_none does not exist.") {
            _ = try await Fixture().admin.describeUserPool(DescribeUserPoolRequest(userPoolID: "x_none"))
        },
        ErrorRow("DeleteUserPool, twice", .documented, .resourceNotFound, "User pool test_pool does not exist.") {
            let f = try await Fixture()
            try await f.admin.deleteUserPool(DeleteUserPoolRequest(userPoolID: f.pool.id))
            try await f.admin.deleteUserPool(DeleteUserPoolRequest(userPoolID: f.pool.id))
        },
    ]

    static let mfa: [ErrorRow] = [
        ErrorRow(
            "SetUserPoolMfaConfig, no factor", .observed, .invalidParameter,
            "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."
        ) {
            _ = try await Fixture(mfa: .off).admin.setUserPoolMFAConfig(
                .init(userPoolID: "test_pool", mfaConfiguration: .optional))
        },
        ErrorRow(
            "SetUserPoolMfaConfig, OFF with a factor", .observed, .invalidParameter,
            "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
        ) {
            try await set(
                .init(
                    userPoolID: "test_pool", softwareTokenMFAConfiguration: .init(), mfaConfiguration: .off))
        },
        ErrorRow(
            "SetUserPoolMfaConfig, SMS left out while MFA is off", .observed, .invalidParameter,
            "Can't turn off SMS_MFA when SMS configuration is set for the user pool"
        ) {
            let f = try await Fixture()
            let made = try await f.admin.createUserPool(
                CreateUserPoolRequest(poolName: "p", members: UserPoolOptions(smsConfiguration: sms)))
            _ = try await f.admin.setUserPoolMFAConfig(
                .init(userPoolID: made.id, softwareTokenMFAConfiguration: .init(), mfaConfiguration: .optional))
        },
        ErrorRow(
            "SetUserPoolMfaConfig, to ON, classic", .documented, .invalidParameter,
            "Cannot turn MFA functionality ON, once the user pool has been created."
        ) {
            try await set(
                .init(
                    userPoolID: "test_pool", smsMFAConfiguration: SMSMFAConfiguration(), mfaConfiguration: .on))
        },
        ErrorRow(
            "SetUserPoolMfaConfig, recovery by the factor", .observed, .invalidParameter,
            "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured."
        ) {
            let f = try await Fixture(
                mfa: .optional([.softwareToken]), profile: .current,
                members: UserPoolOptions(accountRecoverySetting: [.verifiedPhoneNumber]))
            _ = try await f.admin.setUserPoolMFAConfig(
                .init(
                    userPoolID: f.pool.id, smsMFAConfiguration: SMSMFAConfiguration(smsConfiguration: sms),
                    mfaConfiguration: .on))
        },
        ErrorRow("GetUserPoolMfaConfig, unknown", .observed, .resourceNotFound, "User pool x_none does not exist.") {
            _ = try await Fixture().admin.getUserPoolMFAConfig(GetUserPoolMFAConfigRequest(userPoolID: "x_none"))
        },
    ]

    static let clients: [ErrorRow] = [
        ErrorRow(
            "CreateUserPoolClient, mixed flows", .documented, .invalidParameter,
            "ExplicitAuthFlows cannot mix names with and without the prefix ALLOW_."
        ) {
            _ = try await Fixture().client {
                $0.explicitAuthFlows = [.allowUserPasswordAuth, .init(rawValue: "ADMIN_NO_SRP_AUTH")]
            }
        },
        ErrorRow(
            "CreateUserPoolClient, secret given and drawn", .documented, .invalidParameter,
            "ClientSecret cannot be given when GenerateSecret is true."
        ) {
            _ = try await Fixture().client {
                $0.generateSecret = true
                $0.clientSecret = "abcdefghijklmnopqrstuvwxyz"
            }
        },
        ErrorRow(
            "CreateUserPoolClient, session of two minutes", .documented, .invalidParameter,
            "1 validation error detected: Value '2' at 'authSessionValidity' failed to satisfy constraint: Member must have value greater than or equal to 3"
        ) { _ = try await Fixture().client { $0.authSessionValidityMinutes = 2 } },
        ErrorRow(
            "CreateUserPoolClient, unknown pool", .documented, .resourceNotFound, "User pool x_none does not exist."
        ) { _ = try await Fixture().client { $0.userPoolID = "x_none" } },
        ErrorRow(
            "UpdateUserPoolClient, unknown", .observed, .resourceNotFound, "User pool client none does not exist."
        ) {
            let f = try await Fixture()
            _ = try await f.admin.updateUserPoolClient(
                UpdateUserPoolClientRequest(
                    clientID: "none",
                    settings: CreateUserPoolClientRequest(userPoolID: f.pool.id, clientName: "c")))
        },
        ErrorRow(
            "DeleteUserPoolClient, unknown", .observed, .resourceNotFound, "User pool client none does not exist."
        ) {
            let f = try await Fixture()
            try await f.admin.deleteUserPoolClient(
                DeleteUserPoolClientRequest(userPoolID: f.pool.id, clientID: "none"))
        },
        ErrorRow(
            "DescribeUserPoolClient, unknown", .observed, .resourceNotFound, "User pool client none does not exist."
        ) {
            let f = try await Fixture()
            _ = try await f.admin.describeUserPoolClient(
                DescribeUserPoolClientRequest(userPoolID: f.pool.id, clientID: "none"))
        },
    ]

    /// The start of a server's own code, which has no operation of Cognito's.
    static let opening: [ErrorRow] = [
        ErrorRow(
            "OpenPool, a stored pool that is weaker", .assumed, .invalidUserPoolConfiguration,
            "The stored user pool is weaker than the code asks for: MfaConfiguration is OPTIONAL, not ON."
        ) {
            let f = try await Fixture()
            _ = try await f.service.openPool(
                "test_pool", client: "client",
                creatingIfAbsent: UserPoolSettings(
                    mfa: .on([.sms, .softwareToken]), preventsUserExistenceErrors: false))
        },
        ErrorRow(
            "OpenPool, a factor without a sender", .assumed, .invalidParameter,
            "The user pool offers SMS_MFA, but the service has no sender for its messages."
        ) { _ = try await Fixture(sender: NoSMSSender()) },
    ]

    private static func update(to mode: UserPoolMFAMode, profile: CognitoProfile) async throws {
        let f = try await Fixture(profile: profile)
        try await f.admin.updateUserPool(
            UpdateUserPoolRequest(
                userPoolID: f.pool.id, members: UserPoolOptions(mfaConfiguration: mode, smsConfiguration: sms)))
    }

    private static func set(_ request: SetUserPoolMFAConfigRequest) async throws {
        _ = try await Fixture().admin.setUserPoolMFAConfig(request)
    }
}
