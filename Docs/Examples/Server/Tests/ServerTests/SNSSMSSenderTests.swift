import CognitoMFA
import CognitoMFATesting
import CognitoMFAWire
import Foundation
import Logging
import Synchronization
import Testing

@testable import CognitoMFASNS

@Suite struct SNSSMSSenderTests {
    private static let number = "+14155550123"
    private static let refused = "+14155550199"
    private static let time = UnixTime(seconds: 1_440_938_160)
    private static let key = SigV4Credentials(
        accessKeyID: "AKIDSNS", secretAccessKey: "a-secret-of-sns", sessionToken: "a-token-of-sns")
    private static let success = """
        <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>\
        <MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult><ResponseMetadata>\
        <RequestId>d74b8436-ae13-5ab4-a9ff-ce54dfea72a0</RequestId></ResponseMetadata></PublishResponse>
        """

    private static func failure(_ code: String, _ type: String = "Sender") -> String {
        """
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>\(type)</Type><Code>\(code)</Code>\
        <Message>Invalid parameter: PhoneNumber Reason: \(refused) is not valid, 123456</Message></Error>\
        <RequestId>9dd01905-5012-5f99-8663-4b3ecd0dfaef</RequestId></ErrorResponse>
        """
    }

    /// Calls `body` with a sender, which is shut down afterwards.
    private func withSender<T: Sendable>(
        _ url: String, senderID: String? = nil, timeout: Duration = .seconds(5), logger: Logger? = nil,
        credentials: @escaping SNSSMSSender.CredentialSource = { key }, _ body: (SNSSMSSender) async throws -> T
    ) async throws -> T {
        let sender = try SNSSMSSender(
            region: "eu-west-1", endpoint: url, senderID: senderID, timeout: timeout, logger: logger,
            time: FixedTime(), credentials: credentials)
        let result: Result<T, any Error>
        do { result = .success(try await body(sender)) } catch { result = .failure(error) }
        try await sender.shutdown()
        return try result.get()
    }

    private struct FixedTime: TimeSource {
        func now() -> UnixTime { SNSSMSSenderTests.time }
    }

    /// Sends one message to a carrier that answers like this, and returns the outcome.
    private func outcome(
        _ answer: CannedCarrier.Answer, timeout: Duration = .seconds(5), logger: Logger? = nil
    ) async throws -> DeliveryOutcome {
        try await CannedCarrier { _ in answer }.run { url in
            try await withSender(url, timeout: timeout, logger: logger) {
                try await $0.publish("Your code is 123456.", to: Self.number)
            }
        }
    }

    // R55, R66, R71, R72.
    @Test func keepsTheContract() async throws {
        let carrier = CannedCarrier { request in
            request.fields["PhoneNumber"] == Self.refused
                ? .status(400, Self.failure("OptedOut")) : .status(200, Self.success)
        }
        let findings = try await carrier.run { url in
            try await CannedCarrier { _ in .silence }.run { silence in
                try await withSender(url) { sender in
                    try await withSender(silence) { stalled in
                        await SMSSenderContract(
                            sender, number: try PhoneNumber(Self.number), refusing: try PhoneNumber(Self.refused),
                            stalled: stalled,
                            delivered: {
                                carrier.taken.map { ($0.fields["PhoneNumber"] ?? "", $0.fields["Message"] ?? "") }
                            }
                        ).findings()
                    }
                }
            }
        }
        #expect(findings.isEmpty, "\(findings)")
        #expect(carrier.taken.count > 40 && carrier.requests.count > carrier.taken.count)
    }

    @Test func aMessageIsTransactionalAndSigned() async throws {
        let carrier = CannedCarrier { _ in .status(200, Self.success) }
        let outcome = try await carrier.run { url in
            try await withSender(url, senderID: "My-App") { try await $0.publish("Code: 1 + 1 = é&", to: Self.number) }
        }
        #expect(outcome == .accepted)
        let request = try #require(carrier.requests.first)
        #expect(
            request.fields == [
                "Action": "Publish", "Version": "2010-03-31", "PhoneNumber": Self.number,
                "Message": "Code: 1 + 1 = é&",
                "MessageAttributes.entry.1.Name": "AWS.SNS.SMS.SMSType",
                "MessageAttributes.entry.1.Value.DataType": "String",
                "MessageAttributes.entry.1.Value.StringValue": "Transactional",
                "MessageAttributes.entry.2.Name": "AWS.SNS.SMS.SenderID",
                "MessageAttributes.entry.2.Value.DataType": "String",
                "MessageAttributes.entry.2.Value.StringValue": "My-App",
            ])
        // The received request is the signed one. Vectors and moto show that the signature is AWS's.
        let unsigned = WireRequest(path: request.path, headers: request.headers, body: request.body)
        let signed = SigV4.sign(unsigned, with: Self.key, region: "eu-west-1", service: "sns", at: Self.time)
        let authorization = try #require(signed.headers.first { $0.name == "Authorization" }?.value)
        #expect(request.header("authorization") == authorization)
        #expect(authorization.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token"))
        #expect(request.header("x-amz-security-token") == "a-token-of-sns")
    }

    // R71: a message that was certainly not sent is refused, and given back to the quota.
    @Test(
        arguments: [
            (400, "InvalidParameter"), (400, "OptedOut"), (400, "Throttling"), (403, "SignatureDoesNotMatch"),
            (403, "AuthorizationError"), (429, "TooManyRequestsException"),
        ])
    func whatIsNotSentIsRefused(status: Int, code: String) async throws {
        let reason = "SNS: \(status) \(code), request 9dd01905-5012-5f99-8663-4b3ecd0dfaef"
        #expect(try await outcome(.status(status, Self.failure(code))) == .refused(reason: reason))
    }

    @Test func aRefusalThatIsNotOfSNSIsARefusal() async throws {
        #expect(try await outcome(.status(413, "")) == .refused(reason: "SNS: 413"))
        let odd = "<Code>+14155550123</Code><RequestId><b></b></RequestId>"
        #expect(try await outcome(.status(400, odd)) == .refused(reason: "SNS: 400"))
    }

    // R72: a message with an unknown outcome counts as sent.
    @Test(
        arguments: [
            (
                .status(500, failure("InternalError", "Receiver")),
                "500 InternalError, request 9dd01905-5012-5f99-8663-4b3ecd0dfaef"
            ),
            (.status(503, "<html>Service Unavailable</html>"), "503"), (.status(200, "<html>Sign in</html>"), "200"),
            (.status(307, ""), "307"), (.end, "Remote connection closed"), (.silence, "no answer after 0.3 seconds"),
            (.headAlone(200), "no answer after 0.3 seconds"), (.headAlone(400), "no answer after 0.3 seconds"),
            (.status(200, String(repeating: " ", count: 65_537)), "NIOTooManyBytesError"),
        ] as [(CannedCarrier.Answer, String)])
    func whereNobodyKnowsItIsThrown(answer: CannedCarrier.Answer, cause: String) async throws {
        let handler = MemoryLog()
        let timeout = Duration.milliseconds(cause.contains("0.3") ? 300 : 10_000)
        let error = await #expect(throws: SNSUnknownOutcome.self) {
            try await outcome(answer, timeout: timeout, logger: Logger(label: "sns") { _ in handler })
        }
        #expect(error == SNSUnknownOutcome(cause: cause))
        let lines = handler.text
        #expect(lines.contains(cause))
        for secret in ["123456", Self.number, Self.key.secretAccessKey.text, "a-token-of-sns", "Signature="] {
            #expect(!lines.contains(secret))
        }
    }

    @Test func withoutAConnectionNothingIsSent() async throws {
        // A port that was open and is closed now; by address and by name.
        let url = try await CannedCarrier { _ in .silence }.run { $0 }
        for (host, error) in [("127.0.0.1", "IOError"), ("localhost", "NIOConnectionError")] {
            let outcome = try await withSender(url.replacing("127.0.0.1", with: host), timeout: .seconds(1)) {
                try await $0.publish("1", to: Self.number)
            }
            #expect(outcome == .refused(reason: "SNS: no connection (\(error))"))
        }
    }

    @Test(arguments: ["a\r\nX-Injected: b", "", "naïve"]) func withoutCredentialsNothingIsSent(token: String)
        async throws
    {
        struct NoRole: Error { let secret = "of the role" }
        let carrier = CannedCarrier { _ in .status(200, Self.success) }
        try await carrier.run { url in
            let thrown = try await withSender(url, credentials: { throw NoRole() }) {
                try await $0.publish("1", to: Self.number)
            }
            #expect(thrown == .refused(reason: "SNS: no credentials (NoRole)"))
            let odd = SigV4Credentials(accessKeyID: "AKID", secretAccessKey: "s", sessionToken: token)
            let refused = try await withSender(url, credentials: { odd }) { try await $0.publish("1", to: Self.number) }
            #expect(refused == .refused(reason: "SNS: the credentials are not printable ASCII"))
        }
        #expect(carrier.requests.isEmpty)
    }

    @Test func aSenderDoesNotPrintItsKey() async throws {
        try await withSender("http://127.0.0.1:1") { sender in
            var dumped = ""
            dump(sender, to: &dumped, maxDepth: 6)
            #expect(!(dumped + "\(sender)").contains("a-secret-of-sns"))
        }
    }

    @Test func everyRegionHasItsOwnAddress() throws {
        #expect(try SNSEndpoint(region: "eu-west-1", url: nil).url == "https://sns.eu-west-1.amazonaws.com/")
        #expect(try SNSEndpoint(region: "cn-north-1", url: nil).url == "https://sns.cn-north-1.amazonaws.com.cn/")
        let other = try SNSEndpoint(region: "eu-west-1", url: "https://[::1]:8443/a%20b")
        let headers = other.signed([], with: Self.key, at: Self.time).headers
        #expect(
            other.url == "https://[::1]:8443/a%20b"
                && headers.contains { $0.name == "Host" && $0.value == "[::1]:8443" })
        let usual = try SNSEndpoint(region: "eu-west-1", url: "https://sns.example.com:443").signed(
            [], with: Self.key, at: Self.time)
        #expect(usual.headers.contains { $0.name == "Host" && $0.value == "sns.example.com" })
    }

    @Test(arguments: ["", "eu_west", "eu-west-1.evil.example/", "eu west", String(repeating: "a", count: 33)])
    func regionsThatAreNone(region: String) {
        #expect(throws: SNSConfigurationError.region) { try SNSEndpoint(region: region, url: nil) }
    }

    @Test(arguments: [
        "", "sns.example.com", "ftp://sns.example.com", "https://", "https://a:b@sns.example.com", "https://a?b=c",
        "https://a#b", "https://a:65536", "https://a:0", "https://a b",
    ])
    func endpointsThatAreNone(url: String) {
        #expect(throws: SNSConfigurationError.endpoint) { try SNSEndpoint(region: "eu-west-1", url: url) }
    }

    @Test(arguments: ["", "123", "a b", "twelve-chars", "é", "a_b"]) func invalidSenderIDsAreRefused(text: String) {
        #expect(throws: SNSConfigurationError.senderID) {
            try SNSSMSSender(region: "eu-west-1", senderID: text) { Self.key }
        }
    }
}

/// A log kept in memory.
private final class MemoryLog: LogHandler {
    private let lines = Mutex("")
    var text: String { lines.withLock { $0 } }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }
    func log(event: LogEvent) {
        lines.withLock { $0 += "\(event.level) \(event.message) \(event.metadata ?? [:])\n" }
    }
}
