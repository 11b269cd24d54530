public import AuthFlow
public import UserPoolModel

/// Every pool and app client of one store: one method per public operation of Cognito.
///
/// A value that holds ports only.
///
/// Administration is a type of its own, ``administration``. Hosts with one pool write ``UserPool`` instead.
public struct UserPoolService: Sendable {
    package let records: RecordAccess
    package let keys: KeyRing
    package let tokens: any TokenIssuer
    package let sms: any SMSSender
    package let email: any EmailSender
    package let passwords: any PasswordHasher
    package let triggers: Triggers
    package let admission: any AdmissionControl
    package let observer: any AuthObserver
    package let time: any TimeSource
    package let random: any RandomSource
    package let limits: FlowLimits
    package let hashing: HashingQueue
    package let background = BackgroundWork()
    let pools = ReadSettings<UserPoolID, PoolRecord> { .pool($0) }
    let clients = ReadSettings<AppClientID, ClientRecord> { .client($0) }
    let freshDecoy = FreshDecoy()
    var passwordHashing: PasswordHashing { PasswordHashing(hasher: passwords, queue: hashing) }
    /// The Cognito that is followed where its guide, today's service and the safest choice differ.
    public let profile: CognitoProfile
    /// True where no app client's setting tells who exists.
    private var hidesEveryUser = false

    /// Takes the host's ports.
    ///
    /// Only the store, the keys and the tokens have no default. `format` is the format of records: servers of two releases
    /// can share a store while both write the earlier one.
    public init(
        store: some RecordStore, keys: KeyRing, tokens: some TokenIssuer, sms: some SMSSender = NoSMSSender(),
        email: some EmailSender = NoEmailSender(), passwords: some PasswordHasher = PBKDF2PasswordHasher(),
        sealer: some RecordSealer = NoSealer(), triggers: Triggers = Triggers(),
        admission: some AdmissionControl = NoAdmissionControl(), observer: some AuthObserver = NoObserver(),
        profile: CognitoProfile = .classic, format: RecordFormat = .current, limits: FlowLimits = FlowLimits(),
        time: some TimeSource = SystemTimeSource(), random: some RandomSource = SystemRandomSource()
    ) {
        records = RecordAccess(store: store, sealer: sealer, random: random, format: format)
        self.keys = keys
        self.tokens = tokens
        self.sms = sms
        self.email = email
        self.passwords = passwords
        self.triggers = triggers
        self.admission = admission
        self.observer = observer
        self.profile = profile
        self.time = time
        self.random = random
        self.limits = limits
        hashing = HashingQueue(
            threads: limits.hashingThreads, waiting: limits.hashingLine, perName: FlowLimits.checksPerName,
            watch: SlowHashWatch { observer.observe(.passwordHashIsSlow(took: $0)) })
    }

    /// Returns when the messages under way have been handed over: ForgotPassword and ResendConfirmationCode do not wait
    /// for theirs.
    ///
    /// For a server that shuts down.
    public func shutDown() async { await background.finish() }
}

// The reading of pools, clients and contexts, for all operations.
extension UserPoolService {
    /// A pool as it is now.
    ///
    /// - Throws: ResourceNotFoundException `User pool <id> does not exist.`
    func pool(_ id: UserPoolID) async throws(CognitoError) -> PoolRecord { try await settings(of: id).value }

    /// An app client as it is now.
    ///
    /// - Throws: ResourceNotFoundException `User pool client <id> does not exist.`, also when it is another pool's.
    func client(_ id: AppClientID, of pool: UserPoolID? = nil) async throws(CognitoError) -> AppClient {
        try await registered(id, in: pool).value.client
    }

    /// The same, by reference.
    func settings(of pool: UserPoolID) async throws(CognitoError) -> Shared<PoolRecord> {
        guard let record = try await pools.read(pool, from: records) else { throw .poolNotFound(pool) }
        return record
    }

    /// The same, as the record that it is read in, by reference.
    func registered(
        _ client: AppClientID, in pool: UserPoolID? = nil
    ) async throws(CognitoError) -> Shared<ClientRecord> {
        guard let record = try await clients.read(client, from: records),
            pool == nil || record.value.client.userPoolID == pool
        else { throw .clientNotFound(client) }
        return record
    }

    /// The context of an event: pool and time, read now.
    func poolContext(
        in pool: UserPoolID, randomness: OperationRandomness, aliases: HeldReservations = HeldReservations()
    ) async throws(CognitoError) -> PoolContext {
        let pool = try await settings(of: pool)
        return poolContext(in: pool, randomness, aliases)
    }

    /// The context of an event that comes through an app client: pool, client and time, read now.
    func signInContext(
        of client: AppClient, randomness: OperationRandomness, aliases: HeldReservations = HeldReservations()
    ) async throws(CognitoError) -> SignInContext {
        try await signInContext(of: client.id, in: client.userPoolID, randomness: randomness, aliases: aliases)
    }

    /// The same for a client that is passed by reference.
    func signInContext(
        of client: Shared<ClientRecord>, randomness: OperationRandomness,
        aliases: HeldReservations = HeldReservations(), opensBrowserSession: Bool = false
    ) async throws(CognitoError) -> SignInContext {
        let (id, pool) = (client.value.client.id, client.value.client.userPoolID)
        var context = try await signInContext(of: id, in: pool, randomness: randomness, aliases: aliases)
        context.opensBrowserSession = opensBrowserSession
        return context
    }

    private func signInContext(
        of client: AppClientID, in pool: UserPoolID, randomness: OperationRandomness, aliases: HeldReservations
    ) async throws(CognitoError) -> SignInContext {
        let pool = try await settings(of: pool)
        let client = try await registered(client, in: pool.value.id)
        return SignInContext(poolContext(in: pool, randomness, aliases), sharing: client)
    }

    private func poolContext(
        in pool: Shared<PoolRecord>, _ randomness: OperationRandomness, _ aliases: HeldReservations
    ) -> PoolContext {
        PoolContext(
            sharing: pool, keys: keys, now: time.now(), randomness: randomness, profile: profile, limits: limits.hourly,
            aliases: aliases)
    }

    func loop(_ randomness: OperationRandomness) -> SwapLoop {
        SwapLoop(records: records, operationID: randomness.operationID, observer: observer)
    }

    /// The swap loop for records of other modules.
    package var recordEngine: RecordEngine { RecordEngine(records: records, random: random, observer: observer) }

    /// A loop for a swap that follows an operation's own.
    func followUp() -> SwapLoop {
        SwapLoop(records: records, operationID: random.bytes(count: 16, for: .nonce), observer: observer)
    }

    /// - Throws: InvalidParameterException when a pool offers a factor whose messages nobody sends.
    func requireSenders(for pool: PoolRecord) throws(CognitoError) {
        if pool.smsConfiguration != nil, !sms.canSend { throw .noSender(for: .sms) }
        if pool.mfa.factors.contains(.email), !email.canSend { throw .noSender(for: .email) }
    }

    /// True if unknown users are answered like known ones.
    func hidesUnknownUsers(_ client: AppClient) -> Bool {
        hidesEveryUser || profile.hidesUnknownUsers || client.preventsUserExistenceErrors
    }

    /// Returns this service with unknown users answered like known ones through every app client.
    ///
    /// For pages: `PreventUserExistenceErrors` = LEGACY is a promise to programs, and a page makes none.
    package func hidingUnknownUsers() -> Self {
        var service = self
        service.hidesEveryUser = true
        return service
    }

    /// - Throws: ForbiddenException when the host does not admit the call.
    func admit(_ operation: String, _ username: Username, through client: AppClientID) async throws(CognitoError) {
        let attempt = AdmissionAttempt(operation: operation, clientID: client, username: username)
        guard await admission.admits(attempt) else { throw .notAdmitted }
    }
}

/// The operations of administrators and of configuration, apart from the public ones: whoever maps requests to methods of
/// ``UserPoolService`` exposes none of these.
public struct UserPoolAdministration: Sendable {
    package let service: UserPoolService
}

extension UserPoolService {
    /// The operations of administrators: whoever holds this value may do anything to every pool.
    public var administration: UserPoolAdministration { UserPoolAdministration(service: self) }
}
