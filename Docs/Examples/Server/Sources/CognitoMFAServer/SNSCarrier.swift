import ArgumentParser
import CognitoMFA
import CognitoMFASNS
import CognitoMFAWire
import Logging

/// A carrier of text messages, in place of an outbox.
enum SMSChoice: ExpressibleByArgument, Hashable {
    /// Amazon SNS, in a given region or in the server's own.
    case sns(region: String?)

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts[0] == "sns", parts.count == 1 || !parts[1].isEmpty else { return nil }
        self = .sns(region: parts.count == 2 ? String(parts[1]) : nil)
    }
}

/// The sender for Amazon SNS, made from the options.
///
/// Its access key has variables of its own, because AWS_ACCESS_KEY_ID names this server's administrator. A server on AWS
/// would pass the key of its role to `SNSSMSSender` instead.
struct SNSCarrier {
    let sender: SNSSMSSender
    private let logger: Logger

    /// The access key of SNS is missing, or a half of it.
    struct MissingKey: Error, CustomStringConvertible {
        let description =
            "--sms sns needs SNS_ACCESS_KEY_ID and SNS_SECRET_ACCESS_KEY, and SNS_SESSION_TOKEN if there is one."
    }

    /// Returns nil unless the options name SNS.
    init?(_ options: ServeCommand, region: String, environment: [String: String], logger: Logger) throws {
        guard case .sns(let chosen)? = options.sms else { return nil }
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        guard let id = variable("SNS_ACCESS_KEY_ID"), let secret = variable("SNS_SECRET_ACCESS_KEY") else {
            throw MissingKey()
        }
        let key = SigV4Credentials(
            accessKeyID: id, secretAccessKey: SecretAccessKey(secret), sessionToken: variable("SNS_SESSION_TOKEN"))
        self.logger = logger
        sender = try SNSSMSSender(
            region: chosen ?? region, endpoint: options.snsEndpoint, senderID: options.snsSenderID, logger: logger
        ) { key }
    }

    /// Closes the connections.
    func shutdown() async {
        do { try await sender.shutdown() } catch {
            logger.error("SNS was not shut down", metadata: ["cause": "\(error)"])
        }
    }
}
