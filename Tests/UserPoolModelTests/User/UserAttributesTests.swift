import Foundation
import Testing
import UserPoolModel

@Suite struct UserAttributesTests {
    @Test func theNamesAreCognitos() {
        let spellings: [(AttributeName, String)] = [
            (.sub, "sub"), (.email, "email"), (.emailVerified, "email_verified"), (.phoneNumber, "phone_number"),
            (.phoneNumberVerified, "phone_number_verified"), (.preferredUsername, "preferred_username"),
        ]
        for (name, spelling) in spellings {
            #expect(name.rawValue == spelling)
            #expect(name == AttributeName(rawValue: spelling))
        }
    }

    @Test func theStandardNamesAreThoseOfOpenIDConnect() {
        #expect(
            AttributeName.standard.map(\.rawValue).sorted() == [
                "address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name", "locale",
                "middle_name", "name", "nickname", "phone_number", "phone_number_verified", "picture",
                "preferred_username", "profile", "sub", "updated_at", "website", "zoneinfo",
            ])
    }

    @Test func thePhoneIsThePhoneNumberAttributeInE164() throws {
        let attributes: UserAttributes = [.phoneNumber: "+14155550123", .email: "ada@example.org"]
        #expect(attributes.phone == (try PhoneNumber("+14155550123")))
        #expect(UserAttributes().phone == nil)
        #expect([AttributeName.phoneNumber: "4155550123"].phone == nil, "a text that is no number is none")
        #expect([AttributeName.preferredUsername: "+14155550123"].phone == nil)
    }

    @Test func theVerifiedFlagsMayHaveCapitals() {
        let typed: UserAttributes = [.emailVerified: "True", .phoneNumberVerified: "FALSE", "nickname": "True"]
        #expect(
            typed.withPlainFlags == [.emailVerified: "true", .phoneNumberVerified: "false", "nickname": "True"])
        #expect([AttributeName.emailVerified: "yes"].withPlainFlags == [.emailVerified: "yes"])
    }

    private func refusal(of attributes: UserAttributes) -> String? {
        var validation = Validation()
        validation.check(attributes)
        do { try validation.finish() } catch { return error.message }
        return nil
    }

    // R106
    @Test func attributesTogetherAreBoundedAt32KiB() {
        let names = (0..<16).map { AttributeName(rawValue: "a\($0 + 10)") }
        // Sixteen names of three bytes and sixteen values of 2,045 make 32,768.
        var attributes = UserAttributes(
            uniqueKeysWithValues: names.map { ($0, String(repeating: "v", count: 2045)) })
        #expect(refusal(of: attributes) == nil)
        attributes["a10"] = String(repeating: "v", count: 2046)
        #expect(
            refusal(of: attributes)
                == "1 validation error detected: Value at 'userAttributes' failed to satisfy constraint: "
                + "Member must have value less than or equal to 32768")
    }

    @Test func aNameIsTakenAsALiteralAndAsJSON() throws {
        let name: AttributeName = "nickname"
        #expect(name.rawValue == "nickname")
        let json = try JSONEncoder().encode([name])
        #expect(String(decoding: json, as: UTF8.self) == #"["nickname"]"#)
        #expect(try JSONDecoder().decode([AttributeName].self, from: json) == [name])
    }
}
