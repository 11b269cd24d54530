/// A sentence that one request leaves for the page that follows.
struct Notice: Sendable, Hashable {
    /// The kind, as the cookie keeps it; zero means none.
    enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        case wrongCode = 1
        /// A wrong code that would be right at another time.
        case clockOff = 2
        case malformedCode = 3
        case usedCode = 4
        case runOutCode = 5
        case sentAgain = 6
        case tooSoon = 7
        case chooseFirst = 8
        case newKey = 9
        case switchedOff = 10
        case invalidPhone = 11
        case invalidEmail = 12
        case later = 13
        case locked = 14
        case changed = 15
        case passwordChanged = 16
        case confirmed = 17
        case signedOut = 18
        case resetRequired = 19
        case unconfirmed = 20
        case phoneVerified = 21
        case blocked = 22
        /// The message was refused where it should have been sent.
        case notSent = 30
        case noMoreSends = 31
        case noMoreSwitches = 32
        /// Wrong codes have ended the session.
        case tooManyCodes = 33
    }

    let kind: Kind
    /// The tries that are left, or a time in milliseconds since 1970; zero for neither.
    let number: Int64

    init(_ kind: Kind, number: Int64 = 0) { (self.kind, self.number) = (kind, number) }
}
