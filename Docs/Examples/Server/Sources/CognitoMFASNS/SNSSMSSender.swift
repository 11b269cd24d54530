import AsyncHTTPClient
public import CognitoMFA
public import CognitoMFAWire
import Foundation
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Text messages through Amazon SNS, as Cognito sends them: `Publish` to a number, one call for one message.
///
/// What SNS has taken is accepted. Refused is what was certainly not sent: an answer of 4xx (a number that is none or has
/// opted out, wrong credentials, too many messages), no credentials, no connection. All else is thrown, for the message
/// may be on its way: 5xx, an answer that is none of SNS's, a connection that broke, no answer in time. Nothing is sent
/// twice; only connecting is tried again, for two seconds or half the timeout.
public struct SNSSMSSender: SMSSender {
    /// Gives an access key: asked for each message, so that it may be a temporary one, and heeds its cancellation.
    public typealias CredentialSource = @Sendable () async throws -> SigV4Credentials

    private let endpoint: SNSEndpoint
    private let senderID: String?
    private let timeout: Duration
    private let logger: Logger?
    private let time: any TimeSource
    private let credentials: CredentialSource
    private let client: HTTPClient

    /// Opens no connection yet; call ``shutdown()`` when nothing more is to be sent.
    ///
    /// - Parameters:
    ///   - region: as in `eu-west-1`.
    ///   - endpoint: another than the region's own, as `https://host`: plain `http` shows everyone on the way the codes.
    ///   - senderID: what is shown as the sender where a country allows it.
    ///   - timeout: how long one message may take in all; 5 seconds. It must be less than `FlowLimits.sendTimeout`.
    ///   - logger: told of messages of which nobody knows whether they were sent, and why; never told number or text.
    ///   - time: dates the signatures.
    ///   - credentials: the access key, which needs `sns:Publish`.
    /// - Throws: ``SNSConfigurationError``.
    public init(
        region: String, endpoint: String? = nil, senderID: String? = nil, timeout: Duration = .seconds(5),
        logger: Logger? = nil, time: some TimeSource = SystemTimeSource(), credentials: @escaping CredentialSource
    ) throws(SNSConfigurationError) {
        self.endpoint = try SNSEndpoint(region: region, url: endpoint)
        if let senderID, !PublishRequest.isSenderID(senderID) { throw .senderID }
        (self.senderID, self.timeout, self.logger) = (senderID, timeout, logger)
        (self.time, self.credentials) = (time, credentials)
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,  // It would hand the code to whoever is named in it.
            timeout: .init(connect: .nanoseconds(Int64(min(.seconds(2), timeout / 2) / .nanoseconds(1)))),
            connectionPool: .init(idleTimeout: .seconds(15), concurrentHTTP1ConnectionsPerHostSoftLimit: 32))
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections; what is on its way ends with an error.
    public func shutdown() async throws { try await client.shutdown() }

    /// Sends one message.
    ///
    /// - Throws: ``SNSUnknownOutcome`` where nobody knows whether it was sent.
    public func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        try await publish(message.text, to: message.phoneNumber.e164)
    }

    func publish(_ text: String, to number: String) async throws -> DeliveryOutcome {
        do {
            return try await withThrowingTaskGroup(of: DeliveryOutcome.self) { group in
                group.addTask { try await exchange(PublishRequest(number: number, text: text, senderID: senderID)) }
                group.addTask {
                    try await Task.sleep(for: timeout)
                    throw SNSUnknownOutcome(cause: "no answer after \(timeout)")
                }
                defer { group.cancelAll() }
                return try await group.next() ?? .refused(reason: "SNS was not asked")
            }
        } catch {
            // An error of HTTP might quote a token.
            let unknown = error as? SNSUnknownOutcome ?? SNSUnknownOutcome(cause: Self.name(of: error))
            logger?.warning("a text message may or may not have been sent", metadata: ["cause": "\(unknown.cause)"])
            throw unknown
        }
    }

    private func exchange(_ request: PublishRequest) async throws -> DeliveryOutcome {
        let key: SigV4Credentials
        do { key = try await credentials() } catch {
            return .refused(reason: "SNS: no credentials (\(type(of: error)))")
        }
        guard [key.accessKeyID, key.sessionToken ?? "-"].allSatisfy(SNSEndpoint.isPlain) else {
            return .refused(reason: "SNS: the credentials are not printable ASCII")
        }
        let signed = endpoint.signed(request.form, with: key, at: time.now())
        var outgoing = HTTPClientRequest(url: endpoint.url)
        outgoing.method = .POST
        for (name, value) in signed.headers { outgoing.headers.add(name: name, value: value) }
        outgoing.body = .bytes(ByteBuffer(bytes: signed.body))
        let response: HTTPClientResponse
        // The race for the deadline ends it: AHC's own would not bound the body.
        do { response = try await client.execute(outgoing, deadline: .distantFuture) } catch {
            guard Self.neverConnected(error) else { throw error }
            return .refused(reason: "SNS: no connection (\(Self.name(of: error)))")
        }
        let body = try await response.body.collect(upTo: 65_536)
        return try PublishAnswer(status: Int(response.status.code), body: Array(body.readableBytesView)).outcome()
    }

    /// Whether there was no connection by which the request could have left.
    private static func neverConnected(_ error: any Error) -> Bool {
        let errors: [HTTPClientError] = [.connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout]
        return error is NIOConnectionError || (error as? IOError)?.errnoCode == ECONNREFUSED
            || (error as? HTTPClientError).map(errors.contains) ?? false
    }

    private static func name(of error: any Error) -> String {
        (error as? HTTPClientError)?.shortDescription ?? "\(type(of: error))"
    }
}
