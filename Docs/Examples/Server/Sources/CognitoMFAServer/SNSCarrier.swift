import ArgumentParser
import CognitoMFA
import CognitoMFASNS
import CognitoMFAWire
import Logging

/// Who carries text messages, where it is no outbox.
enum SMSChoice: ExpressibleByArgument, Hashable {
    /// Amazon SNS, in a region or in the server's own.
    case sns(region: String?)

    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts[0] == "sns", parts.count == 1 || !parts[1].isEmpty else { return nil }
        self = .sns(region: parts.count == 2 ? String(parts[1]) : nil)
    }
}

/// SNS as the options have it.
///
/// Its access key has variables of its own, for AWS_ACCESS_KEY_ID is this server's administrator. A host on AWS gives
/// `SNSSMSSender` the key of its role in place of them.
struct SNSCarrier {
    let sender: SNSSMSSender
    private let logger: Logger

    /// The key of SNS is not there, or half of it.
    struct MissingKey: Error, CustomStringConvertible {
        let description =
            "--sms sns needs SNS_ACCESS_KEY_ID and SNS_SECRET_ACCESS_KEY, and SNS_SESSION_TOKEN if there is one."
    }

    /// Nil unless SNS was chosen.
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
