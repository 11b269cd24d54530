import CognitoMFAService

extension PublicOperations {
    static let preferences: [PublicOperation] = [setUserMFAPreference, setUserSettings]

    static let setUserMFAPreference = PublicOperation(
        UserPoolService.setUserMFAPreference,
        .supported("for SMS, e-mail and TOTP"),
        reads: {
            $0.refuseWebAuthnSettings()
            return SetUserMFAPreferenceRequest(
                accessToken: $0.accessToken, smsMFASettings: $0.settings("SMSMfaSettings"),
                softwareTokenMFASettings: $0.settings("SoftwareTokenMfaSettings"),
                emailMFASettings: $0.settings("EmailMfaSettings"))
        })

    static let setUserSettings = PublicOperation(
        UserPoolService.setUserSettings,
        .supported("Cognito's older switch for SMS"),
        reads: { SetUserSettingsRequest(accessToken: $0.accessToken, mfaOptions: $0.mfaOptions) })
}

extension AdministrationOperations {
    static let preferences: [AdministrationOperation] = [adminSetUserMFAPreference, adminSetUserSettings]

    static let adminSetUserMFAPreference = AdministrationOperation(
        UserPoolAdministration.adminSetUserMFAPreference,
        .supported("for SMS, e-mail and TOTP"),
        reads: {
            $0.refuseWebAuthnSettings()
            return AdminSetUserMFAPreferenceRequest(
                userPoolID: $0.userPoolID, username: $0.username, smsMFASettings: $0.settings("SMSMfaSettings"),
                softwareTokenMFASettings: $0.settings("SoftwareTokenMfaSettings"),
                emailMFASettings: $0.settings("EmailMfaSettings"))
        })

    static let adminSetUserSettings = AdministrationOperation(
        UserPoolAdministration.adminSetUserSettings,
        .supported("Cognito's older switch for SMS"),
        reads: {
            AdminSetUserSettingsRequest(userPoolID: $0.userPoolID, username: $0.username, mfaOptions: $0.mfaOptions)
        })
}
