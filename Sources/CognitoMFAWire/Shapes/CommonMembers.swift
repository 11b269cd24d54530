import CognitoMFACore
import CognitoMFAService
import UserPoolModel

// Members that several operations read.
extension RequestMembers {
    /// `UserPoolId`.
    var userPoolID: UserPoolID { UserPoolID(required("UserPoolId")) }
    /// `Username`.
    var username: Username { Username(required("Username")) }
    /// `ClientId`.
    var clientID: AppClientID { AppClientID(required("ClientId")) }
    /// `AccessToken`.
    var accessToken: AccessToken { AccessToken(required("AccessToken")) }
    /// `Session`, which may be absent.
    var session: SessionHandle? { text("Session").map { SessionHandle($0) } }

    /// `ClientMetadata`, which may be absent.
    var clientMetadata: [String: String] { map("ClientMetadata") ?? [:] }

    /// A code under a name such as `ConfirmationCode`.
    func code(_ name: String) -> OneTimeCode { OneTimeCode(required(name)) }

    /// `UserAttributes`, which may be absent; the last value of a repeated attribute counts.
    var userAttributes: UserAttributes { attributes(structures("UserAttributes") ?? []) }
    /// `UserAttributes`, which is required.
    var requiredUserAttributes: UserAttributes { attributes(requiredStructures("UserAttributes")) }

    private func attributes(_ items: [RequestMembers]) -> UserAttributes {
        let pairs = items.map { (AttributeName(rawValue: $0.required("Name")), $0.text("Value") ?? "") }
        return Dictionary(pairs) { $1 }
    }

    /// `UserAttributeNames`.
    var attributeNames: [AttributeName] { requiredTexts("UserAttributeNames").map { AttributeName(rawValue: $0) } }

    /// Attribute names, as a set.
    func attributeSet(_ name: String) -> Set<AttributeName>? {
        texts(name).map { Set($0.map { AttributeName(rawValue: $0) }) }
    }

    /// `MFAOptions`.
    var mfaOptions: [MFAOption] {
        requiredStructures("MFAOptions").map {
            MFAOption(
                deliveryMedium: $0.text("DeliveryMedium") ?? "",
                attributeName: AttributeName(rawValue: $0.text("AttributeName") ?? ""))
        }
    }

    /// The settings of one factor.
    func settings(_ name: String) -> MFASettings? {
        structure(name).map {
            MFASettings(enabled: $0.flag("Enabled") ?? false, preferredMFA: $0.flag("PreferredMfa") ?? false)
        }
    }

    /// Refuses passkeys, which are not offered.
    func refuseWebAuthnSettings() {
        let settings = structure("WebAuthnMfaSettings")
        refuse("WebAuthnMfaSettings", settings?.flag("Enabled") == true)
    }

    /// `MfaConfiguration`.
    var mfaMode: UserPoolMFAMode? {
        choice("MfaConfiguration", of: ["OFF", "ON", "OPTIONAL"]).flatMap { UserPoolMFAMode(rawValue: $0) }
    }

    /// `SmsConfiguration`.
    var smsConfiguration: SMSConfiguration? {
        structure("SmsConfiguration").map {
            SMSConfiguration(
                snsCallerARN: $0.text("SnsCallerArn") ?? "", externalID: $0.text("ExternalId"),
                snsRegion: $0.text("SnsRegion"), endUserMessaging: $0.setting("EumsSms", .endUserMessaging))
        }
    }
}
