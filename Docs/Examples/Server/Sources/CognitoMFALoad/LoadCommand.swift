import ArgumentParser
import AsyncHTTPClient
import CognitoMFAWire
import Foundation

/// A command that signs users in, with a password and an authenticator app, as fast as servers allow.
@main
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cognito-mfa-load",
        abstract: "Measure complete sign-ins with a second factor.",
        discussion: """
            Several servers are measured by turns, a round at a time; a round signs every user in once. The administrator's \
            key is AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Any error is counted and makes the exit code 1.
            """)

    @Option(help: "A server with test controls: a name, = and its URL. May be repeated.")
    var target: [Endpoint] = []

    @Option(help: "A server without: it must take any code, or the same code again. May be repeated.")
    var plain: [Endpoint] = []

    @Option(help: "The token of the servers' test controls, which move the clock on between rounds.")
    var testControls: String?

    @Option(help: "The region in which pools are created.")
    var region = "us-east-1"

    @Option(help: "How many users each server has.")
    var users = 32

    @Option(help: "How many sign-ins are under way.")
    var concurrency = 8

    @Option(help: "How long each server is loaded, in seconds; the last round is finished.")
    var seconds = 10

    @Option(help: "The name of the server that the others are compared with.")
    var baseline: String?

    /// A server's name and URL.
    struct Endpoint: ExpressibleByArgument, Sendable {
        let name: String
        let url: String

        init?(argument: String) {
            let parts = argument.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let url = URL(string: String(parts[1])), ["http", "https"].contains(url.scheme),
                url.host() != nil, !parts[1].hasSuffix("/")
            else { return nil }
            (name, self.url) = (String(parts[0]), String(parts[1]))
        }
    }

    func validate() throws {
        guard !(target + plain).isEmpty else { throw ValidationError("At least one --target or --plain is needed.") }
        guard target.isEmpty || testControls != nil else { throw ValidationError("--target needs --test-controls.") }
        guard users >= 1, (1...users).contains(concurrency), seconds >= 1 else {
            throw ValidationError(
                "--users, --concurrency and --seconds must be at least 1, and no more at once than users.")
        }
        guard Set((target + plain).map(\.name)).count == target.count + plain.count else {
            throw ValidationError("Two servers have one name.")
        }
        if let baseline, !(target + plain).contains(where: { $0.name == baseline }) {
            throw ValidationError("--baseline names no server.")
        }
    }

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        guard let id = environment["AWS_ACCESS_KEY_ID"], let secret = environment["AWS_SECRET_ACCESS_KEY"] else {
            throw ValidationError("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.")
        }
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = concurrency
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let ended: Result<Bool, any Error>
        do {
            ended = .success(
                try await measure(
                    http, key: SigV4Credentials(accessKeyID: id, secretAccessKey: SecretAccessKey(secret))))
        } catch { ended = .failure(error) }
        try await http.shutdown()
        guard try ended.get() else { throw ExitCode(1) }
    }

    /// Loads the servers in turn, and prints the measurements.
    ///
    /// - Returns: true when there was no error.
    private func measure(_ http: HTTPClient, key: SigV4Credentials) async throws -> Bool {
        let endpoints = target.map { ($0, testControls) } + plain.map { ($0, nil) }
        // All servers at once: slow password hashing makes this long. It also opens every connection.
        let servers = try await withThrowingTaskGroup(of: (Int, LoadedServer).self) { group in
            for (place, (endpoint, token)) in endpoints.enumerated() {
                let client = PoolClient(http: http, url: endpoint.url, region: region, key: key, token: token)
                group.addTask {
                    (place, try await LoadedServer(endpoint.name, client, users: users, concurrency: concurrency))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        var tallies = servers.map { Tally(name: $0.name) }
        var turn = 0
        while let least = tallies.map(\.busy).min(), least < .seconds(seconds) {
            // The order rotates, so no server always follows the same one.
            for step in servers.indices {
                let place = (turn + step) % servers.count
                guard tallies[place].busy < .seconds(seconds) else { continue }
                tallies[place].add(try await servers[place].round())
            }
            turn += 1
        }
        print(LoadTable(tallies, baseline: baseline).text)
        return tallies.allSatisfy(\.errors.isEmpty)
    }
}
