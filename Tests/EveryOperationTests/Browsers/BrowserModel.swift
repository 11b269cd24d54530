/// One step of the sequences: a call of one of two browsers, of the user elsewhere, or of an administrator.
enum BrowserStep: Hashable, Sendable {
    enum Browser: Int, Hashable, Sendable, CaseIterable {
        case one, two
        var other: Browser { self == .one ? .two : .one }
    }

    enum Mode: Hashable, Sendable, CaseIterable {
        case off, optional, on
    }

    /// A sign-in on a page, over the session that the browser has; the app's code is given where it is asked for.
    case open(Browser)
    /// The password once more, with the app's code where it is asked for.
    case confirm(Browser)
    case end(Browser)
    case changePassword(Browser)
    case signOutEverywhere(Browser)
    /// An app is registered and preferred.
    case addApp(Browser)
    case removeApp(Browser)
    /// A change of password by an access token.
    case changePasswordElsewhere
    /// An administrator disables the user and enables them again.
    case disable
    case removeAppByAdministrator
    case pool(Mode)
    case hour

    static let all: [BrowserStep] =
        Browser.allCases.flatMap { browser -> [BrowserStep] in
            [
                .open(browser), .confirm(browser), .end(browser), .changePassword(browser),
                .signOutEverywhere(browser), .addApp(browser), .removeApp(browser),
            ]
        } + Mode.allCases.map { .pool($0) } + [.changePasswordElsewhere, .disable, .removeAppByAdministrator, .hour]
}

extension BrowserStep: CustomStringConvertible {
    /// The kind of step.
    var name: String {
        switch self {
        case .open: "open"
        case .confirm: "confirm"
        case .end: "end"
        case .changePassword: "change the password"
        case .signOutEverywhere: "sign out everywhere"
        case .addApp: "add an app"
        case .removeApp: "remove the app"
        case .changePasswordElsewhere: "change the password elsewhere"
        case .disable: "disable and enable"
        case .removeAppByAdministrator: "remove the app as an administrator"
        case .pool: "pool"
        case .hour: "an hour"
        }
    }

    /// The kind of step and its browser or setting.
    var description: String {
        switch self {
        case .open(let browser), .confirm(let browser), .end(let browser), .changePassword(let browser),
            .signOutEverywhere(let browser), .addApp(let browser), .removeApp(let browser):
            "\(name) in \(browser)"
        case .pool(let mode): "\(name) \(mode)"
        default: name
        }
    }
}

/// The rules of browser sessions in one value (R130, decision 0033): which of two browsers is signed in; nothing of the
/// library's.
struct BrowserModel: Hashable, Sendable {
    typealias Browser = BrowserStep.Browser

    /// A rule left out on purpose: a model without it must be contradicted.
    enum Flaw: Sendable, CaseIterable {
        case endIsForgotten, passwordEndsNobody, passwordEndsTheCaller, signOutEndsTheCallerOnly
        case tableIsNotAsked, removedAppIsForgotten, hourIsForgotten, disablingIsForgotten, openedByPasswordAlone
        case factorChangeForgotten
    }

    /// A session that nothing has ended yet.
    struct Session: Hashable, Sendable {
        var isWonWithApp: Bool
        /// The changes of password that it has lived through, as their own caller.
        var ownChanges = 0
    }

    var sessions: [Browser: Session] = [:]
    var mode = BrowserStep.Mode.optional
    var hasApp = false
    var isStrict = false
    var passwords = 0
    var flaw: Flaw?

    /// True where the sign-in asks for the app.
    private var isAppDemanded: Bool { mode != .off && hasApp }
    /// True where nobody gets in without setting a factor up.
    private var isSetUpDemanded: Bool { mode == .on && !hasApp }

    /// True when the browser is answered as its user's.
    func isSignedIn(_ browser: Browser) -> Bool {
        guard let session = sessions[browser] else { return false }
        if flaw == .tableIsNotAsked { return true }
        if isSetUpDemanded { return flaw == .removedAppIsForgotten && session.isWonWithApp }
        return !isAppDemanded || session.isWonWithApp
    }

    /// Takes a step, and returns true when it must succeed.
    mutating func take(_ step: BrowserStep) -> Bool {
        switch step {
        case .open(let browser): return open(browser)
        case .confirm(let browser):
            return isSignedIn(browser) && open(browser)
        case .end(let browser):
            if flaw != .endIsForgotten { sessions[browser] = nil }
            return true
        case .changePassword(let browser):
            guard isSignedIn(browser) else { return false }
            passwords = 1 - passwords
            if flaw != .passwordEndsNobody { sessions[browser.other] = nil }
            if flaw == .passwordEndsTheCaller { sessions[browser] = nil }
            if var session = sessions[browser] {
                session.ownChanges = min(2, session.ownChanges + 1)
                sessions[browser] = session
            }
            return true
        case .signOutEverywhere(let browser):
            guard isSignedIn(browser) else { return false }
            sessions = flaw == .signOutEndsTheCallerOnly ? sessions.filter { $0.key != browser } : [:]
            return true
        case .addApp(let browser):
            guard isSignedIn(browser), !hasApp, mode != .off else { return false }
            hasApp = true
            factorsChanged(by: browser)
            return true
        case .removeApp(let browser):
            guard isSignedIn(browser), hasApp else { return false }
            hasApp = false
            factorsChanged(by: browser)
            return true
        case .changePasswordElsewhere: return changePasswordElsewhere()
        case .disable:
            if flaw != .disablingIsForgotten { sessions = [:] }
            return true
        case .removeAppByAdministrator:
            if hasApp { factorsChanged(by: nil) }
            hasApp = false
            return true
        case .pool(let mode):
            self.mode = mode
            return true
        case .hour:
            if flaw != .hourIsForgotten { sessions = [:] }
            return true
        }
    }

    private mutating func open(_ browser: Browser) -> Bool {
        guard !isSetUpDemanded else {
            if flaw == .openedByPasswordAlone { sessions[browser] = Session(isWonWithApp: true) }
            return flaw == .openedByPasswordAlone
        }
        sessions[browser] = Session(isWonWithApp: isAppDemanded)
        return true
    }

    private mutating func changePasswordElsewhere() -> Bool {
        // It takes a sign-in with tokens first.
        guard !isSetUpDemanded else { return false }
        passwords = 1 - passwords
        if flaw != .passwordEndsNobody { sessions = [:] }
        return true
    }

    /// In `strict` a change of factors ends the other sign-ins.
    private mutating func factorsChanged(by browser: Browser?) {
        guard isStrict, flaw != .factorChangeForgotten else { return }
        sessions = sessions.filter { $0.key == browser }
    }
}
