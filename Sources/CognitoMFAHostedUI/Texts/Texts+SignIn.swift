extension Texts {
    /// Sentences of the page for name and password.
    public struct SignIn: Sendable {
        /// Heading.
        public var title: String
        /// Label of the name.
        public var name: String
        /// Label of the name where it is an e-mail address.
        public var email: String
        /// Label of the password.
        public var password: String
        /// Button.
        public var action: String
        /// Link to the page for a forgotten password.
        public var forgotten: String
        /// Link to the page for a new account.
        public var signUp: String
        /// Error for a wrong name or password.
        public var wrong: String
        /// Error for an empty field.
        public var missing: String
        /// Message after a new password was set.
        public var passwordChanged: String
        /// Message after a sign-up was confirmed.
        public var confirmed: String
        /// Message after a change that asks for another sign-in.
        public var changed: String
        /// Message after signing out.
        public var signedOut: String
        /// Error for a user who may not sign in, with the contact.
        public var blocked: @Sendable (String) -> String
        /// Error for a user who may not sign in, without a contact.
        public var blockedWithoutContact: String
        /// Heading of the last page.
        public var finished: String
        /// Link of the last page, with the name of the place it leads to.
        public var backTo: @Sendable (String) -> String

        /// Takes every sentence, so that a forgotten one does not compile.
        public init(
            title: String, name: String, email: String, password: String, action: String, forgotten: String,
            signUp: String, wrong: String, missing: String, passwordChanged: String, confirmed: String,
            changed: String, signedOut: String, blocked: @escaping @Sendable (String) -> String,
            blockedWithoutContact: String, finished: String, backTo: @escaping @Sendable (String) -> String
        ) {
            self.title = title
            self.name = name
            self.email = email
            self.password = password
            self.action = action
            self.forgotten = forgotten
            self.signUp = signUp
            self.wrong = wrong
            self.missing = missing
            self.passwordChanged = passwordChanged
            self.confirmed = confirmed
            self.changed = changed
            self.signedOut = signedOut
            self.blocked = blocked
            self.blockedWithoutContact = blockedWithoutContact
            self.finished = finished
            self.backTo = backTo
        }
    }
}
