import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import UserPoolModel

/// Setting up, preferring and removing factors.
enum FactorRows {
    static let all: [ErrorRow] = [
        ErrorRow(
            "associate, TOTP off", .documented, .softwareTokenMFANotFound,
            "Software Token MFA has not been enabled by the userPool."
        ) {
            let f = try await Fixture(mfa: .optional([.sms]))
            _ = try await f.pool.associateSoftwareToken(.accessToken(f.tokens().accessToken))
        },
        ErrorRow(
            "associate, neither", .assumed, .invalidParameter, "Either AccessToken or Session must be provided"
        ) { _ = try await Fixture().service.associateSoftwareToken(AssociateSoftwareTokenRequest()) },
        ErrorRow(
            "associate, both", .assumed, .invalidParameter, "AccessToken and Session must not both be provided"
        ) {
            _ = try await Fixture().service.associateSoftwareToken(
                AssociateSoftwareTokenRequest(accessToken: "a", session: "01234567890123456789"))
        },
        ErrorRow("associate, session of SMS_MFA", .observed, .notAuthorized, "Invalid session for the user.") {
            let f = try await Fixture()
            try await f.preferSMS()
            _ = try await f.pool.associateSoftwareToken(.session(f.challenge().session))
        },
        ErrorRow("associate, bad token", .observed, .notAuthorized, "Invalid Access Token") {
            _ = try await Fixture().pool.associateSoftwareToken(.accessToken("a.b.c"))
        },
        ErrorRow(
            "verify, wrong code", .observed, .enableSoftwareTokenMFA,
            "Code mismatch and fail enable Software Token MFA"
        ) {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            let app = try AuthenticatorApp(
                scanning: await f.pool.associateSoftwareToken(.accessToken(token)).keyURI, time: f.time)
            try await f.pool.verifySoftwareToken(.accessToken(token), code: wrong(app.code()))
        },
        ErrorRow(
            "verify, nothing associated", .observed, .invalidParameter, "User has not set up software token mfa"
        ) {
            let f = try await Fixture()
            try await f.pool.verifySoftwareToken(.accessToken(f.tokens().accessToken), code: "123456")
        },
        ErrorRow(
            "verify, TOTP off", .documented, .softwareTokenMFANotFound,
            "Software Token MFA has not been enabled by the userPool."
        ) {
            let f = try await Fixture(mfa: .optional([.sms]))
            try await f.pool.verifySoftwareToken(.accessToken(f.tokens().accessToken), code: "123456")
        },
        ErrorRow("verify, too many tries", .documented, .tooManyRequests, "Too many requests") {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            let app = try AuthenticatorApp(
                scanning: await f.pool.associateSoftwareToken(.accessToken(token)).keyURI, time: f.time)
            for _ in 0..<10 {
                _ = await failure {
                    try await f.pool.verifySoftwareToken(.accessToken(token), code: wrong(app.code()))
                }
            }
            try await f.pool.verifySoftwareToken(.accessToken(token), code: app.code())
        },
        ErrorRow(
            "preference, TOTP not registered", .observed, .invalidParameter,
            "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA"
        ) { try await Fixture().pool.admin.setMFAPreference("ada", softwareToken: .enabled) },
        ErrorRow(
            "preference, no number", .observed, .invalidParameter,
            "User does not have delivery config set to turn on SMS_MFA"
        ) { try await Fixture(attributes: [:]).pool.admin.setMFAPreference("ada", sms: .enabled) },
        ErrorRow(
            "preference, no address", .assumed, .invalidParameter,
            "User does not have delivery config set to turn on EMAIL_OTP"
        ) { try await Fixture(attributes: [:]).pool.admin.setMFAPreference("ada", email: .enabled) },
        ErrorRow("preference, unknown user", .observed, .userNotFound, "User does not exist.") {
            try await Fixture().pool.admin.setMFAPreference("nobody", sms: .enabled)
        },
        ErrorRow("preference, two preferred", .observed, .invalidParameter, "Only one MFA type can be preferred.") {
            let f = try await Fixture()
            try await f.registerApp()
            try await f.pool.admin.setMFAPreference("ada", sms: .preferred, softwareToken: .preferred)
        },
        ErrorRow(
            "preference, preferred and not enabled", .assumed, .invalidParameter,
            "A preferred MFA type must be enabled."
        ) {
            let f = try await Fixture()
            try await f.admin.adminSetUserMFAPreference(
                AdminSetUserMFAPreferenceRequest(
                    userPoolID: f.pool.id, username: "ada", smsMFASettings: MFASettings(preferredMFA: true)))
        },
        ErrorRow(
            "RemoveSoftwareToken, none", .assumed, .softwareTokenMFANotFound,
            "Software Token MFA does not exist for the user."
        ) {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            try await f.pool.removeSoftwareToken(token, password: Fixture.password)
        },
        ErrorRow("RemoveSoftwareToken, wrong password", .documented, .notAuthorized, "Incorrect username or password.")
        {
            let f = try await Fixture()
            let token = try await f.tokens().accessToken
            try await f.registerApp()
            try await f.pool.removeSoftwareToken(token, password: "wrong")
        },
        ErrorRow(
            "SetUserSettings, e-mail", .documented, .invalidParameter,
            "MFAOptions can only name SMS and phone_number."
        ) {
            let f = try await Fixture()
            try await f.service.setUserSettings(
                SetUserSettingsRequest(
                    accessToken: f.tokens().accessToken, mfaOptions: [MFAOption(deliveryMedium: "EMAIL")]))
        },
        ErrorRow(
            "SetUserSettings, no number", .observed, .invalidParameter,
            "User does not have delivery config set to turn on SMS_MFA"
        ) {
            let f = try await Fixture(attributes: [:])
            try await f.service.setUserSettings(
                SetUserSettingsRequest(accessToken: f.tokens().accessToken, mfaOptions: [MFAOption()]))
        },
        ErrorRow("AdminSetUserSettings, unknown", .documented, .userNotFound, "User does not exist.") {
            let f = try await Fixture()
            try await f.admin.adminSetUserSettings(
                AdminSetUserSettingsRequest(userPoolID: f.pool.id, username: "nobody", mfaOptions: []))
        },
        ErrorRow(
            "strict, preference for a number without a code", .assumed, .invalidParameter,
            "User does not have delivery config set to turn on SMS_MFA"
        ) {
            let f = try await Fixture(profile: .strict)
            try await f.pool.setMFAPreference(f.tokens().accessToken, sms: .enabled)
        },
        ErrorRow("strict, sign-in too old", .assumed, .notAuthorized, "Re-authentication required.") {
            let f = try await Fixture(profile: .strict)
            let token = try await f.tokens().accessToken
            f.time.advance(by: .seconds(600))
            try await f.pool.setMFAPreference(token, sms: .preferred)
        },
    ]
}
