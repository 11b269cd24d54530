import AuthFlow
import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let setUserMFAPreference = PublicOperation(
        "SetUserMFAPreference",
        reads: {
            $0.refuseWebAuthnSettings()
            return SetUserMFAPreferenceRequest(
                accessToken: $0.accessToken, smsMFASettings: $0.settings("SMSMfaSettings"),
                softwareTokenMFASettings: $0.settings("SoftwareTokenMfaSettings"),
                emailMFASettings: $0.settings("EmailMfaSettings"))
        }, calls: { (service, request) async throws(CognitoError) in try await service.setUserMFAPreference(request) })

    static let setUserSettings = PublicOperation(
        "SetUserSettings",
        reads: { SetUserSettingsRequest(accessToken: $0.accessToken, mfaOptions: $0.mfaOptions) },
        calls: { (service, request) async throws(CognitoError) in try await service.setUserSettings(request) })
}

extension AdministrationOperations {
    static let adminSetUserMFAPreference = AdministrationOperation(
        "AdminSetUserMFAPreference",
        reads: {
            $0.refuseWebAuthnSettings()
            return AdminSetUserMFAPreferenceRequest(
                userPoolID: $0.userPoolID, username: $0.username, smsMFASettings: $0.settings("SMSMfaSettings"),
                softwareTokenMFASettings: $0.settings("SoftwareTokenMfaSettings"),
                emailMFASettings: $0.settings("EmailMfaSettings"))
        },
        calls: { (service, request) async throws(CognitoError) in
            try await service.adminSetUserMFAPreference(request)
        })

    static let adminSetUserSettings = AdministrationOperation(
        "AdminSetUserSettings",
        reads: {
            AdminSetUserSettingsRequest(
                userPoolID: $0.userPoolID, username: $0.username, mfaOptions: $0.mfaOptions)
        }, calls: { (service, request) async throws(CognitoError) in try await service.adminSetUserSettings(request) })
}
