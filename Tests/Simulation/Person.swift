package import CognitoMFATesting

/// The knowledge of one user's clients: passwords, the phone with its messages, the app.
///
/// An insider uses only the passwords.
package struct Person: Sendable {
    /// The passwords, newest first; after a lost reply the first two are both possible.
    package var passwords: [String]
    /// The secret of the app in use, in Base32.
    package var secret: String?
    /// The last secret given to the signed-in user, not yet proved.
    package var pending: String?
    /// Every secret ever given out for the user.
    package var secrets: [String: [UInt8]] = [:]
    package var number: String?
    /// Every number the user has had.
    package var numbers: Set<String> = []
    package var inbox: [Observation.Message] = []
    /// The code of the app that was shown last.
    package var lastCode: PresentedCode?

    package init(password: String) { passwords = [password] }
}

/// The page that makes a call of a sign-in.
package struct Page: Sendable {
    /// The session that the browser has had so far.
    var replaced: String?
}

/// A session that a client has received.
package struct HeldSession: Sendable {
    enum Kind: Sendable {
        case challenge(Answer.Challenge)
        /// A set-up with a secret to prove, in Base32.
        case associated(String)
        /// A set-up whose secret is proved.
        case proved
    }

    let handle: String
    let kind: Kind
    /// The code that was sent for it; only the owner has the phone.
    var code: String?
    /// The page that the sign-in is on; nil for a client that wants tokens.
    var page: Page?
    var isSpent = false
}

/// Counts of the events in a run; tests require that the interesting ones occur.
package struct Tally: Sendable, Equatable {
    package var faults: [Plan.Fault.Kind: Int] = [:]
    package var conflicts = 0
    package var counts: [String: Int] = [:]

    package init() {}

    package mutating func count(_ kind: Plan.Fault.Kind) { faults[kind, default: 0] += 1 }
    package mutating func count(_ what: String) { counts[what, default: 0] += 1 }

    package mutating func add(_ other: Tally) {
        faults.merge(other.faults, uniquingKeysWith: +)
        counts.merge(other.counts, uniquingKeysWith: +)
        conflicts += other.conflicts
    }

    /// Counts the calls and answers of a history.
    package mutating func count(_ history: [Observation]) {
        for call in history {
            count("calls")
            switch (call.request, call.answer) {
            case (_, .lost): count("calls lost in a crash")
            case (.signIn, .tokens): count("grants by password")
            case (.answer(_, .app, _), .tokens): count("grants by app")
            case (.answer(_, .sms, _), .tokens): count("grants by SMS")
            case (.finishSetUp, .tokens): count("grants by set-up")
            case (.refresh, .tokens): count("refreshes")
            case (.sendNewCode, .done): count("further codes")
            case (.sendNewCode, .refused): count("further codes refused")
            case (.useAnotherFactor, .challenge): count("changes of factor")
            case (.signIn, .browser): count("browser sessions by password")
            case (.answer, .browser): count("browser sessions by a factor")
            case (.readBrowser, .done): count("browser sessions read")
            case (.readBrowser, .refused): count("ended browser sessions met")
            case (.reauthenticate, let answer) where answer.isAccepted: count("confirmations in a browser")
            case (.endBrowser, .done): count("browser sessions ended")
            case (.verify, let answer) where answer.isAccepted: count("apps proved")
            case (.configure, .done): count("pool changes")
            case (.signOut, .done), (.enable(false), .done): count("sign-outs and disablings")
            case (.delete, .done): count("deletions")
            case (.create, .done): count("creations")
            case (.join, .done), (.leave, .done): count("membership changes")
            case (.deleteGroup, .done): count("deletions of groups")
            case (.changePassword, .done), (.setPassword, .done), (.recover, .done): count("password changes")
            case (.setNumber, .done): count("number changes")
            case (.verifyNumber, .done): count("numbers verified")
            case (.revoke, .done): count("revocations")
            default: break
            }
            if call.groups?.isEmpty == false { count("tokens that name groups") }
            count(refusal: call.answer)
        }
    }

    private mutating func count(refusal answer: Answer) {
        guard case .refused(let code, let text) = answer else { return }
        if answer.isWrongCode { count("wrong or used codes") }
        if answer.isWrongPassword { count("wrong passwords") }
        if answer.isLock { count("locks met") }
        if answer.isReuse { count("reuse of refresh tokens found") }
        if answer.isWrongSetUpCode { count("wrong set-up codes") }
        if text.utf8.elementsEqual("Your software token has already been used once.".utf8) { count("used codes") }
        if text.hasSuffix("session is expired.") || text.hasPrefix("Invalid code provided") { count("expired") }
        if text.hasSuffix("used once.") && text.hasPrefix("Invalid session") { count("used sessions") }
        if text.hasSuffix("has been revoked") { count("revoked tokens met") }
        if text == "User is disabled." { count("disabled users met") }
        if code == "UserLambdaValidationException" { count("refusals by a trigger") }
        if code == "InternalErrorException" { count("internal errors") }
    }
}
