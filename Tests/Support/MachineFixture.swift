package import AuthFlow
package import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
package import UserPoolModel

/// The rules of one user's record without a service: a record, the context of an event, and its outcome.
package struct MachineFixture {
    package static let phone = "+14155550123"
    package static let address = "ada@example.com"
    package static let code: OneTimeCode = "123456"
    package static let wrongCode: OneTimeCode = "654321"
    package static let family = TokenFamilyID([UInt8](repeating: 5, count: 12))
    package static let otherCost = PasswordHash("at another cost")

    package var pool: PoolRecord
    package var user: UserAuthRecord
    package var client = AppClient(id: "client", userPoolID: "test_pool", name: "Test")
    package var now = UnixTime(seconds: 1_700_000_000)
    package var profile = CognitoProfile.classic
    package var held = HeldReservations()
    package let keys: KeyRing
    package let randomness: OperationRandomness

    /// A confirmed user with a number and an address, both verified, and a password; no factor, no session.
    package init(
        _ mfa: UserPoolMFAConfiguration = .optional([.sms, .softwareToken]), aliases: Set<AttributeName> = [],
        usernames: Set<AttributeName> = [], schema: [SchemaAttribute] = []
    ) {
        let random = SeededRandomSource(seed: 11)
        keys = KeyRing(from: random)
        randomness = .withSecret(random)
        let origin = UnixTime(seconds: 1_600_000_000)
        pool = PoolRecord(
            id: "test_pool", name: "Test", createdAt: origin, mfa: mfa, smsConfiguration: SMSConfiguration(),
            passwordPolicy: PasswordPolicy(),
            fixed: .init(
                isUsernameCaseSensitive: false, aliasAttributes: aliases, usernameAttributes: usernames))
        pool.schema = schema
        user = UserAuthRecord(
            username: "ada", sub: "s", status: .confirmed,
            attributes: [
                .phoneNumber: Self.phone, .phoneNumberVerified: "true", .email: Self.address,
                .emailVerified: "true",
            ], password: "stored", createdAt: origin)
    }

    package var poolContext: PoolContext {
        PoolContext(pool: pool, keys: keys, now: now, randomness: randomness, profile: profile, aliases: held)
    }

    package var signInContext: SignInContext { SignInContext(poolContext, client: client) }

    package var subject: EventSubject {
        EventSubject(userPoolID: pool.id, username: user.username, sub: user.sub, time: now)
    }

    /// The end of an hour that starts now.
    package var hourEnd: UnixTime { now + .seconds(3600) }

    /// The principal of a user who has just signed in.
    package var principal: Principal { principal(signedInAt: now) }

    package func principal(
        sub: UserSub = "s", signedInAt: UnixTime, generation: UInt32 = 0,
        scopes: Set<String> = [Principal.userAdminScope]
    ) -> Principal {
        Principal(
            userPoolID: pool.id, clientID: client.id, username: user.username, sub: sub, family: Self.family,
            generation: generation, scopes: scopes, authenticatedAt: signedInAt)
    }

    /// The outcome of an event: its answer, the record after it, and the events to emit.
    package struct Outcome<Answer> {
        package let answer: Answer
        package let record: UserAuthRecord
        package let events: [AuthEvent]
    }

    package func verify<Answer>(_ event: (inout AuthMachine) -> Answer) -> Outcome<Answer> {
        var machine = AuthMachine(record: user)
        let answer = event(&machine)
        return Outcome(
            answer: answer, record: machine.record,
            events: machine.decided(ChangeAction.done, of: user, in: pool.id).events)
    }

    package func changed(_ change: (inout UserAuthRecord) -> Void) -> UserAuthRecord {
        var changed = user
        change(&changed)
        return changed
    }
}

extension MachineFixture {
    private static func secret(_ byte: UInt8) throws -> SharedSecret {
        try SharedSecret(bytes: [UInt8](repeating: byte, count: 32))
    }

    /// Gives the user a verified authenticator app.
    package mutating func addApp() throws {
        user.softwareToken = VerifiedSoftwareToken(
            secret: try Self.secret(7), friendlyDeviceName: nil, replayFloor: TimeStep(0))
    }

    package func appCode() throws -> OneTimeCode { TOTP.cognito.code(for: try Self.secret(7), at: now) }

    /// The record's app after its present code is spent.
    package func spentApp() throws -> VerifiedSoftwareToken {
        VerifiedSoftwareToken(
            secret: try Self.secret(7), friendlyDeviceName: nil,
            replayFloor: TimeStep(UInt64(now.milliseconds / 30_000)))
    }

    /// A secret issued to the holder of the token, not proved yet.
    package mutating func associate() throws {
        user.pendingSoftwareToken = .init(
            family: Self.family, token: PendingSoftwareToken(secret: try Self.secret(8), associatedAt: now))
    }

    package func pendingCode() throws -> OneTimeCode { TOTP.cognito.code(for: try Self.secret(8), at: now) }

    /// Opens a session in the record, under a number of its own.
    @discardableResult
    package mutating func open(
        _ state: ChallengeSession.State, _ number: UInt8 = 1, satisfied: Set<MFAType> = []
    ) -> ChallengeSession {
        let session = ChallengeSession(
            id: SessionID([UInt8](repeating: number, count: 16)), client: client, generation: user.generation,
            now: now, firstFactorAt: now, satisfied: FactorSet(satisfied), state: state)
        user.open(session, now: now)
        return session
    }

    /// Opens a session that waits for ``code``, sent to the user's number or address.
    @discardableResult
    package mutating func openSent(
        _ name: AttributeName = .phoneNumber, _ number: UInt8 = 1, failures: Int = 0
    ) -> ChallengeSession {
        let id = SessionID([UInt8](repeating: number, count: 16))
        var sent = SentCode(
            Self.code, to: destination(name), user: user.sub, session: id, keys: keys,
            expiresAt: now + .seconds(180))
        sent.failures = failures
        return open(.awaitingFactor(.sentCode(sent)), number)
    }

    package func destination(_ name: AttributeName) -> CodeDestination {
        guard let destination = user.attributes.destination(name) else { preconditionFailure("the user has none") }
        return destination
    }

    /// ``code``, sent for a purpose outside sign-in and waiting in the record.
    package mutating func expect(
        _ purpose: CodePurpose, at destination: CodeDestination, settingValue: Bool = false
    ) {
        let id = SessionID([UInt8](repeating: 99, count: 16))
        let sent = SentCode(
            Self.code, for: purpose, to: destination, user: user.sub, session: id, keys: keys,
            expiresAt: now + purpose.life)
        user.codes[purpose] = VerificationCode(id: id, sent: sent, setsValue: settingValue)
    }

    /// The code that an event at this moment sends.
    package func fresh(
        _ purpose: CodePurpose, to destination: CodeDestination, settingValue: Bool = false
    ) -> VerificationCode {
        let sent = SentCode(
            randomness.code(for: purpose), for: purpose, to: destination, user: user.sub, session: randomness.session,
            keys: keys,
            expiresAt: now + purpose.life)
        return VerificationCode(id: randomness.session, sent: sent, setsValue: settingValue)
    }

    /// Uses up an hourly limit.
    package mutating func exhaust(_ operation: HourlyUses.Operation) {
        while user.hourly.refusal(of: operation, limits: HourlyLimits(), at: now) == nil {
            user.hourly.use(operation, at: now)
        }
    }

    /// Five wrong codes: a lock of one second.
    package mutating func lockCodes() {
        for _ in 1...5 { user.codeFailures.fail(.sms, at: now) }
    }

    /// Five wrong passwords: a lock of one second.
    package mutating func lockPassword() {
        for _ in 1...5 { user.passwordFailures.fail(at: now) }
    }

    /// A hundred wrong codes, long ago.
    package mutating func close(_ factor: SecondFactor) {
        for _ in 1...100 { user.codeFailures.fail(factor, at: user.createdAt) }
    }

    /// The refusal during a lock of one second.
    package var lock: CognitoError { .attemptsExceeded(.waitUntil(now + .seconds(1))) }

    /// A check of a password against the hash that the record still has.
    package func proof(accepted: Bool = true, renewed: PasswordHash? = nil) -> FirstFactorProof {
        FirstFactorProof(password: user.password, generation: user.generation, isAccepted: accepted, renewed: renewed)
    }

    /// A check against a password hash that has been replaced since.
    package var staleProof: FirstFactorProof { FirstFactorProof(password: "former", generation: 0, isAccepted: true) }
}

extension MessageRequest.Template {
    /// The default template of a pool's verification codes.
    package static let verification = Self(
        text: "Your verification code is {####}. ", subject: "Your verification code")
}

extension MachineFixture {
    /// The event of a refusal by a lock that ends; none for any other refusal.
    package func lockEvents(of error: CognitoError) -> [AuthEvent] {
        guard error.isLock, case .waitUntil(let end) = error.advice else { return [] }
        return [.refusedByLock(subject, until: end)]
    }
}
