public import UserPoolModel

extension Challenge {
    /// A code was sent, by text message or by e-mail.
    public struct CodeDelivery: Sendable {
        /// The session that the answer must carry.
        public let session: SessionHandle
        /// The user's real name.
        public let username: Username
        /// Where the code went, masked.
        public let delivery: CodeDeliveryDetails

        init(_ opened: OpenedSession, to destination: CodeDestination) {
            session = opened.handle
            username = opened.username
            delivery = CodeDeliveryDetails(destination)
        }
    }
}

extension Challenge.CodeDelivery: ChallengePayload {
    var parameters: [String: String] {
        [
            ChallengeParameter.userIDForSRP: username.text,
            ChallengeParameter.codeDeliveryMedium: delivery.deliveryMedium,
            ChallengeParameter.codeDeliveryDestination: delivery.destination,
        ]
    }
}
