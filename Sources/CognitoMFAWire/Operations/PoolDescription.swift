import CognitoMFAService
import UserPoolModel

extension ResponseShape where Value == UserPoolDescription {
    /// `UserPoolType`.
    static var userPool: Self {
        let inside: Set<String> = [
            "SignInPolicy", "UnusedAccountValidityDays", "WebAuthnConfiguration", "VerificationMessageTemplate",
        ]
        return Self(
            settings: StoredSetting.pool.filter { !inside.contains($0.name) }, of: { $0.members.otherSettings },
            .text("Id") { $0.id.text }, .text("Name") { $0.name },
            .structure("Policies", .policies) { $0.members },
            .text("DeletionProtection") { $0.members.deletionProtection == true ? "ACTIVE" : "INACTIVE" },
            .map("UserPoolTags") { ($0.members.tags ?? [:]).isEmpty ? nil : $0.members.tags },
            .number("EstimatedNumberOfUsers") { $0.estimatedNumberOfUsers },
            .time("LastModifiedDate") { $0.lastModifiedDate }, .time("CreationDate") { $0.creationDate },
            .structures("SchemaAttributes", .schemaAttribute) { $0.schema },
            .someTexts("AutoVerifiedAttributes") { $0.members.autoVerifiedAttributes?.names ?? [] },
            .someTexts("AliasAttributes") { $0.aliasAttributes.names },
            .someTexts("UsernameAttributes") { $0.usernameAttributes.names },
            .text("SmsVerificationMessage") { $0.members.messages?.sms },
            .text("EmailVerificationMessage") { $0.members.messages?.email },
            .text("EmailVerificationSubject") { $0.members.messages?.emailSubject },
            .structure("VerificationMessageTemplate", .verificationTemplate) { $0.members },
            .text("SmsAuthenticationMessage") { $0.smsAuthenticationMessage },
            .structure("UserAttributeUpdateSettings", .updateSettings) {
                $0.members.attributesRequireVerificationBeforeUpdate == nil ? nil : $0.members
            },
            .text("MfaConfiguration") { $0.mfaConfiguration.rawValue },
            .structure("SmsConfiguration", .smsConfiguration) { $0.smsConfiguration },
            .structure("AdminCreateUserConfig", .adminCreateUser) { $0.members },
            .structure("UsernameConfiguration", .usernameConfiguration) { $0.isUsernameCaseSensitive },
            .text("Arn") { UserPoolARN($0.id).text },
            .structure("AccountRecoverySetting", .recoverySetting) { $0.members.accountRecoverySetting })
    }
}

extension Set<AttributeName> {
    /// The names, sorted.
    fileprivate var names: [String] { map(\.rawValue).sorted() }
}

extension ResponseShape where Value == SchemaAttribute {
    /// An attribute as `SchemaAttributeType` shows it: a string without bounds has an empty block, a number has none.
    fileprivate static var schemaAttribute: Self {
        Self(
            .text("Name") { $0.name.rawValue }, .text("AttributeDataType") { $0.type.rawValue },
            .flag("DeveloperOnlyAttribute") { $0.isDeveloperOnly }, .flag("Mutable") { $0.isMutable },
            .flag("Required") { $0.isRequired },
            .structure("NumberAttributeConstraints", .bounds("MinValue", "MaxValue")) {
                $0.type == .number && ($0.minimum ?? $0.maximum) != nil ? $0 : nil
            },
            .structure("StringAttributeConstraints", .bounds("MinLength", "MaxLength")) {
                $0.type == .string ? $0 : nil
            })
    }

    /// `NumberAttributeConstraintsType`, `StringAttributeConstraintsType`.
    private static func bounds(_ least: String, _ greatest: String) -> Self {
        Self(.text(least) { $0.minimum }, .text(greatest) { $0.maximum })
    }
}

extension ResponseShape where Value == VerificationMessages {
    /// `MessageTemplateType`.
    fileprivate static var invitation: Self {
        Self(
            .text("SMSMessage") { $0.smsInvitation }, .text("EmailMessage") { $0.emailInvitation },
            .text("EmailSubject") { $0.emailInvitationSubject })
    }
}

extension ResponseShape where Value == UserPoolOptions {
    /// `UserPoolPolicyType`.
    fileprivate static var policies: Self {
        Self(
            settings: StoredSetting.pool.filter { $0.name == "SignInPolicy" }, of: { $0.otherSettings },
            .structure("PasswordPolicy", .passwordPolicy) { $0 })
    }

    /// `PasswordPolicyType`; the life of temporary passwords stands where it was given.
    private static var passwordPolicy: Self {
        Self(
            .number("MinimumLength") { $0.passwordPolicy?.minimumLength },
            .flag("RequireUppercase") { $0.passwordPolicy?.requireUppercase },
            .flag("RequireLowercase") { $0.passwordPolicy?.requireLowercase },
            .flag("RequireNumbers") { $0.passwordPolicy?.requireNumbers },
            .flag("RequireSymbols") { $0.passwordPolicy?.requireSymbols },
            .number("PasswordHistorySize") {
                $0.passwordPolicy.flatMap { $0.passwordHistorySize == 0 ? nil : $0.passwordHistorySize }
            },
            .number("TemporaryPasswordValidityDays") {
                $0.unusedAccountDays == nil ? $0.passwordPolicy?.temporaryPasswordValidityDays : nil
            })
    }

    /// `VerificationMessageTemplateType`.
    fileprivate static var verificationTemplate: Self {
        func link(_ name: String) -> Field {
            .text(name) { $0.otherSettings["VerificationMessageTemplate"]?[name]?.text }
        }
        return Self(
            .text("SmsMessage") { $0.messages?.sms }, .text("EmailMessage") { $0.messages?.email },
            .text("EmailSubject") { $0.messages?.emailSubject }, link("EmailMessageByLink"), link("EmailSubjectByLink"),
            .text("DefaultEmailOption") {
                $0.otherSettings["VerificationMessageTemplate"]?["DefaultEmailOption"]?.text ?? "CONFIRM_WITH_CODE"
            })
    }

    /// `UserAttributeUpdateSettingsType`.
    fileprivate static var updateSettings: Self {
        Self(
            .texts("AttributesRequireVerificationBeforeUpdate") { $0.attributesRequireVerificationBeforeUpdate?.names })
    }

    /// `AdminCreateUserConfigType`.
    fileprivate static var adminCreateUser: Self {
        Self(
            .flag("AllowAdminCreateUserOnly") { $0.allowAdminCreateUserOnly },
            .number("UnusedAccountValidityDays") { $0.unusedAccountDays },
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

extension UserPoolOptions {
    /// The life of temporary passwords, where it was given under its older name.
    fileprivate var unusedAccountDays: Int? { otherSettings["UnusedAccountValidityDays"]?.number }
}
