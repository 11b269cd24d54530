import Testing
import UserPoolModel

@Suite struct UserPoolMFAConfigurationTests {
    @Test func theModesAreCognitos() {
        #expect(UserPoolMFAMode.allCases.map(\.rawValue) == ["OFF", "OPTIONAL", "ON"])
        #expect(UserPoolMFAMode(rawValue: "OPTIONAL") == .optional)
        #expect(UserPoolMFAMode(rawValue: "on") == nil && UserPoolMFAMode(rawValue: "") == nil)
    }

    @Test func theFactoriesSetModeAndFactors() {
        #expect(UserPoolMFAConfiguration.off.mode == .off && UserPoolMFAConfiguration.off.factors.isEmpty)
        let optional = UserPoolMFAConfiguration.optional([.sms])
        #expect(optional.mode == .optional && optional.factors == [.sms])
        let on = UserPoolMFAConfiguration.on([.softwareToken, .sms])
        #expect(on.mode == .on && on.factors == [.sms, .softwareToken])
        #expect(on != .on([.sms]) && on != .optional([.sms, .softwareToken]) && on == .on([.sms, .softwareToken]))
    }

    @Test func theMessageIsCognitosUnlessOneIsGiven() {
        let cognitos = "Your authentication code is {####}. "
        #expect(UserPoolMFAConfiguration.defaultSMSAuthenticationMessage == cognitos)
        #expect(UserPoolMFAConfiguration.off.smsAuthenticationMessage == cognitos)
        #expect(UserPoolMFAConfiguration.optional([.sms]).smsAuthenticationMessage == cognitos)
        #expect(UserPoolMFAConfiguration.on([.sms]).smsAuthenticationMessage == cognitos)
        let own = "{####} is your code"
        #expect(UserPoolMFAConfiguration.on([.sms], smsAuthenticationMessage: own).smsAuthenticationMessage == own)
        #expect(
            UserPoolMFAConfiguration.optional([.sms], smsAuthenticationMessage: own).smsAuthenticationMessage == own)
        #expect(UserPoolMFAConfiguration.on([.sms], smsAuthenticationMessage: own) != .on([.sms]))
    }

    @Test func theDefaultMessageSatisfiesTheModelsConstraint() {
        var validation = Validation()
        validation.check(UserPoolMFAConfiguration.defaultSMSAuthenticationMessage, .smsAuthenticationMessage)
        #expect(throws: Never.self) { try validation.finish() }
    }

    @Test func anEmptySetOfFactorsIsHeldAsGiven() {
        // The operation decides if it is allowed, with Cognito's error.
        #expect(UserPoolMFAConfiguration.on([]).factors.isEmpty && UserPoolMFAConfiguration.on([]).mode == .on)
        #expect(UserPoolMFAConfiguration.optional([]) != .off)
    }
}
