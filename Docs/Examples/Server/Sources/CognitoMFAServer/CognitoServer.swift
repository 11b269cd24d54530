import CognitoMFA
import CognitoMFAPostgres
import CognitoMFARSATokens
import CognitoMFASQLite
import CognitoMFASealing
import CognitoMFAWire
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// Puts a service, its doors and an HTTP server together, and runs them until a signal comes.
struct CognitoServer {
    private let options: ServeCommand
    private let region: String
    private let administrator: AdminAccess
    private let service: UserPoolService
    private let background: [any Service]
    private let router: Router<ConnectionContext>
    private let logger: Logger

    /// Opens store, keys and outboxes.
    init(_ options: ServeCommand, environment: [String: String], logger: Logger) async throws {
        self.options = options
        self.logger = logger
        region = options.region ?? environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "us-east-1"
        administrator = try AdminAccess(environment: environment)

        let clock = ServerClock()
        let keys = try options.keys.map { try KeyFile.loadOrMake($0) } ?? KeyFile.make()
        let signer = try await RSATokenSigner(keys.signingKeys())
        let controlled = options.testControls != nil
        let sms = try Outbox(path: options.smsOutbox, keeps: controlled)
        let email = try Outbox(path: options.emailOutbox, keeps: controlled)
        let texts: any SMSSender = controlled || options.smsOutbox != nil ? sms : NoSMSSender()
        let letters: any EmailSender = controlled || options.emailOutbox != nil ? email : NoEmailSender()
        let storage = try await Storage(options.store, keys: keys, clock: clock, logger: logger)
        background = storage.services

        service = UserPoolService(
            store: storage.records, keys: try KeyRing(roots: keys.rootList),
            tokens: SignedTokenIssuer(signer: signer, issuer: options.baseURL),
            sms: texts, email: letters,
            passwords: PBKDF2PasswordHasher(iterations: options.passwordIterations), sealer: storage.sealer,
            observer: EventLog(logger: logger), profile: options.profile, time: clock)

        // Signatures are judged by the machine's own clock: clients do not know that test controls have moved the other.
        let door = FrontDoor(
            PublicFrontDoor(service),
            AdministrationFrontDoor(service.administration, authorizer: administrator.authorizer, region: region))

        router = Router(context: ConnectionContext.self)
        // Health and test controls stay outside the limit: a server that sheds load is not ill.
        router.get("health") { [records = storage.records] _, _ in try await Self.health(records) }
        if let token = options.testControls {
            TestControls(token: token, clock: clock, sms: sms, email: email).add(to: router)
        }
        router.add(middleware: LoadShedding(limit: options.maxRequests))
        WireRoute(door: door, logger: logger).add(to: router)
        try DiscoveryRoutes(service, keySet: signer.keySet, baseURL: options.baseURL).add(to: router)
    }

    /// Serves until SIGTERM or SIGINT; then takes nothing new, finishes what is under way, and hands over what is to be
    /// sent.
    func run() async throws {
        let text = greeting
        let application = Application(
            router: router,
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(options.maxConnections, logger: logger)),
            onServerRunning: { _ in FileHandle.standardOutput.write(Data(text.utf8)) }, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: background + [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(options.shutdownSeconds)
        try await ServiceGroup(configuration: configuration).run()
        await service.finishSending()
    }

    /// Whether the store can be read.
    private static func health(_ records: any RecordStore) async throws -> Response {
        do {
            _ = try await records.read(RecordKey("health"))
        } catch {
            return try Response(status: .serviceUnavailable, encoding: ["status": "the store cannot be read"])
        }
        return try Response(encoding: ["status": "ok"])
    }

    /// What is printed once the port is open.
    private var greeting: String {
        """
        \(administrator.isNew ? administrator.exports(region: region) : "")\
        # cognito-mfa-server: \(options.profile.rawValue), region \(region), issuer \(options.baseURL)
        # listening on \(options.host) port \(options.port)

        """
    }

    /// A store, what seals its rows, and what looks after it.
    private struct Storage {
        let records: any RecordStore
        let sealer: any RecordSealer
        let services: [any Service]

        init(_ choice: StoreChoice, keys: KeyFile, clock: ServerClock, logger: Logger) async throws {
            switch choice {
            case .memory:
                records = InMemoryRecordStore()
                sealer = NoSealer()
                services = []
            case .sqlite(let path):
                let store = try SQLiteRecordStore(path: path)
                records = store
                sealer = try AESRecordSealer(roots: keys.rootList)
                services = [
                    Housekeeping(clock: clock, logger: logger) { try await store.deleteExpired(before: $0, limit: $1) }
                ]
            case .postgres(let conninfo):
                let store = try await PostgresRecordStore(conninfo)
                records = store
                sealer = try AESRecordSealer(roots: keys.rootList)
                services = [
                    Housekeeping(clock: clock, logger: logger) { try await store.deleteExpired(before: $0, limit: $1) }
                ]
            }
        }
    }
}
