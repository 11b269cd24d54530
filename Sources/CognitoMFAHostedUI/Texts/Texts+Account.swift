extension Texts {
    /// Sentences of the pages of a signed-in user.
    public struct Account: Sendable {
        /// Heading.
        public var title: String
        /// Sentence that names the user.
        public var signedInAs: @Sendable (String) -> String
        /// Heading of the list of factors.
        public var factors: String
        /// Name of the factor by text message.
        public var message: String
        /// Name of the factor by e-mail.
        public var email: String
        /// Name of the factor by app.
        public var app: String
        /// State of a factor that is on.
        public var on: String
        /// State of a factor that is off.
        public var off: String
        /// Mark of the factor that is asked for first.
        public var preferred: String
        /// Mark of a verified number or address.
        public var verified: String
        /// Mark of a number or address that is not verified.
        public var unverified: String
        /// Value of a number or address that is absent.
        public var none: String
        /// Button that switches a factor on.
        public var turnOn: String
        /// Button that switches a factor off.
        public var turnOff: String
        /// Button that prefers a factor.
        public var prefer: String
        /// Sentence in place of the button for the last factor.
        public var lastFactor: String
        /// Link to the set-up of an app.
        public var setUpApp: String
        /// Link to the set-up of another app.
        public var replaceApp: String
        /// Link to the removal of the app.
        public var removeApp: String
        /// Link to the page for a number.
        public var changePhone: String
        /// Link to the page for a first number.
        public var addPhone: String
        /// Link to the page that verifies a number.
        public var verifyPhone: String
        /// Message after a change.
        public var changed: String
        /// Message after a number was verified.
        public var phoneChanged: String
        /// Sentence about the former number.
        public var oldPhoneStays: String
        /// Sentence about the former app.
        public var oldAppWorks: String
        /// Heading of the page that removes the app.
        public var removeTitle: String
        /// Sentence about sign-ins without the app.
        public var removeThen: String
        /// Sentence about sign-ins without the app where a factor is required.
        public var removeThenSetUp: String
        /// Heading of the page that asks for the password again.
        public var confirmTitle: String
        /// Reason for asking again.
        public var confirmWhy: String
        /// Error for a wrong password.
        public var wrongPassword: String
        /// Button that signs out here.
        public var signOut: String
        /// Heading of the page to sign out.
        public var signOutTitle: String
        /// Sentence about signing out here.
        public var signOutHere: String
        /// Button that signs out everywhere.
        public var signOutEverywhere: String

        /// Takes every sentence, so that a forgotten one does not compile.
        public init(
            title: String, signedInAs: @escaping @Sendable (String) -> String, factors: String, message: String,
            email: String, app: String, on: String, off: String, preferred: String, verified: String,
            unverified: String, none: String, turnOn: String, turnOff: String, prefer: String, lastFactor: String,
            setUpApp: String, replaceApp: String, removeApp: String, changePhone: String, addPhone: String,
            verifyPhone: String, changed: String, phoneChanged: String, oldPhoneStays: String, oldAppWorks: String,
            removeTitle: String, removeThen: String, removeThenSetUp: String, confirmTitle: String, confirmWhy: String,
            wrongPassword: String, signOut: String, signOutTitle: String, signOutHere: String,
            signOutEverywhere: String
        ) {
            self.title = title
            self.signedInAs = signedInAs
            self.factors = factors
            self.message = message
            self.email = email
            self.app = app
            self.on = on
            self.off = off
            self.preferred = preferred
            self.verified = verified
            self.unverified = unverified
            self.none = none
            self.turnOn = turnOn
            self.turnOff = turnOff
            self.prefer = prefer
            self.lastFactor = lastFactor
            self.setUpApp = setUpApp
            self.replaceApp = replaceApp
            self.removeApp = removeApp
            self.changePhone = changePhone
            self.addPhone = addPhone
            self.verifyPhone = verifyPhone
            self.changed = changed
            self.phoneChanged = phoneChanged
            self.oldPhoneStays = oldPhoneStays
            self.oldAppWorks = oldAppWorks
            self.removeTitle = removeTitle
            self.removeThen = removeThen
            self.removeThenSetUp = removeThenSetUp
            self.confirmTitle = confirmTitle
            self.confirmWhy = confirmWhy
            self.wrongPassword = wrongPassword
            self.signOut = signOut
            self.signOutTitle = signOutTitle
            self.signOutHere = signOutHere
            self.signOutEverywhere = signOutEverywhere
        }
    }
}
