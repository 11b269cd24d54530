/// A setting of Cognito's that is validated, stored and told back, and has no effect here.
///
/// Source: the service model of Amazon Cognito user pools (2016-04-18, November 2026).
package struct StoredSetting: Sendable {
    /// The name, in Cognito's spelling.
    package let name: String
    /// The shape of the value.
    package let shape: SettingShape
    /// True if an update that does not mention it keeps it; false if the update removes it.
    package let isKept: Bool

    private init(_ name: String, kept isKept: Bool, _ shape: SettingShape) {
        (self.name, self.shape, self.isKept) = (name, shape, isKept)
    }

    /// Validates settings against a table.
    package static func validate(
        _ settings: [String: SettingValue], _ table: [StoredSetting], _ members: inout Validation
    ) {
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            let place = name.prefix(1).lowercased() + name.dropFirst()
            guard let setting = table.first(where: { $0.name == name }) else {
                members.fail(at: place, "Member is not in the service model")
                continue
            }
            members.check(value, setting.shape, at: place)
        }
    }

    /// Changes stored settings by those that a request mentions.
    package static func update(
        _ stored: [String: SettingValue], by given: [String: SettingValue], _ table: [StoredSetting]
    ) -> [String: SettingValue] {
        let kept = stored.filter { entry in table.contains { $0.name == entry.key && $0.isKept } }
        return kept.merging(given) { $1 }
    }
}

extension StoredSetting {
    /// The settings of a pool.
    ///
    /// An update keeps a setting that would guard users, and removes one that only words or sends messages, as documented.
    package static let pool = [
        StoredSetting("LambdaConfig", kept: false, .lambdaConfig),
        StoredSetting("DeviceConfiguration", kept: true, .deviceConfiguration),
        StoredSetting("EmailConfiguration", kept: false, .emailConfiguration),
        StoredSetting("VerificationMessageTemplate", kept: false, .messageTemplate),
        StoredSetting("SignInPolicy", kept: true, .signInPolicy),
        StoredSetting("UserPoolAddOns", kept: true, .addOns),
        StoredSetting("UserPoolTier", kept: true, .choice("LITE", "ESSENTIALS", "PLUS")),
        StoredSetting("DcrConfiguration", kept: true, .clientRegistration),
        StoredSetting(
            "KeyConfiguration", kept: true,
            .structure([
                SettingMember("KeyType", .choice("AWS_OWNED_KEY", "CUSTOMER_MANAGED_KEY")),
                SettingMember("KmsKeyArn", .arn),
            ])),
        StoredSetting(
            "IssuerConfiguration", kept: true,
            .structure([SettingMember("Type", .choice("ORIGINAL", "UPDATED"))])),
        StoredSetting(
            "AcrConfiguration", kept: true,
            .structure(["Level1", "Level2", "Level3", "Level4"].map { SettingMember($0, .authenticationLevel) })),
        StoredSetting("WebAuthnConfiguration", kept: true, .webAuthn),
        // In AdminCreateUserConfig; the older way to say how long a temporary password lives.
        StoredSetting("UnusedAccountValidityDays", kept: true, .number(0...365)),
    ]

    /// The settings of an app client.
    package static let client = [
        StoredSetting("TokenValidityUnits", kept: false, .validityUnits),
        StoredSetting(
            "SupportedIdentityProviders", kept: false,
            .list(.text([.minimumLength(1), .maximumLength(32)]), 0...100)),
        StoredSetting("CallbackURLs", kept: false, .list(.redirectURL, 0...100)),
        StoredSetting("LogoutURLs", kept: false, .list(.redirectURL, 0...100)),
        StoredSetting("DefaultRedirectURI", kept: false, .redirectURL),
        StoredSetting("AllowedOAuthFlows", kept: false, .oAuthFlows),
        StoredSetting("AllowedOAuthScopes", kept: false, .oAuthScopes),
        StoredSetting("AllowedOAuthFlowsUserPoolClient", kept: false, .flag),
        StoredSetting("AnalyticsConfiguration", kept: false, .analytics),
        StoredSetting("EnablePropagateAdditionalUserContextData", kept: false, .flag),
    ]
}
