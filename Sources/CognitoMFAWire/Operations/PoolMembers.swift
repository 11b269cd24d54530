import CognitoMFAService
import UserPoolModel

// Settings that CreateUserPool and UpdateUserPool share.
extension RequestMembers {
    /// All settings that UpdateUserPool may replace; an absent one has its default.
    var poolMembers: UserPoolOptions {
        refuse("LambdaConfig")
        refuse("DeviceConfiguration")
        refuse("DeletionProtection", choice("DeletionProtection", of: ["ACTIVE", "INACTIVE"]) == "ACTIVE")
        let addOns = structure("UserPoolAddOns")?
            .requiredChoice("AdvancedSecurityMode", of: ["OFF", "AUDIT", "ENFORCED"])
        refuse("UserPoolAddOns", addOns.map { $0 != "OFF" } ?? false)
        let invitation = structure("AdminCreateUserConfig")
        let unusedDays = invitation?.number("UnusedAccountValidityDays")
        let isAdminOnly = invitation?.flag("AllowAdminCreateUserOnly") ?? false
        let verified = structure("UserAttributeUpdateSettings")?
            .attributeSet("AttributesRequireVerificationBeforeUpdate")
        return UserPoolOptions(
            mfaConfiguration: mfaMode, smsConfiguration: smsConfiguration,
            smsAuthenticationMessage: text("SmsAuthenticationMessage"),
            passwordPolicy: passwordPolicy(unusedDays: unusedDays),
            autoVerifiedAttributes: attributeSet("AutoVerifiedAttributes") ?? [],
            accountRecoverySetting: recoverySetting,
            messages: messages(invitation: invitation?.structure("InviteMessageTemplate")),
            allowAdminCreateUserOnly: isAdminOnly, attributesRequireVerificationBeforeUpdate: verified ?? [])
    }

    /// Reads `Policies`; an absent part of a policy has its default.
    private func passwordPolicy(unusedDays: Int?) -> PasswordPolicy {
        var policy = PasswordPolicy()
        if let unusedDays { policy.temporaryPasswordValidityDays = unusedDays }
        let policies = structure("Policies")
        let firstFactors = policies?.structure("SignInPolicy")?.texts("AllowedFirstAuthFactors") ?? []
        policies?.refuse("SignInPolicy", firstFactors.contains { $0 != "PASSWORD" })
        guard let given = policies?.structure("PasswordPolicy") else { return policy }
        policy.minimumLength = given.number("MinimumLength") ?? policy.minimumLength
        policy.requireUppercase = given.flag("RequireUppercase") ?? policy.requireUppercase
        policy.requireLowercase = given.flag("RequireLowercase") ?? policy.requireLowercase
        policy.requireNumbers = given.flag("RequireNumbers") ?? policy.requireNumbers
        policy.requireSymbols = given.flag("RequireSymbols") ?? policy.requireSymbols
        policy.passwordHistorySize = given.number("PasswordHistorySize") ?? policy.passwordHistorySize
        policy.temporaryPasswordValidityDays =
            given.number("TemporaryPasswordValidityDays") ?? policy.temporaryPasswordValidityDays
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
        let option = template?.choice("DefaultEmailOption", of: ["CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE"])
        template?.refuse("DefaultEmailOption", option == "CONFIRM_WITH_LINK")
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
