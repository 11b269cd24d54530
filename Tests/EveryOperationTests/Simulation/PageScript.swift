import CognitoMFATesting

/// Calls one after the other of a user with a password, a number and an app, who is asked for text messages.
struct PageScript {
    private static let start: Int64 = 1_800_000_000_000
    private static let number = "+14155550100"

    var history: History
    private var instant = 0
    var now = Self.start

    init(_ rule: PoolRule = PoolRule(.optional, [.sms, .app]), switchedOn: Set<Factor> = [.sms]) {
        var ada = Premise.User(password: "p1")
        (ada.secret, ada.number, ada.switchedOn) = ("SECRET", Self.number, switchedOn)
        history = History(premise: Premise(pool: rule, users: ["ada": ada]))
    }

    mutating func add(
        _ request: Request, _ answer: Answer = .done, code: String? = nil, user: String = "ada",
        replaced: String? = nil, over instants: ClosedRange<Int>? = nil
    ) {
        let span = instants ?? instant + 1...instant + 2
        instant = max(instant, span.upperBound)
        history.observations.append(
            Observation(
                number: history.observations.count, user: user, request: request, answer: answer,
                span: .init(began: span.lowerBound, ended: span.upperBound, clock: now...now),
                messages: code.map { [Observation.Message(number: Self.number, code: $0)] } ?? [],
                replaced: replaced))
    }

    /// A sign-in up to the text message.
    mutating func begin(_ session: String = "s", code: String = "111111") {
        add(.signIn(password: "p1"), .challenge(.sms, session: session), code: code)
    }

    /// A further code for a session, after a time.
    mutating func resend(_ code: String, after seconds: Int64, for session: String = "s") {
        now += seconds * 1_000
        add(.sendNewCode(session: session), code: code)
    }

    mutating func guess(_ times: Int, in session: String = "s") {
        for _ in 0..<times {
            // Past the locks, which are R49's.
            now += 100_000
            add(
                .answer(session: session, .sms, PresentedCode("000000")),
                .refused("CodeMismatchException", "Invalid code or auth state for the user."))
        }
    }

    mutating func answer(_ code: String, in session: String = "s", _ answer: Answer? = nil) {
        add(
            .answer(session: session, .sms, PresentedCode(code)),
            answer ?? .tokens(access: "a-\(session)", refresh: nil))
    }

    /// A browser session of a user with no factor switched on.
    mutating func open(_ browser: String, replacing former: String? = nil) {
        add(.signIn(password: "p1"), .browser(browser), replaced: former)
    }

    var rules: Set<String> {
        var terms = Terms()
        (terms.skewMilliseconds, terms.sessionMilliseconds, terms.codeMilliseconds) = (0, 900_000, 900_000)
        return Set(Auditor(terms: terms).violations(in: history).map(\.rule))
    }
}
