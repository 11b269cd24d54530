import AsyncHTTPClient
public import CognitoMFA
public import CognitoMFAWire
import Foundation
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// A sender of text messages through Amazon SNS: one call of `Publish` for each message, as Cognito does.
///
/// - A message that SNS has taken is *accepted*.
/// - A message that was certainly not sent is *refused*: no credentials, no connection, or an answer of 4xx. SNS answers
///   4xx for an invalid number, a number that has opted out, wrong credentials and too many messages.
/// - In every other case the message may be on its way, so the call *throws*. These cases are 5xx, an answer that is not
///   from SNS, a broken connection, and no answer in time.
///
/// No message is sent twice. Only connecting is tried again, for two seconds or half the timeout.
public struct SNSSMSSender: SMSSender {
    /// A function that returns an access key.
    ///
    /// It is called for each message, so temporary keys work. It must honour cancellation.
    public typealias CredentialSource = @Sendable () async throws -> SigV4Credentials

    private let endpoint: SNSEndpoint
    private let senderID: String?
    private let timeout: Duration
    private let logger: Logger?
    private let time: any TimeSource
    private let credentials: CredentialSource
    private let client: HTTPClient

    /// Creates a sender without opening a connection; call ``shutdown()`` after the last message.
    ///
    /// - Parameters:
    ///   - region: the region, as in `eu-west-1`.
    ///   - endpoint: a URL in place of the region's own, as in `https://host`; plain `http` exposes the codes on the network.
    ///   - senderID: the sender that a phone shows, in countries that allow it.
    ///   - timeout: the time limit of one message, 5 seconds. It must be less than `FlowLimits.sendTimeout`.
    ///   - logger: receives a warning, with its cause, for each message that may or may not have been sent; never a number or text.
    ///   - time: the clock for the dates of signatures.
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

    /// Closes the connections; messages under way end with an error.
    public func shutdown() async throws { try await client.shutdown() }

    /// Sends one message.
    ///
    /// - Throws: ``SNSUnknownOutcome`` when the message may or may not have been sent.
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
            // An error of the HTTP client might quote a token.
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
        // The deadline outside ends it: AsyncHTTPClient's own does not cover the body.
        do { response = try await client.execute(outgoing, deadline: .distantFuture) } catch {
            guard Self.neverConnected(error) else { throw error }
            return .refused(reason: "SNS: no connection (\(Self.name(of: error)))")
        }
        let body = try await response.body.collect(upTo: 65_536)
        return try PublishAnswer(status: Int(response.status.code), body: Array(body.readableBytesView)).outcome()
    }

    /// True when there was no connection on which the request could have left.
    private static func neverConnected(_ error: any Error) -> Bool {
        let errors: [HTTPClientError] = [.connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout]
        return error is NIOConnectionError || (error as? IOError)?.errnoCode == ECONNREFUSED
            || (error as? HTTPClientError).map(errors.contains) ?? false
    }

    private static func name(of error: any Error) -> String {
        (error as? HTTPClientError)?.shortDescription ?? "\(type(of: error))"
    }
}
