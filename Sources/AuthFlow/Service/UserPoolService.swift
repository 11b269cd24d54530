import CognitoMFACore
import UserPoolModel

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
    package let passwords: any PasswordHasher
    package let time: any TimeSource
    package let random: any RandomSource
    package let limits: FlowLimits
    package let hashing: HashingQueue

    /// Takes the host's ports.
    ///
    /// Only the store, the keys and the tokens have no default.
    public init(
        store: some RecordStore, keys: KeyRing, tokens: some TokenIssuer, sms: some SMSSender = NoSMSSender(),
        passwords: some PasswordHasher = PBKDF2PasswordHasher(), sealer: some RecordSealer = NoSealer(),
        limits: FlowLimits = FlowLimits(), time: some TimeSource = SystemTimeSource(),
        random: some RandomSource = SystemRandomSource()
    ) {
        records = RecordAccess(store: store, sealer: sealer, random: random)
        self.keys = keys
        self.tokens = tokens
        self.sms = sms
        self.passwords = passwords
        self.time = time
        self.random = random
        self.limits = limits
        hashing = HashingQueue(
            threads: limits.hashingThreads, waiting: limits.hashingLine, perName: FlowLimits.checksPerName)
    }

    /// The operations of administrators: whoever holds this value may do anything to every pool.
    public var administration: UserPoolAdministration { UserPoolAdministration(service: self) }
}

// What the operations share.
extension UserPoolService {
    /// A pool as it is now.
    ///
    /// - Throws: ResourceNotFoundException `User pool <id> does not exist.`
    func pool(_ id: UserPoolID) async throws(CognitoError) -> PoolRecord {
        guard let stored = try await records.read(.pool(id), as: PoolRecord.self) else { throw .poolNotFound(id) }
        return stored.record
    }

    /// An app client as it is now.
    ///
    /// - Throws: ResourceNotFoundException `User pool client <id> does not exist.`, also when it is another pool's.
    func client(_ id: AppClientID, of pool: UserPoolID? = nil) async throws(CognitoError) -> AppClient {
        guard let stored = try await records.read(.client(id), as: ClientRecord.self),
            pool == nil || stored.record.client.userPoolID == pool
        else { throw .clientNotFound(id) }
        return stored.record.client
    }

    /// What an event is judged under: pool, client and time, read now.
    func circumstances(
        of client: AppClient, draw: Draw
    ) async throws(CognitoError) -> AuthMachine.Circumstances {
        let pool = try await pool(client.userPoolID)
        let client = try await self.client(client.id, of: client.userPoolID)
        return AuthMachine.Circumstances(pool: pool, client: client, keys: keys, now: time.now(), draw: draw)
    }

    func loop(_ draw: Draw) -> SwapLoop { SwapLoop(records: records, operationID: draw.operationID) }
}
