import CognitoMFAService
import UserPoolModel

// Settings that CreateUserPool and UpdateUserPool share.
extension RequestMembers {
    /// All settings that UpdateUserPool may change; an absent one is nil.
    var poolMembers: UserPoolOptions {
        let invitation = structure("AdminCreateUserConfig")
        let policies = structure("Policies")
        let policy = policies?.structure("PasswordPolicy")
        let unusedDays = invitation?.number("UnusedAccountValidityDays")
        let days = policy?.number("TemporaryPasswordValidityDays")
        if unusedDays != nil, days != nil { refuse(CognitoError.oldTemporaryPasswordLife) }
        let isAdminOnly = invitation.map { $0.flag("AllowAdminCreateUserOnly") ?? false }
        let verified = structure("UserAttributeUpdateSettings")?
            .attributeSet("AttributesRequireVerificationBeforeUpdate")
        return UserPoolOptions(
            mfaConfiguration: mfaMode, smsConfiguration: smsConfiguration,
            smsAuthenticationMessage: text("SmsAuthenticationMessage"),
            passwordPolicy: passwordPolicy(policy, days: days ?? unusedDays),
            autoVerifiedAttributes: attributeSet("AutoVerifiedAttributes"),
            accountRecoverySetting: recoverySetting,
            messages: messages(invitation: invitation?.structure("InviteMessageTemplate")),
            allowAdminCreateUserOnly: isAdminOnly, attributesRequireVerificationBeforeUpdate: verified,
            deletionProtection: choice("DeletionProtection", of: ["ACTIVE", "INACTIVE"]).map { $0 == "ACTIVE" },
            tags: map("UserPoolTags"), otherSettings: otherSettings(policies, unusedDays: unusedDays))
    }

    /// Reads the settings without an effect; some have their place inside another member.
    private func otherSettings(_ policies: RequestMembers?, unusedDays: Int?) -> [String: SettingValue] {
        let elsewhere: Set<String> = ["SignInPolicy", "UnusedAccountValidityDays", "WebAuthnConfiguration"]
        var settings = settings(StoredSetting.pool.filter { !elsewhere.contains($0.name) })
        settings.merge(policies?.settings(StoredSetting.pool.filter { $0.name == "SignInPolicy" }) ?? [:]) { $1 }
        settings["UnusedAccountValidityDays"] = unusedDays.map { .number($0) }
        return settings
    }

    /// Reads `PasswordPolicy`; nil without one, and an absent part of one has its default.
    private func passwordPolicy(_ given: RequestMembers?, days: Int?) -> PasswordPolicy? {
        var policy = PasswordPolicy()
        if let days { policy.temporaryPasswordValidityDays = days }
        guard let given else { return days == nil ? nil : policy }
        policy.minimumLength = given.number("MinimumLength") ?? policy.minimumLength
        policy.requireUppercase = given.flag("RequireUppercase") ?? policy.requireUppercase
        policy.requireLowercase = given.flag("RequireLowercase") ?? policy.requireLowercase
        policy.requireNumbers = given.flag("RequireNumbers") ?? policy.requireNumbers
        policy.requireSymbols = given.flag("RequireSymbols") ?? policy.requireSymbols
        policy.passwordHistorySize = given.number("PasswordHistorySize") ?? policy.passwordHistorySize
        return policy
    }

    /// `AccountRecoverySetting`, the best way first; nil for an empty one.
    private var recoverySetting: [RecoveryMechanism]? {
        let names = RecoveryMechanism.allCases.map(\.rawValue)
        let options = structure("AccountRecoverySetting")?.structures("RecoveryMechanisms")?.map {
            (
                priority: $0.requiredNumber("Priority"),
                way: RecoveryMechanism(rawValue: $0.requiredChoice("Name", of: names))
            )
        }
        let ways = (options ?? []).sorted { $0.priority < $1.priority }.compactMap(\.way)
        return ways.isEmpty ? nil : ways
    }

    /// Reads the texts of messages; a member of the request wins over the same text in VerificationMessageTemplate.
    private func messages(invitation: RequestMembers?) -> VerificationMessages {
        let texts = VerificationMessages()
        let template = structure("VerificationMessageTemplate")
        let (sms, email, subject) = (
            template?.text("SmsMessage"), template?.text("EmailMessage"), template?.text("EmailSubject")
        )
        return VerificationMessages(
            sms: text("SmsVerificationMessage") ?? sms ?? texts.sms,
            email: text("EmailVerificationMessage") ?? email ?? texts.email,
            emailSubject: text("EmailVerificationSubject") ?? subject ?? texts.emailSubject,
            smsInvitation: invitation?.text("SMSMessage") ?? texts.smsInvitation,
            emailInvitation: invitation?.text("EmailMessage") ?? texts.emailInvitation,
            emailInvitationSubject: invitation?.text("EmailSubject") ?? texts.emailInvitationSubject)
    }
}
