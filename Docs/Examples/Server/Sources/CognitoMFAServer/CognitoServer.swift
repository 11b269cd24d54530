import CognitoMFA
import CognitoMFAHostedUI
import CognitoMFARSATokens
import CognitoMFAWire
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// A service, its endpoints and an HTTP server, which run until a signal comes.
struct CognitoServer {
    private let options: ServeCommand
    private let region: String
    private let administrator: AdminAccess
    private let service: UserPoolService
    private let background: [any Service]
    private let carrier: SNSCarrier?
    private let router: Router<ConnectionContext>
    private let logger: Logger

    /// Opens store, keys and outboxes.
    init(_ options: ServeCommand, environment: [String: String], logger: Logger) async throws {
        self.options = options
        self.logger = logger
        region =
            [options.region, environment["AWS_REGION"], environment["AWS_DEFAULT_REGION"]]
            .compactMap { $0 }.first { !$0.isEmpty } ?? "us-east-1"
        administrator = try AdminAccess(environment: environment)

        let clock = ServerClock()
        let storage = try await Storage(options.store, keys: options.keys, clock: clock, logger: logger)
        let signer = try await RSATokenSigner(storage.keys.signingKeys())
        let controlled = options.testControls != nil
        let sms = try Outbox(path: options.smsOutbox, keeps: controlled)
        let email = try Outbox(path: options.emailOutbox, keeps: controlled)
        let letters: any EmailSender = controlled || options.emailOutbox != nil ? email : NoEmailSender()
        background = storage.services
        let ring = try KeyRing(roots: storage.keys.rootList)
        // After everything that may fail, because once created it has to be shut down.
        carrier = try SNSCarrier(options, region: region, environment: environment, logger: logger)
        let texts: any SMSSender =
            carrier?.sender ?? (controlled || options.smsOutbox != nil ? sms : NoSMSSender() as any SMSSender)

        service = UserPoolService(
            store: storage.records, keys: ring,
            tokens: SignedTokenIssuer(signer: signer, issuer: options.baseURL),
            sms: texts, email: letters,
            passwords: CryptoPasswordHasher(iterations: options.passwordIterations), sealer: storage.sealer,
            admission: AddressBuckets(
                rate: options.addressRate ?? 5, burst: options.addressBurst,
                exemptsLoopback: options.addressRate == nil, time: clock),
            observer: EventLog(logger: logger), profile: options.profile, time: clock)

        // Dates of signatures are compared with the machine's own clock: clients do not know a clock that test controls moved.
        let endpoint = CognitoEndpoint(
            PublicEndpoint(
                service, corsOrigins: options.corsOrigins, corsAllowsAuthorization: options.corsAuthorization),
            AdministrationEndpoint(service.administration, authorizer: administrator.authorizer, region: region))

        router = Router(context: ConnectionContext.self)
        // Health and test controls are outside the limit: a server that sheds load is healthy. Public keys have a limit of
        // their own, so that many sign-ins do not keep verifiers of tokens from them.
        storage.health.add(to: router)
        try DiscoveryRoutes(service, keySet: signer.keySet, baseURL: options.baseURL)
            .add(to: router, limit: options.maxRequests)
        if let token = options.testControls {
            TestControls(token: token, clock: clock, sms: sms, email: email).add(to: router)
        }
        router.add(middleware: LoadShedding(limit: options.maxRequests, cors: endpoint.cors))
        let deadline = ShutdownDeadline(shutdownSeconds: options.shutdownSeconds, logger: logger)
        if let pages = try HostedUI(options, service, logger: logger) {
            PageRoutes(pages: pages, proxies: options.trustedProxies, deadline: deadline).add(to: router)
        }
        WireRoute(endpoint: endpoint, proxies: options.trustedProxies, deadline: deadline, logger: logger)
            .add(to: router)
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// Then the server accepts no new request, finishes those under way, and sends the remaining messages.
    func run() async throws {
        let text = greeting
        let connections = AddressConnections(
            limit: options.maxConnectionsPerAddress ?? 64, exemptsLoopback: options.maxConnectionsPerAddress == nil,
            proxies: options.trustedProxies)
        let application = Application(
            router: router,
            server: HTTPServerBuilder { responder in
                let base = HTTP1Channel(responder: responder, configuration: .init(idleTimeout: .seconds(60)))
                return GuardedHTTP1Channel(base: base, connections: connections)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(options.maxConnections, logger: logger)),
            onServerRunning: { _ in FileHandle.standardOutput.write(Data(text.utf8)) }, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: background + [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(options.shutdownSeconds)
        let ended: Result<Void, any Error>
        do { ended = .success(try await ServiceGroup(configuration: configuration).run()) } catch {
            ended = .failure(error)
        }
        await service.shutDown()
        await carrier?.shutdown()
        try ended.get()
    }

    /// The lines to print once the port is open.
    private var greeting: String {
        """
        # cognito-mfa-server: profile \(options.profile.rawValue) (--profile), region \(region), issuer \(options.baseURL)
        \(administrator.isNew ? administrator.exports(region: region) : "")\
        \(options.pages ? "# sign-in pages at \(options.publicOrigin)/login\n" : "")\
        # listening on \(options.host) port \(options.port)

        """
    }
}
