import Foundation
import Testing
import UserPoolModel

@Suite struct SecretTextTests {
    private static let marker = "Xyzzy-plugh-42"

    /// Every way in which Swift turns a value into text.
    private func prints<Value>(of value: Value) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        var printed = ""
        print(value, to: &printed)
        debugPrint(value, terminator: "", to: &printed)
        return [dumped, printed, "\(value)", String(describing: value), String(reflecting: value)]
    }

    private struct Form<Field> {
        let name: String
        let field: Field
        let maybe: Field?
    }

    private func expectRedacted<Secret: SecretText>(_ type: Secret.Type, name: String) throws {
        let secret = Secret(Self.marker)
        #expect(secret.text == Self.marker)
        #expect(secret.description == "\(name)(redacted)" && secret.debugDescription == "\(name)(redacted)")
        #expect("\(secret)" == "\(name)(redacted)")
        let mirror = Mirror(reflecting: secret)
        #expect(mirror.children.isEmpty && mirror.superclassMirror == nil)
        var texts = prints(of: secret)
        texts += prints(of: Optional(secret))
        texts += prints(of: [secret])
        texts += prints(of: ["key": secret])
        texts += prints(of: Form(name: "form", field: secret, maybe: secret))
        texts += prints(of: Result<Secret, CognitoError>.success(secret))
        #expect(texts.count == 30)
        for text in texts {
            #expect(!text.contains("Xyzzy") && !text.contains("plugh"), "\(text)")
            #expect(text.contains(name), "\(text)")
        }
    }

    @Test func noSecretPrintsByAnyWay() throws {
        // The same form with plain text does print, so the check works.
        let plain = prints(of: Form(name: "form", field: Self.marker, maybe: nil))
        #expect(plain.allSatisfy { $0.contains(Self.marker) })
        try expectRedacted(Password.self, name: "Password")
        try expectRedacted(AccessToken.self, name: "AccessToken")
        try expectRedacted(IDToken.self, name: "IDToken")
        try expectRedacted(RefreshToken.self, name: "RefreshToken")
        try expectRedacted(SessionHandle.self, name: "SessionHandle")
        try expectRedacted(ClientSecret.self, name: "ClientSecret")
    }

    @Test func noErrorRepeatsASecretOrAName() throws {
        let sensitive: [Member] = [
            .clientID, .username, .password, .newPassword, .temporaryPassword, .accessToken, .session, .userCode,
            .attributeValue,
        ]
        // Too long for every one of them, and of no pattern's characters.
        let value = Self.marker + " " + String(repeating: "\u{0} ", count: 2100)
        for member in sensitive {
            var validation = Validation()
            validation.check(value, member)
            let error = #expect(throws: CognitoError.self, "\(member.name)") { try validation.finish() }
            if let error {
                #expect(error.message.contains("Value at '\(member.name)' failed") || member.name == "accessToken")
                for text in prints(of: error) { #expect(!text.contains("Xyzzy"), "\(text)") }
            }
        }
        let weak = #expect(throws: CognitoError.self) {
            try PasswordPolicy(minimumLength: 99).validate(Password(Self.marker), for: .signUp)
        }
        #expect(weak.map { prints(of: $0).joined().contains("Xyzzy") } == false)
    }

    @Test func secretsCompareByTheirBytes() {
        #expect(Password(Self.marker) == Password(Self.marker))
        #expect(Password(Self.marker) != Password(Self.marker + "x") && Password("") != Password("x"))
        #expect(Password("\u{E9}") != Password("e\u{301}"))
        #expect(Set<Password>(["\u{E9}", "e\u{301}", "\u{E9}"]).count == 2)
        #expect(AccessToken("a").hashValue == AccessToken("a").hashValue)
    }

    @Test func aFormDecodesIntoSecretsAndOnlyIssuedOnesAreEncoded() throws {
        let json = Data(#"["\#(Self.marker)"]"#.utf8)
        #expect(try JSONDecoder().decode([Password].self, from: json) == [Password(Self.marker)])
        #expect(try JSONDecoder().decode([SessionHandle].self, from: json) == [SessionHandle(Self.marker)])
        #expect(try JSONEncoder().encode([AccessToken(Self.marker)]) == json)
        #expect(try JSONEncoder().encode([ClientSecret(Self.marker)]) == json)
        let password: Any = Password(Self.marker)
        let handle: Any = SessionHandle(Self.marker)
        #expect(!(password is any Encodable) && handle is any Encodable)
    }
}
