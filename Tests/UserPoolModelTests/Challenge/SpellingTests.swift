import Foundation
import Testing
import UserPoolModel

/// The words of the wire, against the service model's.
@Suite struct SpellingTests {
    @Test func challengeNamesAreCognitos() {
        #expect(ChallengeName.smsMFA.rawValue == "SMS_MFA")
        #expect(ChallengeName.softwareTokenMFA.rawValue == "SOFTWARE_TOKEN_MFA")
        #expect(ChallengeName.selectMFAType.rawValue == "SELECT_MFA_TYPE")
        #expect(ChallengeName.mfaSetup.rawValue == "MFA_SETUP")
        #expect(ChallengeName.newPasswordRequired.rawValue == "NEW_PASSWORD_REQUIRED")
        #expect("\(ChallengeName.mfaSetup)" == "MFA_SETUP")
        #expect(
            ChallengeName.model == [
                "SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA", "SELECT_MFA_TYPE", "MFA_SETUP", "PASSWORD_VERIFIER",
                "CUSTOM_CHALLENGE", "SELECT_CHALLENGE", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER",
                "ADMIN_NO_SRP_AUTH", "NEW_PASSWORD_REQUIRED", "SMS_OTP", "PASSWORD", "WEB_AUTHN", "PASSWORD_SRP",
            ])
    }

    @Test func factorsAreCognitos() {
        #expect(MFAType.sms.rawValue == "SMS_MFA" && MFAType.softwareToken.rawValue == "SOFTWARE_TOKEN_MFA")
        #expect(MFAType.all.map(\.rawValue) == ["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"])
    }

    @Test func flowsAreCognitos() {
        #expect(AuthFlowType.userPasswordAuth.rawValue == "USER_PASSWORD_AUTH")
        #expect(AuthFlowType.adminUserPasswordAuth.rawValue == "ADMIN_USER_PASSWORD_AUTH")
        #expect(AuthFlowType.adminNoSRPAuth.rawValue == "ADMIN_NO_SRP_AUTH")
        #expect(AuthFlowType.refreshTokenAuth.rawValue == "REFRESH_TOKEN_AUTH")
        #expect(
            AuthFlowType.model == [
                "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", "CUSTOM_AUTH", "ADMIN_NO_SRP_AUTH",
                "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "USER_AUTH",
            ])
    }

    @Test func flowsOfAClientAreCognitos() {
        #expect(ExplicitAuthFlow.allowUserPasswordAuth.rawValue == "ALLOW_USER_PASSWORD_AUTH")
        #expect(ExplicitAuthFlow.allowAdminUserPasswordAuth.rawValue == "ALLOW_ADMIN_USER_PASSWORD_AUTH")
        #expect(ExplicitAuthFlow.allowRefreshTokenAuth.rawValue == "ALLOW_REFRESH_TOKEN_AUTH")
        #expect(
            ExplicitAuthFlow.model == [
                "ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH",
                "ALLOW_CUSTOM_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH",
                "ALLOW_USER_AUTH", "ALLOW_TOKEN_EXCHANGE_DELEGATION", "ALLOW_TOKEN_EXCHANGE_IMPERSONATION",
            ])
    }

    @Test func parametersAreCognitos() {
        let spellings: [(String, String)] = [
            (ChallengeParameter.username, "USERNAME"), (ChallengeParameter.password, "PASSWORD"),
            (ChallengeParameter.secretHash, "SECRET_HASH"), (ChallengeParameter.smsMFACode, "SMS_MFA_CODE"),
            (ChallengeParameter.softwareTokenMFACode, "SOFTWARE_TOKEN_MFA_CODE"),
            (ChallengeParameter.answer, "ANSWER"), (ChallengeParameter.newPassword, "NEW_PASSWORD"),
            (ChallengeParameter.userAttributesPrefix, "userAttributes."),
            (ChallengeParameter.userIDForSRP, "USER_ID_FOR_SRP"),
            (ChallengeParameter.codeDeliveryMedium, "CODE_DELIVERY_DELIVERY_MEDIUM"),
            (ChallengeParameter.codeDeliveryDestination, "CODE_DELIVERY_DESTINATION"),
            (ChallengeParameter.friendlyDeviceName, "FRIENDLY_DEVICE_NAME"),
            (ChallengeParameter.mfasCanChoose, "MFAS_CAN_CHOOSE"), (ChallengeParameter.mfasCanSetup, "MFAS_CAN_SETUP"),
            (ChallengeParameter.requiredAttributes, "requiredAttributes"),
            (ChallengeParameter.userAttributes, "userAttributes"),
        ]
        for (parameter, spelling) in spellings { #expect(parameter == spelling) }
        #expect(Set(spellings.map(\.1)).count == 16)
    }

    @Test func statusesAreCognitos() {
        #expect(
            UserStatus.allCases.map(\.rawValue) == [
                "UNCONFIRMED", "CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED",
            ])
        #expect(UserStatus.forceChangePassword.rawValue == "FORCE_CHANGE_PASSWORD")
        #expect(UserStatus.resetRequired.rawValue == "RESET_REQUIRED" && UserStatus(rawValue: "ARCHIVED") == nil)
    }

    @Test func wordsOfTheWireAreSingleStringsInJSON() throws {
        let json = Data(#"["SMS_MFA"]"#.utf8)
        #expect(try JSONDecoder().decode([ChallengeName].self, from: json) == [.smsMFA])
        #expect(try JSONDecoder().decode([MFAType].self, from: json) == [.sms])
        #expect(try JSONEncoder().encode([MFAType.sms]) == json)
        #expect(try JSONEncoder().encode([ChallengeName.smsMFA]) == json)
        #expect(String(decoding: try JSONEncoder().encode([UserPoolMFAMode.on]), as: UTF8.self) == #"["ON"]"#)
    }
}
