import CognitoMFAService
import UserPoolModel

extension ResponseShape where Value == UserPoolDescription {
    /// `UserPoolType`.
    static var userPool: Self {
        Self(
            .text("Id") { $0.id.text }, .text("Name") { $0.name },
            .structure("Policies", .policies) { $0.members },
            .time("LastModifiedDate") { $0.lastModifiedDate }, .time("CreationDate") { $0.creationDate },
            .structures("SchemaAttributes", .schemaAttribute) { $0.schema.isEmpty ? nil : $0.schema },
            .someTexts("AutoVerifiedAttributes") { $0.members.autoVerifiedAttributes.names },
            .someTexts("AliasAttributes") { $0.aliasAttributes.names },
            .someTexts("UsernameAttributes") { $0.usernameAttributes.names },
            .text("SmsVerificationMessage") { $0.members.messages.sms },
            .text("EmailVerificationMessage") { $0.members.messages.email },
            .text("EmailVerificationSubject") { $0.members.messages.emailSubject },
            .structure("VerificationMessageTemplate", .verificationTemplate) { $0.members.messages },
            .text("SmsAuthenticationMessage") { $0.smsAuthenticationMessage },
            .structure("UserAttributeUpdateSettings", .updateSettings) { $0.members },
            .text("MfaConfiguration") { $0.mfaConfiguration.rawValue },
            .structure("SmsConfiguration", .smsConfiguration) { $0.smsConfiguration },
            .structure("AdminCreateUserConfig", .adminCreateUser) { $0.members },
            .structure("UsernameConfiguration", .usernameConfiguration) { $0.isUsernameCaseSensitive },
            .text("Arn") { "arn:aws:cognito-idp:\($0.id.region):000000000000:userpool/\($0.id.text)" },
            .structure("AccountRecoverySetting", .recoverySetting) { $0.members.accountRecoverySetting })
    }
}

extension Set<AttributeName> {
    /// The names, sorted.
    fileprivate var names: [String] { map(\.rawValue).sorted() }
}

extension ResponseShape where Value == SchemaAttribute {
    /// `SchemaAttributeType`; types of values and their bounds are not stored.
    fileprivate static var schemaAttribute: Self {
        Self(
            .text("Name") { $0.name.rawValue }, .flag("Mutable") { $0.isMutable },
            .flag("Required") { $0.isRequired })
    }
}

extension ResponseShape where Value == PasswordPolicy {
    /// `PasswordPolicyType`.
    fileprivate static var passwordPolicy: Self {
        Self(
            .number("MinimumLength") { $0.minimumLength }, .flag("RequireUppercase") { $0.requireUppercase },
            .flag("RequireLowercase") { $0.requireLowercase }, .flag("RequireNumbers") { $0.requireNumbers },
            .flag("RequireSymbols") { $0.requireSymbols },
            .number("PasswordHistorySize") { $0.passwordHistorySize == 0 ? nil : $0.passwordHistorySize },
            .number("TemporaryPasswordValidityDays") { $0.temporaryPasswordValidityDays })
    }
}

extension ResponseShape where Value == VerificationMessages {
    /// `VerificationMessageTemplateType`.
    fileprivate static var verificationTemplate: Self {
        Self(
            .text("SmsMessage") { $0.sms }, .text("EmailMessage") { $0.email },
            .text("EmailSubject") { $0.emailSubject }, .text("DefaultEmailOption") { _ in "CONFIRM_WITH_CODE" })
    }

    /// `MessageTemplateType`.
    fileprivate static var invitation: Self {
        Self(
            .text("SMSMessage") { $0.smsInvitation }, .text("EmailMessage") { $0.emailInvitation },
            .text("EmailSubject") { $0.emailInvitationSubject })
    }
}

extension ResponseShape where Value == UserPoolOptions {
    /// `UserPoolPolicyType`.
    fileprivate static var policies: Self { Self(.structure("PasswordPolicy", .passwordPolicy) { $0.passwordPolicy }) }

    /// `UserAttributeUpdateSettingsType`.
    fileprivate static var updateSettings: Self {
        Self(
            .texts("AttributesRequireVerificationBeforeUpdate") {
                $0.attributesRequireVerificationBeforeUpdate.names
            })
    }

    /// `AdminCreateUserConfigType`.
    fileprivate static var adminCreateUser: Self {
        Self(
            .flag("AllowAdminCreateUserOnly") { $0.allowAdminCreateUserOnly },
            .number("UnusedAccountValidityDays") { $0.passwordPolicy.temporaryPasswordValidityDays },
            .structure("InviteMessageTemplate", .invitation) { $0.messages })
    }
}

extension ResponseShape where Value == Bool {
    /// `UsernameConfigurationType`.
    fileprivate static var usernameConfiguration: Self { Self(.flag("CaseSensitive") { $0 }) }
}

extension ResponseShape where Value == [RecoveryMechanism] {
    /// `AccountRecoverySettingType`.
    fileprivate static var recoverySetting: Self {
        Self(
            .structures("RecoveryMechanisms", .recoveryOption) { ways in
                ways.enumerated().map { ($0.offset + 1, $0.element) }
            })
    }
}

extension ResponseShape where Value == (Int, RecoveryMechanism) {
    /// `RecoveryOptionType`.
    fileprivate static var recoveryOption: Self { Self(.number("Priority") { $0.0 }, .text("Name") { $0.1.rawValue }) }
}
