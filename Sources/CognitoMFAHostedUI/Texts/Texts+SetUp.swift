extension Texts {
    /// Sentences of the pages that set a factor up.
    public struct SetUp: Sendable {
        /// Heading of the choice.
        public var title: String
        /// Reason for a second factor.
        public var why: String
        /// Sentence for a user who cannot set up a factor alone.
        public var nothing: String
        /// Heading of the page with the QR code.
        public var appTitle: String
        /// Sentence about apps.
        public var appWhy: String
        /// First step.
        public var scan: String
        /// Link that opens an app on this phone.
        public var onThisPhone: String
        /// Sentence above the key.
        public var orKey: String
        /// First step where there is no QR code.
        public var keyOnly: String
        /// Button that copies the key.
        public var copy: String
        /// Message after the key was copied.
        public var copied: String
        /// Second step.
        public var enterCode: String
        /// Label of the app's name.
        public var deviceName: String
        /// Description of the QR code for people who do not see it.
        public var qrDescription: String
        /// Advice about the clock of the phone.
        public var clock: String
        /// Button of the page with the QR code.
        public var confirm: String
        /// Error after too many wrong codes.
        public var newKey: String
        /// Error for a factor that was switched off meanwhile.
        public var switchedOff: String
        /// Heading of the page for a phone number.
        public var phoneTitle: String
        /// Reason for a phone number.
        public var phoneWhy: String
        /// Label of a phone number.
        public var phone: String
        /// Hint of a phone number.
        public var phoneHint: String
        /// Error for a wrong phone number.
        public var phoneInvalid: String
        /// Heading of the page for an address.
        public var emailTitle: String
        /// Error for a wrong address.
        public var emailInvalid: String
        /// Link from the code of a new address back to the page for it.
        public var changeEmail: String

        /// Takes every sentence, so that a forgotten one does not compile.
        public init(
            title: String, why: String, nothing: String, appTitle: String, appWhy: String, scan: String,
            onThisPhone: String, orKey: String, keyOnly: String, copy: String, copied: String, enterCode: String,
            deviceName: String,
            qrDescription: String, clock: String, confirm: String, newKey: String, switchedOff: String,
            phoneTitle: String, phoneWhy: String, phone: String, phoneHint: String, phoneInvalid: String,
            emailTitle: String, emailInvalid: String, changeEmail: String
        ) {
            self.title = title
            self.why = why
            self.nothing = nothing
            self.appTitle = appTitle
            self.appWhy = appWhy
            self.scan = scan
            self.onThisPhone = onThisPhone
            self.orKey = orKey
            self.keyOnly = keyOnly
            self.copy = copy
            self.copied = copied
            self.enterCode = enterCode
            self.deviceName = deviceName
            self.qrDescription = qrDescription
            self.clock = clock
            self.confirm = confirm
            self.newKey = newKey
            self.switchedOff = switchedOff
            self.phoneTitle = phoneTitle
            self.phoneWhy = phoneWhy
            self.phone = phone
            self.phoneHint = phoneHint
            self.phoneInvalid = phoneInvalid
            self.emailTitle = emailTitle
            self.emailInvalid = emailInvalid
            self.changeEmail = changeEmail
        }
    }
}
