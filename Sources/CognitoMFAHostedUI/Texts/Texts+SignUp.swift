extension Texts {
    /// Sentences of the pages for a new account.
    public struct SignUp: Sendable {
        /// Heading.
        public var title: String
        /// Button.
        public var action: String
        /// Label of an address.
        public var email: String
        /// Link to the sign-in.
        public var haveAccount: String
        /// Error for a name that is taken.
        public var taken: String
        /// Error for a value that is refused.
        public var invalid: String
        /// Heading of the page for the code.
        public var confirmTitle: String
        /// Sentence of the page for the code.
        public var enterCode: String
        /// Message for a user who has not confirmed.
        public var unconfirmed: String
        /// Sentence for a user whom only an administrator confirms.
        public var administrator: String
        /// Message where nobody may sign up.
        public var closed: String

        /// Takes every sentence, so that a forgotten one does not compile.
        public init(
            title: String, action: String, email: String, haveAccount: String, taken: String, invalid: String,
            confirmTitle: String, enterCode: String, unconfirmed: String, administrator: String, closed: String
        ) {
            self.title = title
            self.action = action
            self.email = email
            self.haveAccount = haveAccount
            self.taken = taken
            self.invalid = invalid
            self.confirmTitle = confirmTitle
            self.enterCode = enterCode
            self.unconfirmed = unconfirmed
            self.administrator = administrator
            self.closed = closed
        }
    }
}
