import ArgumentParser
import CognitoMFA
import CognitoMFAHTTP
import Foundation
import Logging

/// A command that serves user pools until a signal ends it.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve user pools to the clients of Amazon Cognito.")

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on, 1-65535.")
    var port = 8080

    @Option(
        help: "Which Cognito is followed: classic (the guide as first published), current or strict.",
        transform: { text in
            guard let profile = CognitoProfile(rawValue: text) else {
                throw ValidationError("'\(text)' is none of classic, current and strict.")
            }
            return profile
        })
    var profile = CognitoProfile.current

    @Option(help: "The base URL of issuers; a pool's is this, a slash and its id. (default: http://HOST:PORT)")
    var issuer: String?

    @Option(help: "The region of pools created here. (default: AWS_REGION, AWS_DEFAULT_REGION or us-east-1)")
    var region: String?

    @Option(help: "The file of keys, made if it is missing; needed with a durable store.")
    var keys: String?

    @Option(help: "memory, sqlite: and the path of a file, or postgres: and libpq's conninfo or URL.")
    var store = StoreChoice.memory

    @Option(help: "A file to which every text message is appended as a line of JSON.")
    var smsOutbox: String?

    @Option(
        help: "In place of a file: sns, or sns: and a region. The key is SNS_ACCESS_KEY_ID and SNS_SECRET_ACCESS_KEY.")
    var sms: SMSChoice?

    @Option(help: "Another URL of SNS than its region's own.")
    var snsEndpoint: String?

    @Option(help: "What SNS shows as the sender, where a country allows it.")
    var snsSenderID: String?

    @Option(help: "A file to which every e-mail is appended as a line of JSON.")
    var emailOutbox: String?

    @Option(help: "The bearer token of /_test, which moves the clock and shows codes; on a loopback address only.")
    var testControls: String?

    @Option(help: "How often a password hash is iterated; fewer than 600000 with --test-controls only.")
    var passwordIterations = PBKDF2PasswordHasher.defaultIterations

    @Option(help: "How many requests may be under way; one more is answered 503.")
    var maxRequests = 256

    @Option(help: "How many connections may be open; one more waits in the kernel's line.")
    var maxConnections = 1_024

    @Option(
        help: "How many connections one address may have open. (default: 64, and any number from this machine)")
    var maxConnectionsPerAddress: Int?

    @Option(
        help: "How many calls a second that name a user one address may make. (default: 5, and any from this machine)")
    var addressRate: Double?

    @Option(help: "How many of these calls it may make at once.")
    var addressBurst = 100

    @Option(help: "Proxies whose X-Forwarded-For is believed: addresses and networks in CIDR notation, with commas.")
    var trustedProxies = TrustedProxies()

    @Option(
        help: "Whose web pages may call: any, none, or origins with commas, as in https://app.example.com.",
        transform: { text in
            guard let origins = CORSOrigins(argument: text) else {
                throw ValidationError("'\(text)' is neither any, none nor a list of origins as browsers send them.")
            }
            return origins
        })
    var corsOrigins = CORSOrigins.any

    @Flag(help: "Let these pages send Authorization, which no public operation needs.")
    var corsAuthorization = false

    @Flag(help: "Serve sign-in pages too, at /login and below.")
    var pages = false

    @Option(help: "The app client of a page's address without client_id.")
    var pagesClient: String?

    @Option(help: "The name of the product on the pages.")
    var pagesName = "Example Shop"

    @Option(help: "The origin under which browsers reach the pages. (default: http://HOST:PORT)")
    var publicUrl: String?

    @Option(help: "How long requests under way may take once it is told to stop, in seconds.")
    var shutdownSeconds = 20

    /// The issuer: the given one, or the server's own URL.
    var baseURL: String { issuer ?? "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// The origin of the pages: the given one, or the server's own.
    var publicOrigin: String { publicUrl ?? "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    func validate() throws {
        guard (1...65_535).contains(port) else { throw ValidationError("--port must be 1-65535.") }
        guard maxRequests >= 1, maxConnections >= 1, shutdownSeconds >= 1 else {
            throw ValidationError("--max-requests, --max-connections and --shutdown-seconds must be at least 1.")
        }
        guard maxConnectionsPerAddress ?? 1 >= 1, addressBurst >= 1, 0.001...1_000 ~= addressRate ?? 1 else {
            throw ValidationError(
                "--max-connections-per-address and --address-burst must be at least 1, --address-rate 0.001-1000.")
        }
        if store != .memory, keys == nil {
            throw ValidationError("A durable store needs --keys: without them nobody could sign in after a restart.")
        }
        guard sms == nil || smsOutbox == nil else {
            throw ValidationError("--sms and --sms-outbox exclude each other.")
        }
        guard sms != nil || snsEndpoint == nil && snsSenderID == nil else {
            throw ValidationError("--sns-endpoint and --sns-sender-id need --sms sns.")
        }
        if let testControls {
            guard Loopback.isAddress(host) else {
                throw ValidationError("--test-controls needs a loopback --host: 127.0.0.1, ::1 or localhost.")
            }
            guard testControls.utf8.count >= 8 else {
                throw ValidationError("The token of --test-controls must have at least 8 bytes.")
            }
        }
        guard
            passwordIterations >= PBKDF2PasswordHasher.defaultIterations
                || testControls != nil && passwordIterations >= PBKDF2PasswordHasher.floorIterations
        else {
            throw ValidationError(
                "--password-iterations must be at least \(PBKDF2PasswordHasher.defaultIterations), or at least "
                    + "\(PBKDF2PasswordHasher.floorIterations) with --test-controls.")
        }
        try validatePages()
        guard let url = URL(string: baseURL), ["http", "https"].contains(url.scheme), url.host() != nil,
            url.query() == nil, url.fragment() == nil, !baseURL.hasSuffix("/")
        else { throw ValidationError("--issuer must be an http or https URL without a slash at its end.") }
    }

    /// Refuses options of pages without pages, and an address that browsers would not send as their origin.
    private func validatePages() throws {
        guard pages else {
            guard pagesClient == nil, publicUrl == nil else {
                throw ValidationError("--pages-client and --public-url need --pages.")
            }
            return
        }
        guard (try? Origin(validating: publicOrigin)) != nil else {
            throw ValidationError("--public-url must be an origin as browsers send it, as in https://id.example.com.")
        }
    }

    func run() async throws {
        var logger = Logger(label: "cognito-mfa-server", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .info
        try await CognitoServer(self, environment: ProcessInfo.processInfo.environment, logger: logger).run()
    }
}

extension CORSOrigins {
    /// Reads `any`, `none` or origins with commas; nil for any other text.
    init?(argument: String) {
        switch argument {
        case "any": self = .any
        case "none": self = .none
        default:
            let texts = argument.split(separator: ",", omittingEmptySubsequences: false)
            let origins = texts.compactMap { try? Origin(validating: String($0)) }
            guard origins.count == texts.count else { return nil }
            self = .list(origins)
        }
    }
}

/// The place of the records.
enum StoreChoice: ExpressibleByArgument, Hashable {
    /// In memory: everything is lost with the process.
    case memory
    /// In a file of SQLite.
    case sqlite(path: String)
    /// In a PostgreSQL database that processes share.
    case postgres(conninfo: String)

    init?(argument: String) {
        if argument == "memory" {
            self = .memory
            return
        }
        let parts = argument.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "sqlite": self = .sqlite(path: String(parts[1]))
        case "postgres": self = .postgres(conninfo: String(parts[1]))
        default: return nil
        }
    }

    var defaultValueDescription: String { "memory" }
}
