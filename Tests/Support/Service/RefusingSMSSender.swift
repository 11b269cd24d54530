package import CognitoMFAService

/// A sender whose carrier takes no message.
package struct RefusingSMSSender: SMSSender {
    package init() {}

    package func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        .refused(reason: "the carrier takes no message")
    }
}
