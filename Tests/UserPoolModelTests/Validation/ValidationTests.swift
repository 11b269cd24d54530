import Testing
import UserPoolModel

@Suite struct ValidationTests {
    private func message(_ verify: (inout Validation) -> Void) -> String? {
        var validation = Validation()
        verify(&validation)
        do { try validation.finish() } catch {
            #expect(error.code == .invalidParameter)
            return error.message
        }
        return nil
    }

    /// A code is typed again; anything else, also beside a code, is a call to change.
    @Test func theAdviceIsToTypeACodeAgainIfNothingElseFailed() {
        func advice(_ verify: (inout Validation) -> Void) -> CognitoError.Advice? {
            var validation = Validation()
            verify(&validation)
            do { try validation.finish() } catch { return error.advice }
            return nil
        }
        #expect(advice { $0.require("Aaaa", .userCode) } == .correctCode)
        #expect(advice { $0.require("1 2", .code) } == .correctCode)
        #expect(advice { $0.require("", .confirmationCode) } == .correctCode)
        #expect(advice { $0.require("1", .sixDigits("SMS_MFA_CODE")) } == .correctCode)
        #expect(advice { $0.require(nil, .userCode) } == .changeCall)
        #expect(advice { $0.require("x", .session) } == .changeCall)
        #expect(
            advice {
                $0.require("Aaaa", .userCode)
                $0.require("x", .session)
            } == .changeCall)
    }

    @Test func noFailureIsNoError() {
        #expect(message { _ in } == nil)
        #expect(message { $0.require("123456", .userCode) } == nil)
        #expect(message { $0.check(nil as String?, .userCode) } == nil, "an optional member may be absent")
        #expect(message { $0.check(nil as Int?, .authSessionValidity) } == nil)
    }

    @Test func anAbsentRequiredMemberIsNull() {
        #expect(
            message { $0.require(nil, .userCode) }
                == "1 validation error detected: Value null at 'userCode' failed to satisfy constraint: "
                + "Member must not be null")
    }

    @Test func aWordOutsideTheModelIsReportedWithTheWholeSet() {
        #expect(
            message { $0.require("X", .authFlow) }
                == "1 validation error detected: Value 'X' at 'authFlow' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [USER_SRP_AUTH, REFRESH_TOKEN_AUTH, REFRESH_TOKEN, "
                + "CUSTOM_AUTH, ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH, ADMIN_USER_PASSWORD_AUTH, USER_AUTH]")
        #expect(message { $0.require("USER_SRP_AUTH", .authFlow) } == nil)
        #expect(message { $0.require("user_srp_auth", .authFlow) } != nil)
    }

    /// The published reply of VerifySoftwareToken, with the value left out as newer replies do.
    @Test func twoFailuresOfOneMemberAreReportedPatternFirst() {
        #expect(
            message { $0.require("Aaaa", .userCode) }
                == "2 validation errors detected: Value at 'userCode' failed to satisfy constraint: "
                + "Member must satisfy regular expression pattern: [0-9]+; "
                + "Value at 'userCode' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 6")
    }

    @Test func aPasswordsLengthIsReportedFirst() {
        #expect(
            message { $0.require("", .password) }
                == "2 validation errors detected: Value at 'password' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 1; "
                + "Value at 'password' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$"#)
        #expect(
            message { $0.require(String(repeating: " ", count: 257), .newPassword) }
                == "2 validation errors detected: Value at 'newPassword' failed to satisfy constraint: "
                + "Member must have length less than or equal to 256; "
                + "Value at 'newPassword' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$"#)
    }

    @Test func failuresOfSeveralMembersAreInTheOrderOfTheCalls() {
        #expect(
            message {
                $0.require("eu-west-1_main", .userPoolID)
                $0.require("X", .challengeName)
                $0.require(nil, .clientID)
                $0.check("short", .session)
                $0.check(2, .authSessionValidity)
            }
                == "4 validation errors detected: Value 'X' at 'challengeName' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA, SELECT_MFA_TYPE, "
                + "MFA_SETUP, PASSWORD_VERIFIER, CUSTOM_CHALLENGE, SELECT_CHALLENGE, DEVICE_SRP_AUTH, "
                + "DEVICE_PASSWORD_VERIFIER, ADMIN_NO_SRP_AUTH, NEW_PASSWORD_REQUIRED, SMS_OTP, PASSWORD, WEB_AUTHN, "
                + "PASSWORD_SRP]; "
                + "Value null at 'clientId' failed to satisfy constraint: Member must not be null; "
                + "Value at 'session' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 20; "
                + "Value '2' at 'authSessionValidity' failed to satisfy constraint: "
                + "Member must have value greater than or equal to 3")
    }

    @Test func attributesAreReportedInTheOrderOfTheirNamesWithoutTheirValues() {
        let long = String(repeating: "n", count: 33)
        let attributes: UserAttributes = [
            AttributeName(rawValue: long): "fine", "b c": "fine", "address": String(repeating: "Xyzzy", count: 500),
        ]
        #expect(
            message { $0.check(attributes) }
                == "3 validation errors detected: Value at 'userAttributes.value' failed to satisfy constraint: "
                + "Member must have length less than or equal to 2048; "
                + "Value 'b c' at 'userAttributes.name' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+; "#
                + "Value '\(long)' at 'userAttributes.name' failed to satisfy constraint: "
                + "Member must have length less than or equal to 32")
        #expect(message { $0.check([.email: "ada@example.org", .phoneNumber: ""]) } == nil)
        #expect(message { $0.check(UserAttributes()) } == nil)
    }
}
