import AuthFlow
import CognitoMFAInMemory
public import CognitoMFAService
import CognitoMFATokens
public import UserPoolModel

extension UserPool {
    /// Returns a new pool in this process: records in memory, a random key, tokens signed with HS256.
    ///
    /// `members` sets verification at sign-up and account recovery; its members about MFA and passwords are ignored.
    ///
    /// It is for demos, scripts and tests: passwords are hashed with 1,000 iterations, where a real pool takes 600,000.
    public static func inMemory(
        mfa: UserPoolMFAConfiguration = .optional([.softwareToken]), sms: some SMSSender = NoSMSSender(),
        email: some EmailSender = NoEmailSender(), members: UserPoolOptions = UserPoolOptions(),
        profile: CognitoProfile = .classic, observer: some AuthObserver = NoObserver(),
        time: some TimeSource = SystemTimeSource(), random: some RandomSource = SystemRandomSource()
    ) async throws(CognitoError) -> UserPool {
        let keys = KeyRing(from: random)
        let service = UserPoolService(
            store: InMemoryRecordStore(), keys: keys, tokens: .hs256(issuer: "https://cognito-mfa.invalid", keys: keys),
            sms: sms, email: email,
            passwords: PBKDF2PasswordHasher(iterations: PBKDF2PasswordHasher.floorIterations, random: random),
            observer: observer, profile: profile, time: time, random: random)
        return try await service.openPool(
            "local_memory", client: "in-process",
            creatingIfAbsent: UserPoolSettings(name: "In Memory", mfa: mfa, members: members))
    }
}
