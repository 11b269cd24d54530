import AuthFlow
public import CognitoMFACore
public import CognitoMFAInMemory
public import CognitoMFAService
import CognitoMFATokens
public import UserPoolModel

/// A pool for the tests of your app, with a manual clock, seeded randomness and recorded messages.
///
/// Passwords are hashed with 1,000 iterations, the minimum. The other defaults are the library's: profile `classic`, and
/// unknown users are hidden.
public struct TestPool: Sendable {
    /// The pool under test.
    public let pool: UserPool
    /// The clock of the pool.
    public let time: ManualTimeSource
    /// The text messages that the pool sent.
    public let sms: RecordingSMSSender
    /// The e-mails that the pool sent.
    public let email: RecordingEmailSender
    /// The events that the pool published.
    public let observer: RecordingObserver

    /// Opens a pool over `store`, by default in memory.
    public init(
        mfa: UserPoolMFAConfiguration = .optional([.sms, .softwareToken]), seed: UInt64 = 1,
        store: some RecordStore = InMemoryRecordStore(), profile: CognitoProfile = .classic,
        limits: FlowLimits = FlowLimits(), authSessionValidityMinutes: Int = 3,
        members: UserPoolOptions = UserPoolOptions(), aliasAttributes: Set<AttributeName> = [],
        preventsUserExistenceErrors: Bool = true, triggers: Triggers = Triggers()
    ) async throws(CognitoError) {
        time = ManualTimeSource()
        sms = RecordingSMSSender()
        email = RecordingEmailSender()
        observer = RecordingObserver()
        let random = SeededRandomSource(seed: seed)
        let keys = KeyRing(from: random)
        let service = UserPoolService(
            store: store, keys: keys,
            tokens: .hs256(issuer: "https://test.invalid", keys: keys), sms: sms, email: email,
            passwords: PBKDF2PasswordHasher(iterations: PBKDF2PasswordHasher.floorIterations, random: random),
            triggers: triggers, observer: observer, profile: profile, limits: limits, time: time, random: random)
        pool = try await service.openPool(
            "test_pool", client: "test-client",
            creatingIfAbsent: UserPoolSettings(
                name: "Test", mfa: mfa, authSessionValidityMinutes: authSessionValidityMinutes,
                preventsUserExistenceErrors: preventsUserExistenceErrors, members: members,
                aliasAttributes: aliasAttributes))
    }

    /// Returns an authenticator app that has scanned `association` and follows the pool's clock.
    public func authenticator(scanning association: SoftwareTokenAssociation) throws(ParameterError) -> AuthenticatorApp
    {
        try AuthenticatorApp(scanning: association.keyURI, time: time)
    }
}
