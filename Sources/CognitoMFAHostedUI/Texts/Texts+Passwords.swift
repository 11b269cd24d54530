extension Texts {
    /// Sentences of the pages for new passwords.
    public struct Passwords: Sendable {
        /// Heading of the page for a password in place of a temporary one.
        public var newTitle: String
        /// Reason for a new password.
        public var newWhy: String
        /// Label of a new password.
        public var new: String
        /// Sentence above the rules for passwords.
        public var rules: String
        /// Rule about the length.
        public var length: @Sendable (Int) -> String
        /// Rule about capital letters.
        public var upper: String
        /// Rule about small letters.
        public var lower: String
        /// Rule about digits.
        public var digit: String
        /// Rule about symbols.
        public var symbol: String
        /// Error for a password that breaks a rule.
        public var refused: String
        /// Error that names the rules a password breaks.
        public var lacks: @Sendable (String) -> String
        /// Error for a former password.
        public var usedBefore: String
        /// Heading of the page for a forgotten password.
        public var forgottenTitle: String
        /// Sentence of the page for a forgotten password.
        public var forgottenWhy: String
        /// Button of the page for a forgotten password.
        public var sendCode: String
        /// Sentence that is the same for known and unknown names.
        public var onItsWay: String
        /// Message after another code was asked for, the same for known and unknown names.
        public var sentAgain: String
        /// Button that saves a new password.
        public var save: String
        /// Message for a user whose password must be reset.
        public var resetRequired: String
        /// Error for a missing attribute.
        public var value: String
        /// Button that shows a password.
        public var show: String
        /// Button that hides a password.
        public var hide: String

        /// Takes every sentence, so that a forgotten one does not compile.
        public init(
            newTitle: String, newWhy: String, new: String, rules: String, length: @escaping @Sendable (Int) -> String,
            upper: String, lower: String, digit: String, symbol: String, refused: String,
            lacks: @escaping @Sendable (String) -> String, usedBefore: String, forgottenTitle: String,
            forgottenWhy: String, sendCode: String, onItsWay: String, sentAgain: String, save: String,
            resetRequired: String,
            value: String, show: String, hide: String
        ) {
            self.newTitle = newTitle
            self.newWhy = newWhy
            self.new = new
            self.rules = rules
            self.length = length
            self.upper = upper
            self.lower = lower
            self.digit = digit
            self.symbol = symbol
            self.refused = refused
            self.lacks = lacks
            self.usedBefore = usedBefore
            self.forgottenTitle = forgottenTitle
            self.forgottenWhy = forgottenWhy
            self.sendCode = sendCode
            self.onItsWay = onItsWay
            self.sentAgain = sentAgain
            self.save = save
            self.resetRequired = resetRequired
            self.value = value
            self.show = show
            self.hide = hide
        }
    }
}
