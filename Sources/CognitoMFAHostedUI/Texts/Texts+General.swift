extension Texts {
    /// Sentences and words of every page.
    public struct General: Sendable {
        /// Heading of the box that tells of an error.
        public var problemTitle: String
        /// Prefix of a page's title and of a field's error.
        public var errorPrefix: String
        /// Button that goes on.
        public var continueAction: String
        /// Button that gives up a step.
        public var cancel: String
        /// Link to the page before.
        public var back: String
        /// Button that begins a new sign-in.
        public var startAgain: String
        /// Link to help.
        public var help: String
        /// Button that ends this sign-in.
        public var anotherAccount: String
        /// Link to the privacy policy.
        public var privacy: String
        /// Link to the terms of use.
        public var terms: String
        /// Reference number of an error for customer service.
        public var reference: @Sendable (String) -> String
        /// Span of seconds.
        public var seconds: @Sendable (Int) -> String
        /// Span of minutes.
        public var minutes: @Sendable (Int) -> String
        /// Span of hours.
        public var hours: @Sendable (Int) -> String

        /// Takes every sentence, so that a forgotten one does not compile.
        public init(
            problemTitle: String, errorPrefix: String, continueAction: String, cancel: String, back: String,
            startAgain: String, help: String, anotherAccount: String, privacy: String, terms: String,
            reference: @escaping @Sendable (String) -> String, seconds: @escaping @Sendable (Int) -> String,
            minutes: @escaping @Sendable (Int) -> String, hours: @escaping @Sendable (Int) -> String
        ) {
            self.problemTitle = problemTitle
            self.errorPrefix = errorPrefix
            self.continueAction = continueAction
            self.cancel = cancel
            self.back = back
            self.startAgain = startAgain
            self.help = help
            self.anotherAccount = anotherAccount
            self.privacy = privacy
            self.terms = terms
            self.reference = reference
            self.seconds = seconds
            self.minutes = minutes
            self.hours = hours
        }
    }
}
