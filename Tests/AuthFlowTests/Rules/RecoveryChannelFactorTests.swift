import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// The decision table where a factor's channel is the pool's way of recovery.
///
/// Reference 9.3: in a required pool it is no factor, unless it is preferred.
@Suite struct RecoveryChannelFactorTests {
    private func fixture(_ mfa: UserPoolMFAConfiguration, _ way: RecoveryMechanism) -> MachineFixture {
        var fixture = MachineFixture(mfa)
        fixture.pool.accountRecovery = [way]
        fixture.user.mfa = UserMFAPreference(enabled: FactorSet(mfa.factors), preferred: nil)
        return fixture
    }

    private func decision(_ fixture: MachineFixture) -> (SignInRule, FactorPolicy.NextStep) {
        let decision = FactorPolicy(pool: fixture.pool, user: fixture.user).decision(satisfied: [])
        return (decision.rule, decision.step)
    }

    /// Where users choose for themselves, what they have switched on is asked for.
    @Test func anOptionalPoolAsksForTheWayOfRecoveryToo() {
        #expect(decision(fixture(.optional([.sms]), .verifiedPhoneNumber)) == (.onlyFactor, .challenge(.sms)))
        #expect(decision(fixture(.optional([.email]), .verifiedEmail)) == (.onlyFactor, .challenge(.email)))
        #expect(
            decision(fixture(.optional([.sms, .email]), .verifiedEmail))
                == (.severalFactors, .select([.sms, .email])))
    }

    /// In a required pool whoever reads the channel of recovery would have both factors, so it is none; a user who prefers it
    /// has chosen it.
    @Test func aRequiredPoolAsksForTheWayOfRecoveryOnlyWhereItIsPreferred() {
        for (factor, way) in [(SecondFactor.email, RecoveryMechanism.verifiedEmail), (.sms, .verifiedPhoneNumber)] {
            var fixture = fixture(.on([factor.type, .softwareToken]), way)
            #expect(decision(fixture) == (.setUp, .setUp([.softwareToken])))
            fixture.user.mfa.set(factor, to: .preferred)
            #expect(decision(fixture) == (.preferredFactor, .challenge(factor)))
            fixture.user.mfa.set(factor, to: .enabled)
            #expect(decision(fixture) == (.setUp, .setUp([.softwareToken])))
        }
    }

    // R50: a channel that guessing closed while it was preferred opens no set-up with the password alone.
    @Test func aClosedWayOfRecoveryLeadsToNoSetUp() {
        var fixture = fixture(.on([.email, .softwareToken]), .verifiedEmail)
        #expect(decision(fixture) == (.setUp, .setUp([.softwareToken])))
        fixture.close(.email)
        #expect(decision(fixture) == (.allFactorsClosed, .refuse(.attemptsExceeded(.changeCall))))
    }

    /// The one sign-in without a factor is for users who have none at all.
    @Test func theFirstSignInPassesOnlyWhoHasNoFactor() {
        var fixture = fixture(.on([.email, .softwareToken]), .verifiedEmail)
        fixture.pool.firstSignInTokensWithoutMFA = true
        fixture.user.awaitsFirstSignIn = true
        #expect(decision(fixture) == (.setUp, .setUp([.softwareToken])))
        fixture.user.attributes[.email] = nil
        #expect(decision(fixture) == (.firstSignIn, .tokens))
        fixture.user.awaitsFirstSignIn = false
        #expect(decision(fixture) == (.setUp, .setUp([.softwareToken])))
    }
}
