package import AuthFlow
import CognitoMFACore
package import UserPoolModel

/// A pool for tests of the rules.
package func pool(
    _ mfa: UserPoolMFAConfiguration, recovery: [RecoveryMechanism]? = nil, firstSignIn: Bool = false
) -> PoolRecord {
    var pool = PoolRecord(
        id: "test_pool", name: "Test", createdAt: UnixTime(seconds: 0), mfa: mfa, smsConfiguration: SMSConfiguration(),
        passwordPolicy: PasswordPolicy(), fixed: .init(isUsernameCaseSensitive: false))
    pool.accountRecovery = recovery
    pool.firstSignInTokensWithoutMFA = firstSignIn
    return pool
}
