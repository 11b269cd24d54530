extension Texts {
    /// Sentences of the pages that ask for a code.
    public struct Codes: Sendable {
        /// Heading for a code by text message.
        public var phoneTitle: String
        /// Heading for a code by e-mail.
        public var emailTitle: String
        /// Heading for a code of an app.
        public var appTitle: String
        /// Sentence that says where the code went, masked.
        public var sentTo: @Sendable (String) -> String
        /// Sentence that says how long ago the code was sent.
        public var sentAgo: @Sendable (String) -> String
        /// Sentence for a code that was sent within the last minute.
        public var sentJustNow: String
        /// Sentence that says how long the code is still good.
        public var validFor: @Sendable (String) -> String
        /// Sentence for a code that is no longer good.
        public var expired: String
        /// Sentence that says where the code of an app is.
        public var appHint: String
        /// Sentence with the name of the app's device.
        public var appName: @Sendable (String) -> String
        /// Label of a code.
        public var label: String
        /// Hint of a code.
        public var hint: String
        /// Button that sends another code.
        public var sendAgain: String
        /// Message after another code was sent.
        public var sentAgain: String
        /// Error for another code asked for too soon.
        public var nextSend: @Sendable (String) -> String
        /// Error for too many codes asked for.
        public var noMoreSends: String
        /// Error for a message that could not be sent.
        public var notSent: String
        /// Error for too many changes to another factor.
        public var noMoreSwitches: String
        /// Button that changes to another factor.
        public var otherFactor: String
        /// Error for a wrong code.
        public var wrong: String
        /// Sentence that says how many tries are left.
        public var triesLeft: @Sendable (Int) -> String
        /// Sentence about the clock of the phone.
        public var clockOff: String
        /// Error for a code that is not six digits.
        public var malformed: String
        /// Error for a code of an app that was used before.
        public var used: String
        /// Error for a code that came too late.
        public var runOut: String
        /// Heading of the choice among factors.
        public var chooseTitle: String
        /// Error for a choice that was not made.
        public var chooseFirst: String
        /// Choice of a text message.
        public var byMessage: String
        /// Choice of an e-mail.
        public var byEmail: String
        /// Choice of an app.
        public var byApp: String

        /// Takes every sentence, so that a forgotten one does not compile.
        public init(
            phoneTitle: String, emailTitle: String, appTitle: String, sentTo: @escaping @Sendable (String) -> String,
            sentAgo: @escaping @Sendable (String) -> String, sentJustNow: String,
            validFor: @escaping @Sendable (String) -> String, expired: String, appHint: String,
            appName: @escaping @Sendable (String) -> String, label: String, hint: String, sendAgain: String,
            sentAgain: String, nextSend: @escaping @Sendable (String) -> String, noMoreSends: String, notSent: String,
            noMoreSwitches: String,
            otherFactor: String, wrong: String, triesLeft: @escaping @Sendable (Int) -> String, clockOff: String,
            malformed: String, used: String, runOut: String, chooseTitle: String, chooseFirst: String,
            byMessage: String, byEmail: String, byApp: String
        ) {
            self.phoneTitle = phoneTitle
            self.emailTitle = emailTitle
            self.appTitle = appTitle
            self.sentTo = sentTo
            self.sentAgo = sentAgo
            self.sentJustNow = sentJustNow
            self.validFor = validFor
            self.expired = expired
            self.appHint = appHint
            self.appName = appName
            self.label = label
            self.hint = hint
            self.sendAgain = sendAgain
            self.sentAgain = sentAgain
            self.nextSend = nextSend
            self.noMoreSends = noMoreSends
            self.notSent = notSent
            self.noMoreSwitches = noMoreSwitches
            self.otherFactor = otherFactor
            self.wrong = wrong
            self.triesLeft = triesLeft
            self.clockOff = clockOff
            self.malformed = malformed
            self.used = used
            self.runOut = runOut
            self.chooseTitle = chooseTitle
            self.chooseFirst = chooseFirst
            self.byMessage = byMessage
            self.byEmail = byEmail
            self.byApp = byApp
        }
    }
}
