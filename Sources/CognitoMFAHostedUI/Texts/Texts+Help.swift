extension Texts {
    /// Sentences of the page for users who have lost their phone.
    public struct Help: Sendable {
        /// Heading.
        public var title: String
        /// Sentence about other factors.
        public var tryOther: String
        /// Sentence with the contact.
        public var ask: @Sendable (String) -> String
        /// Sentence without a contact.
        public var askOperator: String
        /// Sentence about the check of identity.
        public var identity: String

        /// Takes every sentence, so that a forgotten one does not compile.
        public init(
            title: String, tryOther: String, ask: @escaping @Sendable (String) -> String, askOperator: String,
            identity: String
        ) {
            self.title = title
            self.tryOther = tryOther
            self.ask = ask
            self.askOperator = askOperator
            self.identity = identity
        }
    }
}
