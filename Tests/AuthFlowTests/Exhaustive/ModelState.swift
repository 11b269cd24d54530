import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

/// A second factor of the small world.
enum ModelFactor: Int, Hashable, Sendable, CaseIterable {
    case text, app

    var type: MFAType { self == .text ? .sms : .softwareToken }
}

/// Failures as the guide counts them, in seconds: from the fifth on a lock of 1, 2, 4 and so on to 900 s.
struct FailureCount: Hashable {
    var count = 0
    var last: Int64?
    var until: Int64?

    /// The last moment at which something happened.
    var quietSince: Int64? { [last, until].compactMap(\.self).max() }

    func isLocked(at now: Int64) -> Bool { count >= 5 && until.map { now < $0 } ?? false }

    mutating func miss(at now: Int64) {
        if let quietSince, now - quietSince >= 900 { count = 0 }
        count += 1
        last = now
        guard count >= 5 else { return }
        var lock: Int64 = 1
        for _ in 5..<count where lock < 900 { lock *= 2 }
        until = max(until ?? 0, now + min(lock, 900))
    }
}

/// A secret that waits for its first code.
struct WaitingSecret: Hashable {
    let secret: Int
    let since: Int64
    var wrong = 0
}

/// The messages, wrong codes and changes of factor of one sign-in; its next session inherits them.
struct SignInCounts: Hashable {
    var sends = 0
    var lastSend: Int64 = 0
    var wrong = 0
    var switches = 0

    /// The refusal of a further message: three in all, with 30 and 60 seconds between.
    func refusal(at now: Int64) -> CognitoError? {
        guard sends < 3 else { return .tooManySends }
        let wait: Int64 = sends > 1 ? 60 : 30
        let end = UnixTime(seconds: lastSend + wait)
        return sends > 0 && now - lastSend < wait ? .attemptLimitExceeded(until: end) : nil
    }

    /// The uses that are left once a factor is answered.
    var answered: SignInCounts { SignInCounts(switches: switches) }
}

/// A session that a client holds, with all that was proved in it.
struct HeldSession {
    enum Kind: Int, Hashable { case newPassword, select, text, app, setUp, setUpDone }

    let slot: Int
    let kind: Kind
    let firstFactorAt: Int64
    let proved: Set<ModelFactor>
    var choices: [ModelFactor] = []
    /// Where the code went, until when it is good, and how often it was mistyped.
    var number: Int?
    var until: Int64 = 0
    var wrong = 0
    var waiting: WaitingSecret?
    var counts = SignInCounts()
    /// The slot of the code that took the first one's place.
    var newCode: Int?
    /// The part that the client shows; the service's own.
    var locator: SessionLocator?

    /// R31: the client's fifteen minutes end with the chain's.
    var expiresAt: Int64 { firstFactorAt + 900 }
}

/// The tokens of one sign-in.
struct HeldTokens {
    let slot: Int
    let since: Int64
    /// Ended by a sign-out, an administrator or a change of factors.
    var isEnded = false
    /// Ended by RevokeToken.
    var isRevoked = false
    var principal: Principal?
    var family: FamilyRecord?
}

/// A code outside sign-in.
struct AwaitedCode: Hashable {
    let slot: Int
    let number: Int
    let until: Int64
    var wrong = 0
    var setsNumber = false

    func isGood(at now: Int64) -> Bool { now < until && wrong < 5 }
}

/// The beliefs of an observer who knows the rules, and none of the machine's code, about one user and her clients.
struct ModelState {
    struct App: Hashable {
        let secret: Int
        var lastStep: Int64
    }

    struct Check: Hashable {
        let password: Int
        var isStale = false
    }

    var isEnabled = true
    var status = UserStatus.confirmed
    var password = 0
    var oldPassword: Int?
    /// A right password whose slow check is under way.
    var check: Check?
    var number: Int?
    var isNumberVerified = false
    var enabled: Set<ModelFactor> = []
    var preferred: ModelFactor?
    var app: App?
    /// The secret that was replaced or removed last.
    var oldApp: Int?
    /// The secret given to the holder of a token, and whose it is.
    var pending: (owner: Int, waiting: WaitingSecret)?
    var passwords = FailureCount()
    var codes = FailureCount()
    /// Wrong codes in a row, by factor.
    var inARow: [ModelFactor: Int] = [:]
    /// The numbers of open sessions and of sign-ins' tokens that the user's clients hold; older ones are forgotten.
    let held: Int
    /// True in a search that asks for further codes, where the age of a message tells states apart.
    var tracksCounts = false
    /// Open sessions that clients hold, newest first.
    var handles: [HeldSession] = []
    /// The session that ended last.
    var spent: HeldSession?
    /// Newest first.
    var tokens: [HeldTokens] = []
    var numberCode: AwaitedCode?
    var recovery: AwaitedCode?
    var recoveryMisses = 0

    init(number: Int?, held: Int) {
        self.number = number
        self.held = held
    }

    mutating func end(where isOver: (HeldSession) -> Bool) {
        if let newest = handles.first(where: isOver) { spent = newest }
        handles.removeAll(where: isOver)
    }

    mutating func open(_ handle: HeldSession) {
        handles.insert(handle, at: 0)
        handles.removeLast(max(0, handles.count - held))
    }

    /// Sessions that have run out are dead.
    mutating func timePassed(to now: Int64) { end { $0.expiresAt <= now } }
}
