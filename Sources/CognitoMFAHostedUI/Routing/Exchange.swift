import AuthFlow
import CognitoMFACore
import CognitoMFAHTTP
import CognitoMFAService
import UserPoolModel

/// One request and the state that its browser brought: cookies, flow and form.
struct Exchange {
    let seal: Seal
    let requestGuard: RequestGuard
    let random: any RandomSource
    let route: Route
    let isPost: Bool
    let now: UnixTime
    let pool: UserPool
    let client: AppClient
    let settings: PoolRecord
    /// The parameters of the addresses of this tab, `f` left out.
    let parameters: Form
    /// The id of the browser; a new one at the first page.
    private(set) var browser: BrowserID
    private let hadBrowser: Bool
    private var flows: Flows
    private let hadFlows: Bool
    /// The flow that the address names.
    private(set) var flow: Flow?
    /// The flow that the address names, where it has signed in.
    let finished: Flow?
    /// The name of a flow in the address.
    private let flowID: String?
    /// The session of a signed-in user, not yet checked.
    private(set) var session: BrowserSession?
    /// The session that the browser has, perhaps of another client: a sign-in ends it.
    let former: BrowserSession?
    private let hadSession: Bool
    /// The other parameters of the address, as in `logout_uri`.
    let query: Form
    private(set) var form: [String: String] = [:]
    /// True for the form of a sign-in from before this browser signed in, whose token went with the ids of then.
    private(set) var isPassed = false
    private var newBrowser: BrowserID?
    private var changesFlows = false
    private var newSession: BrowserSession??

    static let browserCookie = "__Host-mfa-browser"
    static let flowCookie = "__Host-mfa-flow"
    static let sessionCookie = "__Host-mfa-session"

    init(
        _ ui: HostedUI, route: Route, isPost: Bool, query: Form, cookies: Cookies, parameters: Form, flowID: String?,
        client: AppClient, settings: PoolRecord, session: BrowserSession?, former: BrowserSession?
    ) {
        seal = ui.seal
        requestGuard = ui.requestGuard
        random = ui.service.random
        now = ui.service.time.now()
        self.route = route
        self.isPost = isPost
        self.query = query
        self.parameters = parameters
        self.client = client
        self.settings = settings
        pool = ui.service.pool(client.userPoolID, client: client.id, secret: client.secret)
        let known = BrowserID(cookies.value(Self.browserCookie))
        hadBrowser = known != nil
        browser = known ?? BrowserID(random: random.bytes(count: 32, for: .nonce))
        let flowText = cookies.value(Self.flowCookie)
        hadFlows = flowText != nil
        flows = Flows(flowText, seal: seal, browser: browser, now: now)
        let digest = Self.digest(of: parameters)
        let named = flowID.flatMap { [flows] in flows[$0] }
        let ours = named.flatMap { $0.parametersDigest == digest ? $0 : nil }
        (flow, finished) = ours?.isFinished == true ? (nil, ours) : (ours, nil)
        self.flowID = flowID
        self.session = session
        self.former = former
        hadSession = !cookies.values(Self.sessionCookie).isEmpty
    }

    private static func digest(of parameters: Form) -> [UInt8] { Array(SHA256.hash(parameters.bytes).prefix(16)) }

    /// Reads the form of a POST, once its origin and its token are ours.
    ///
    /// - Throws: ``RequestRefusal``.
    mutating func takeForm(_ request: RequestMessage) throws(RequestRefusal) {
        try requestGuard.checkOrigin(request.fields)
        // The token went with the ids of before; nothing is done but to lead on.
        guard finished == nil else { return }
        guard hadBrowser else { throw .noCookies }
        let form = try requestGuard.form(request, of: route)
        guard let token = form["csrf"], seal.open(token, for: purpose(route, flowID), browser: browser) != nil else {
            guard route == .signIn, session != nil else { throw .bad }
            isPassed = true
            return
        }
        // Ours, and too late: without a session there is nothing to answer. Other forms hold all that they need.
        guard flow != nil || !route.needsFlow else { throw .flowLost }
        self.form = form
    }

    /// A form's token is good for one page of one flow.
    private func purpose(_ route: Route, _ flow: String?) -> String { "form \(flow ?? "") \(route.rawValue)" }

    // Addresses.

    /// Returns the address of a page in this tab.
    func address(_ route: Route) -> String { address(route, in: flow) }

    /// Returns the address of a new sign-in with the same parameters.
    var start: String { address(.signIn, in: nil) }

    private func address(_ route: Route, in flow: Flow?) -> String {
        var fields = parameters.fields
        if let flow { fields.append(Form.Field("f", flow.id)) }
        guard !fields.isEmpty else { return route.rawValue }
        return "\(route.rawValue)?\(String(decoding: Form(fields).bytes, as: UTF8.self))"
    }

    /// Returns the target of a form in this tab.
    func target(_ route: Route) -> FormTarget {
        FormTarget(
            address: address(route),
            token: seal.seal(random.bytes(count: 16, for: .nonce), for: purpose(route, flow?.id), browser: browser))
    }

    // Changes of what the browser keeps.

    /// Begins a flow, unless the tab has one; then it goes on with that.
    mutating func beginFlow() {
        guard flow == nil else { return }
        let id = HostedUI.letters(random.bytes(count: 8, for: .nonce))
        flow = Flow(id: id, parametersDigest: Self.digest(of: parameters), usedAt: now)
    }

    /// Changes the flow of this tab; begins one where there is none.
    mutating func changeFlow(_ change: (inout Flow) -> Void) {
        beginFlow()
        guard var flow else { return }
        change(&flow)
        flow.usedAt = now
        self.flow = flow
        flows.put(flow)
        changesFlows = true
    }

    /// Leaves a sentence for the page that follows.
    mutating func leave(_ kind: Notice.Kind, number: Int64 = 0) {
        changeFlow { $0.notice = Notice(kind, number: number) }
    }

    /// Ends the flow of this tab.
    mutating func endFlow() {
        guard let flow else { return }
        flows.remove(flow.id)
        self.flow = nil
        changesFlows = true
    }

    /// Takes a completed sign-in: new ids for browser and session, and no flow of before.
    ///
    /// Whoever knew the old id, or gave it to this browser, can do nothing with it. The flow's own addresses lead on.
    mutating func signIn(_ session: BrowserSession) {
        let done = flow?.finished(at: now)
        renewBrowser()
        if let done { flows.put(done) }
        self.session = session
        newSession = .some(session)
    }

    /// Forgets the session.
    mutating func signOut() {
        renewBrowser()
        session = nil
        newSession = .some(nil)
    }

    /// Forgets a session that holds no longer.
    mutating func dropSession() {
        session = nil
        newSession = .some(nil)
    }

    private mutating func renewBrowser() {
        browser = BrowserID(random: random.bytes(count: 32, for: .nonce))
        newBrowser = browser
        flows.removeAll()
        flow = nil
        changesFlows = true
    }

    /// The cookies to set, as values of headers.
    mutating func setCookies() -> [HeaderValue] {
        var cookies: [SetCookie?] = []
        if newBrowser != nil || !hadBrowser {
            cookies.append(try? SetCookie(Self.browserCookie, browser.text))
        }
        if changesFlows {
            if flows.flows.isEmpty {
                if hadFlows { cookies.append(try? SetCookie(Self.flowCookie, "", maxAge: 0)) }
            } else {
                let value = flows.cookie(seal: seal, browser: browser)
                cookies.append(
                    try? SetCookie(Self.flowCookie, value, maxAge: Int(flows.life.components.seconds)))
            }
        }
        if let newSession {
            if let session = newSession {
                let value = SessionCookie.value(session, of: client.id)
                cookies.append(try? SetCookie(Self.sessionCookie, value, maxAge: 3_600))
            } else if hadSession {
                cookies.append(try? SetCookie(Self.sessionCookie, "", maxAge: 0))
            }
        }
        return cookies.compactMap(\.self).map(\.headerValue)
    }
}

/// The cookie of a signed-in user: the app client, whose pool knows the session, and the session itself.
enum SessionCookie {
    static func value(_ session: BrowserSession, of client: AppClientID) -> String {
        "\(Base64.encodeURL(Array(client.text.utf8))).\(session.text)"
    }

    static func parse(_ text: String?) -> (client: AppClientID, session: BrowserSession)? {
        guard let parts = text?.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false),
            parts.count == 2,
            let bytes = try? Base64.decode(String(parts[0]), alphabet: .urlSafe), !bytes.isEmpty,
            let client = String(validating: bytes, as: UTF8.self), !parts[1].isEmpty
        else { return nil }
        return (AppClientID(client), BrowserSession(String(parts[1])))
    }
}
