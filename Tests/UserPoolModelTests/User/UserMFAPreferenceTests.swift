import Testing
import UserPoolModel

@Suite struct UserMFAPreferenceTests {
    @Test func aNewUserHasNoFactor() {
        #expect(UserMFAPreference().enabled.isEmpty && UserMFAPreference().preferred == nil)
    }

    @Test func onlyAnEnabledFactorCanBePreferred() {
        #expect(UserMFAPreference(enabled: [.sms], preferred: .softwareToken).preferred == nil)
        #expect(UserMFAPreference(enabled: [.sms], preferred: .sms).preferred == .sms)
        #expect(UserMFAPreference(enabled: [], preferred: nil) == UserMFAPreference())
    }

    @Test func preferringOneFactorTakesThePreferenceFromTheOther() {
        var preference = UserMFAPreference()
        preference.set(.sms, to: .preferred)
        preference.set(.softwareToken, to: .preferred)
        #expect(preference.preferred == .softwareToken && preference.enabled == [.sms, .softwareToken])
    }

    @Test func enablingOrDisablingTheOtherFactorKeepsThePreference() {
        var preference = UserMFAPreference(enabled: [.sms], preferred: .sms)
        preference.set(.softwareToken, to: .enabled)
        #expect(preference == UserMFAPreference(enabled: [.sms, .softwareToken], preferred: .sms))
        preference.set(.softwareToken, to: .disabled)
        #expect(preference == UserMFAPreference(enabled: [.sms], preferred: .sms))
    }

    @Test func mereEnablingClearsItsOwnPreference() {
        var preference = UserMFAPreference(enabled: [.sms], preferred: .sms)
        preference.set(.sms, to: .enabled)
        #expect(preference == UserMFAPreference(enabled: [.sms], preferred: nil))
        preference.set(.sms, to: .preferred)
        #expect(preference.preferred == .sms)
        preference.preferNone()
        #expect(preference == UserMFAPreference(enabled: [.sms], preferred: nil))
    }

    private struct Step {
        let factor: SecondFactor
        let wish: MFAPreference
    }

    /// All sequences of up to four settings, against a table of the last setting of each factor.
    @Test func theLastSettingOfEachFactorDecides() {
        let steps = [SecondFactor.sms, .softwareToken].flatMap { factor in
            [MFAPreference.disabled, .enabled, .preferred].map { Step(factor: factor, wish: $0) }
        }
        var sequences: [[Step]] = [[]]
        var checked = 0
        for _ in 1...4 {
            sequences = sequences.flatMap { sequence in steps.map { sequence + [$0] } }
            for sequence in sequences {
                var preference = UserMFAPreference()
                for step in sequence { preference.set(step.factor, to: step.wish) }
                let last = [SecondFactor.sms, .softwareToken].map { factor in
                    sequence.last { $0.factor == factor }
                }
                let enabled = last.compactMap { $0?.wish == .disabled ? nil : $0?.factor }
                let lastPreferred = sequence.lastIndex { $0.wish == .preferred }
                // The last one preferred, unless a later word on it took that back.
                let preferred = lastPreferred.flatMap { place in
                    sequence[place...].dropFirst().contains { $0.factor == sequence[place].factor }
                        ? nil : sequence[place].factor
                }
                let expected = UserMFAPreference(enabled: FactorSet(enabled), preferred: preferred)
                #expect(preference == expected, "\(sequence)")
                checked += 1
            }
        }
        #expect(checked == 6 + 36 + 216 + 1296)
    }
}
