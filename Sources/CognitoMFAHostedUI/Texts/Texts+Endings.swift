extension Texts {
    /// Sentences of the pages where something ends.
    public struct Endings: Sendable {
        /// Heading for a sign-in that timed out.
        public var expiredTitle: String
        /// Sentence for a sign-in that timed out.
        public var expired: String
        /// Heading for a request that is refused.
        public var badTitle: String
        /// Sentence for a request that is refused.
        public var bad: String
        /// Sentence for a browser without cookies.
        public var noCookies: String
        /// Sentence for a link that names no app client.
        public var incomplete: String
        /// Heading for too many tries.
        public var lockedTitle: String
        /// Error for a lock, with the time that is left.
        public var locked: @Sendable (String) -> String
        /// Sentence for a sign-in that wrong codes have ended.
        public var tooManyCodes: String
        /// Error for a limit without a known end.
        public var later: String
        /// Heading for a fault of the server.
        public var faultTitle: String
        /// Sentence for a fault of the server.
        public var fault: String
        /// Heading for an address without a page.
        public var absentTitle: String
        /// Sentence for an address without a page.
        public var absent: String

        /// Takes every sentence, so that a forgotten one does not compile.
        public init(
            expiredTitle: String, expired: String, badTitle: String, bad: String, noCookies: String, incomplete: String,
            lockedTitle: String, locked: @escaping @Sendable (String) -> String, tooManyCodes: String, later: String,
            faultTitle: String,
            fault: String, absentTitle: String, absent: String
        ) {
            self.expiredTitle = expiredTitle
            self.expired = expired
            self.badTitle = badTitle
            self.bad = bad
            self.noCookies = noCookies
            self.incomplete = incomplete
            self.lockedTitle = lockedTitle
            self.locked = locked
            self.tooManyCodes = tooManyCodes
            self.later = later
            self.faultTitle = faultTitle
            self.fault = fault
            self.absentTitle = absentTitle
            self.absent = absent
        }
    }
}
