public import AuthFlow
public import CognitoMFACore
public import UserPoolModel

/// The result of one step of a sign-in on a page: a browser session, or the next challenge.
///
/// It never holds tokens; a page needs none.
public enum BrowserOutcome: Sendable, CustomStringConvertible {
    /// The user is signed in; the session goes into the browser's cookie.
    case signedIn(BrowserSession)
    /// The user must answer a challenge.
    case challenged(Challenge)

    /// The kind of outcome, without the session.
    public var description: String {
        switch self {
        case .signedIn: "signed in"
        case .challenged(let challenge): "challenged with \(challenge.name)"
        }
    }
}

/// The user of a browser session, and the proofs that it was won with.
public struct SignedInBrowser: Sendable {
    /// The user, as an access token would name them.
    public let principal: Principal
    /// When the user gave the password and the factors (`auth_time`).
    public let authenticatedAt: UnixTime
    /// The end of the session: one hour after the sign-in.
    public let expiresAt: UnixTime
    /// The second factors that were answered.
    public let factorsUsed: [MFAType]
    /// True within ten minutes of the sign-in; after that a page asks to confirm before it changes a factor (R88).
    public let isFresh: Bool

    init(_ browser: BrowserRecord, _ principal: Principal, at now: UnixTime) {
        self.principal = principal
        authenticatedAt = browser.authenticatedAt
        expiresAt = browser.endsAt
        factorsUsed = browser.factorsUsed.types
        isFresh = now < browser.authenticatedAt + AuthMachine.freshness
    }
}
