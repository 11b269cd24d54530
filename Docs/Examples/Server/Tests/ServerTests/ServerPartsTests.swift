import ArgumentParser
import CognitoMFA
import CognitoMFAHTTP
import CognitoMFATesting
import CognitoMFAWire
import Foundation
import Logging
import MetricsTestKit
import Testing

@testable import CognitoMFAServer

@Suite struct ServerPartsTests {
    // R108.
    @Test(arguments: [
        "localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:65535",
    ]) func namesOfThisMachine(host: String) {
        #expect(Loopback.isHost(host))
    }

    @Test(arguments: [
        "", "example.com", "localhost.example.com", "127.0.0.1.example.com", "127.0.0.1:80:80", "localhost:",
        "localhost:x", "localhost:65536", "[::1", "[::1]x", "::1:80", "[::2]", "0.0.0.0", "10.0.0.1:80", "127.0.0.2",
        "localhost:+1x",
    ]) func otherNames(host: String) {
        #expect(!Loopback.isHost(host))
    }

    // R101, R108, and options that would start an unintended server.
    @Test(arguments: [
        ["--test-controls", "12345678", "--host", "0.0.0.0"], ["--test-controls", "short"],
        ["--store", "sqlite:x.sqlite"], ["--store", "postgres"], ["--store", "sqlite:"], ["--profile", "other"],
        ["--issuer", "https://example.com/"], ["--issuer", "ftp://example.com"],
        ["--issuer", "https://example.com?a=b"],
        ["--issuer", "example.com"], ["--port", "0"], ["--port", "65536"], ["--password-iterations", "1000"],
        ["--test-controls", "12345678", "--password-iterations", "999"], ["--max-requests", "0"],
        ["--sms", "carrier"], ["--sms", "sns:"], ["--sms", "sns", "--sms-outbox", "a"], ["--sns-endpoint", "http://a"],
        ["--sns-sender-id", "App"], ["--trusted-proxies", "10.0.0.1/8"], ["--address-rate", "0"],
        ["--address-burst", "0"], ["--max-connections-per-address", "0"],
        ["--cors-origins", ""], ["--cors-origins", "https://a.example/"], ["--cors-origins", "https://a.example,any"],
    ]) func optionsThatAreRefused(arguments: [String]) {
        #expect(throws: (any Error).self) { try ServeCommand.parse(arguments) }
    }

    /// A refusal that only says "too low" leaves the reader to guess.
    @Test func aLowNumberOfIterationsIsRefusedWithTheBoundAndTheWayOut() {
        do {
            _ = try ServeCommand.parse(["--password-iterations", "1000"])
            Issue.record("1,000 iterations were accepted")
        } catch {
            let message = ServeCommand.message(for: error)
            #expect(message.contains("at least 600000") && message.contains("1000 with --test-controls"), "\(message)")
        }
    }

    @Test func theHelpOfTheProgramListsTheOptionsOfServe() {
        let help = Main.helpMessage()
        for option in ["--password-iterations", "--store", "--keys", "--profile", "--shutdown-seconds"] {
            #expect(help.contains(option), "\(option)")
        }
    }

    @Test func validOptionsAreAccepted() throws {
        #expect(try ServeCommand.parse([]).baseURL == "http://127.0.0.1:8080")
        #expect(try ServeCommand.parse(["--host", "::1", "--port", "81"]).baseURL == "http://[::1]:81")
        #expect(try ServeCommand.parse(["--issuer", "https://example.com/a"]).baseURL == "https://example.com/a")
        #expect(
            try ServeCommand.parse(["--store", "sqlite:a b.sqlite", "--keys", "k"]).store
                == .sqlite(path: "a b.sqlite"))
        #expect(try ServeCommand.parse(["--profile", "strict"]).profile == .strict)
        let open = try ServeCommand.parse([])
        #expect(open.corsOrigins == .any && !open.corsAuthorization)
        #expect(try ServeCommand.parse(["--cors-origins", "none"]).corsOrigins == .none)
        #expect(
            try ServeCommand.parse(["--cors-origins", "https://a.example,http://localhost:3000"]).corsOrigins
                == .list(["https://a.example", "http://localhost:3000"]))
        #expect(try ServeCommand.parse(["--cors-authorization"]).corsAuthorization)
        #expect(try ServeCommand.parse(["--sms", "sns"]).sms == .sns(region: nil))
        #expect(try ServeCommand.parse(["--sms", "sns:eu-west-1"]).sms == .sns(region: "eu-west-1"))
        _ = try ServeCommand.parse(["--test-controls", "12345678", "--password-iterations", "1000"])
    }

    @Test func anAccessKeyIsReadWholeOrGenerated() throws {
        let given = try AdminAccess(environment: ["AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret"])
        #expect(given.accessKeyID == "AKID" && given.secret.text == "secret" && !given.isNew)
        let made = try AdminAccess(environment: ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""])
        #expect(made.isNew && made.accessKeyID.utf8.count == 20 && made.secret.text.utf8.count == 40)
        #expect(made.exports(region: "eu-west-1").hasPrefix("export AWS_ACCESS_KEY_ID=\(made.accessKeyID)\n"))
        #expect(throws: AdminAccess.HalfAKey.self) { try AdminAccess(environment: ["AWS_ACCESS_KEY_ID": "AKID"]) }
        #expect(throws: AdminAccess.HalfAKey.self) { try AdminAccess(environment: ["AWS_SECRET_ACCESS_KEY": "s"]) }
    }

    @Test func placesAreGivenBack() {
        let places = LoadShedding.Places(limit: 2)
        #expect(places.take() && places.take() && !places.take())
        places.refund()
        #expect(places.take() && !places.take())
    }

    @Test func eventsAreCounted() async throws {
        let metrics = TestMetrics()
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .trace
        let pool = try await UserPool.inMemory(
            mfa: .off, observer: EventLog(logger: logger, metrics: metrics))
        try await pool.admin.createUser("ada", password: "Analytical-1843", attributes: [:])
        await #expect(throws: CognitoError.self) { try await pool.signIn("ada", password: "Analytical-1844") }
        for _ in 0..<2 { _ = try await pool.signIn("ada", password: "Analytical-1843") }
        func total(_ event: String) -> Int64 {
            metrics.counterTotal(
                label: "cognito_mfa_events_total", dimensions: [("event", event), ("pool", "local_memory")])
        }
        #expect(total("userCreated") == 1 && total("passwordRejected") == 1 && total("signedIn") == 2)
    }

    @Test func anOutboxIsForItsOwnerAlone() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let outbox = try Outbox(path: path, keeps: true)
        let pool = try await UserPool.inMemory(mfa: .optional([.sms]), sms: outbox)
        try await pool.admin.createUser(
            "ada", password: "Analytical-1843", attributes: [.phoneNumber: "+14155550123"])
        try await pool.admin.setMFAPreference("ada", sms: .preferred)
        for _ in 0..<2 { _ = try await pool.signIn("ada", password: "Analytical-1843") }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 2)
        for line in lines {
            let entry = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            #expect(entry["phone_number"] == "+14155550123")
            #expect(entry["message"]?.contains(/\b\d{6}\b/) == true)
            #expect(entry.count == 2)
        }
        #expect(await outbox.messages().count == 2)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test func anOutboxThatOthersReadIsRefused() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try Outbox(path: path, keeps: false)
        for mode in [0o604, 0o640] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            #expect(throws: Outbox.IsReadable.self) { try Outbox(path: path, keeps: false) }
        }
        // A device is not a file with an owner.
        _ = try Outbox(path: "/dev/null", keeps: false)
    }

    @Test func anOutboxIsASender() async throws {
        let outbox = try Outbox(path: nil, keeps: true)
        let contract = SMSSenderContract(
            outbox, number: try PhoneNumber("+14155550123"),
            delivered: { await outbox.messages().map { ($0.phoneNumber ?? "", $0.message) } })
        let findings = await contract.findings()
        #expect(findings.isEmpty, "\(findings)")
        #expect(await !outbox.messages().isEmpty)
    }
}
