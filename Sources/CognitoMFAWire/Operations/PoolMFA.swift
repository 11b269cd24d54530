import CognitoMFAService
import UserPoolModel

extension AdministrationOperations {
    static let poolMFA: [AdministrationOperation] = [setUserPoolMFAConfig, getUserPoolMFAConfig]

    static let setUserPoolMFAConfig = AdministrationOperation(
        UserPoolAdministration.setUserPoolMFAConfig,
        .supported("profile `classic` refuses to change an existing pool to ON, as Cognito's first guide says"),
        reads: {
            SetUserPoolMFAConfigRequest(
                userPoolID: $0.userPoolID,
                smsMFAConfiguration: $0.structure("SmsMfaConfiguration").map {
                    SMSMFAConfiguration(
                        smsAuthenticationMessage: $0.text("SmsAuthenticationMessage"),
                        smsConfiguration: $0.smsConfiguration)
                },
                softwareTokenMFAConfiguration: $0.structure("SoftwareTokenMfaConfiguration").map {
                    SoftwareTokenMFAConfiguration(enabled: $0.flag("Enabled") ?? false)
                },
                emailMFAConfiguration: $0.structure("EmailMfaConfiguration").map {
                    let texts = EmailMFAConfiguration()
                    return EmailMFAConfiguration(
                        message: $0.text("Message") ?? texts.message, subject: $0.text("Subject") ?? texts.subject)
                }, mfaConfiguration: $0.mfaMode,
                webAuthnConfiguration: $0.setting("WebAuthnConfiguration", .webAuthn))
        },
        writes: .mfaConfiguration)

    static let getUserPoolMFAConfig = AdministrationOperation(
        UserPoolAdministration.getUserPoolMFAConfig, reads: { GetUserPoolMFAConfigRequest(userPoolID: $0.userPoolID) },
        writes: .mfaConfiguration)
}

extension ResponseShape where Value == SMSConfiguration {
    /// `SmsConfigurationType`.
    static var smsConfiguration: Self {
        Self(
            .text("SnsCallerArn") { $0.snsCallerARN.isEmpty ? nil : $0.snsCallerARN },
            .text("ExternalId") { $0.externalID }, .text("SnsRegion") { $0.snsRegion },
            .setting("EumsSms", .endUserMessaging) { $0.endUserMessaging })
    }
}

extension ResponseShape where Value == SMSMFAConfiguration {
    /// `SmsMfaConfigType`.
    fileprivate static var smsMFA: Self {
        Self(
            .text("SmsAuthenticationMessage") { $0.smsAuthenticationMessage },
            .structure("SmsConfiguration", .smsConfiguration) { $0.smsConfiguration })
    }
}

extension ResponseShape where Value == SoftwareTokenMFAConfiguration {
    /// `SoftwareTokenMfaConfigType`.
    fileprivate static var softwareTokenMFA: Self { Self(.flag("Enabled") { $0.enabled }) }
}

extension ResponseShape where Value == EmailMFAConfiguration {
    /// `EmailMfaConfigType`.
    fileprivate static var emailMFA: Self { Self(.text("Message") { $0.message }, .text("Subject") { $0.subject }) }
}

extension ResponseShape where Value == UserPoolMFAConfigResponse {
    /// The response of both operations.
    fileprivate static var mfaConfiguration: Self {
        Self(
            .structure("SmsMfaConfiguration", .smsMFA) { $0.smsMFAConfiguration },
            .structure("SoftwareTokenMfaConfiguration", .softwareTokenMFA) { $0.softwareTokenMFAConfiguration },
            .structure("EmailMfaConfiguration", .emailMFA) { $0.emailMFAConfiguration },
            .text("MfaConfiguration") { $0.mfaConfiguration.rawValue },
            .setting("WebAuthnConfiguration", .webAuthn) { $0.webAuthnConfiguration })
    }
}
