import Testing
import UserPoolModel

@Suite struct AppClientTests {
    private let client = AppClient(
        id: "client", userPoolID: "eu-west-1_main", name: "Help desk", secret: "Xyzzy-plugh-0123456789-abc")

    @Test func theDefaultsAreCognitos() {
        #expect(client.authSessionValidityMinutes == 3)
        #expect(client.accessTokenValiditySeconds == 3600 && client.idTokenValiditySeconds == 3600)
        #expect(client.refreshTokenValiditySeconds == 30 * 24 * 3600)
        #expect(client.explicitAuthFlows.isEmpty)
        #expect(!client.preventsUserExistenceErrors, "LEGACY unless the client says otherwise")
        #expect(AppClient(id: "c", userPoolID: "p_1", name: "n").secret == nil)
    }

    @Test func everyDefaultSatisfiesTheModelsConstraint() {
        var validation = Validation()
        validation.check(client.authSessionValidityMinutes, .authSessionValidity)
        validation.check(client.accessTokenValiditySeconds, .accessTokenValidity)
        validation.check(client.idTokenValiditySeconds, .idTokenValidity)
        validation.check(client.refreshTokenValiditySeconds, .refreshTokenValidity)
        validation.check(SMSConfiguration().snsCallerARN, .snsCallerARN)
        #expect(throws: Never.self) { try validation.finish() }
    }

    @Test func itsSecretDoesNotPrint() {
        var dumped = ""
        dump(client, to: &dumped)
        for text in ["\(client)", String(reflecting: client), dumped] {
            #expect(text.contains("Help desk") && text.contains("ClientSecret(redacted)"), "\(text)")
            #expect(!text.contains("Xyzzy") && !text.contains("plugh"), "\(text)")
        }
    }

    @Test func clientsDifferInEverySetting() {
        var changed: [AppClient] = Array(repeating: client, count: 7)
        changed[0].secrets = []
        changed[1].explicitAuthFlows = [.allowRefreshTokenAuth]
        changed[2].authSessionValidityMinutes = 15
        changed[3].accessTokenValiditySeconds = 300
        changed[4].idTokenValiditySeconds = 300
        changed[5].refreshTokenValiditySeconds = 3600
        changed[6].preventsUserExistenceErrors = true
        #expect(Set(changed + [client]).count == 8)
    }
}
