import CognitoMFATesting
import Testing

/// The Auditor over histories of pages written by hand: further codes, other factors, browser sessions.
@Suite struct PageAuditTests {
    private static let start: Int64 = 1_800_000_000_000
    private static let number = "+14155550100"

    /// Calls one after the other of a user with a password, a number and an app, who is asked for text messages.
    private struct Script {
        var history: History
        private var instant = 0
        var now = PageAuditTests.start

        init(_ rule: PoolRule = PoolRule(.optional, [.sms, .app]), switchedOn: Set<Factor> = [.sms]) {
            var ada = Premise.User(password: "p1")
            (ada.secret, ada.number, ada.switchedOn) = ("SECRET", PageAuditTests.number, switchedOn)
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
                    messages: code.map { [Observation.Message(number: PageAuditTests.number, code: $0)] } ?? [],
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

    // R66, R70
    @Test func theCodeBeforeAFurtherOne() {
        var script = Script()
        script.begin()
        script.resend("222222", after: 30)
        var old = script
        script.answer("222222")
        #expect(script.rules.isEmpty)
        old.answer("111111")
        #expect(old.rules == ["R66"])
    }

    // R66: of a further code whose answer was lost, and of one that overlaps, either may count.
    @Test(arguments: ["111111", "222222"]) func aFurtherCodeThatMayHaveGoneOut(_ code: String) {
        var lost = Script()
        lost.begin()
        lost.now += 30_000
        lost.add(.sendNewCode(session: "s"), .lost, code: "222222")
        lost.answer(code)
        #expect(lost.rules.isEmpty)
        var overlapping = Script()
        overlapping.begin()
        overlapping.now += 30_000
        overlapping.add(.sendNewCode(session: "s"), code: "222222", over: 10...20)
        overlapping.add(
            .answer(session: "s", .sms, PresentedCode(code)), .tokens(access: "a", refresh: nil), over: 12...15)
        #expect(overlapping.rules.isEmpty)
    }

    // R55
    @Test func threeMessagesWithWaitsBetween() {
        var script = Script()
        script.begin()
        script.resend("222222", after: 30)
        script.resend("333333", after: 60)
        #expect(script.rules.isEmpty)
        var fourth = script
        fourth.resend("444444", after: 120)
        #expect(fourth.rules == ["R55"])
        for waits in [[29, 60], [30, 59]] as [[Int64]] {
            var early = Script()
            early.begin()
            for wait in waits { early.resend("222222", after: wait) }
            #expect(early.rules == ["R55"], "\(waits)")
        }
        // A new sign-in is another one.
        script.begin("t")
        #expect(script.rules.isEmpty)
    }

    // R53: neither a further code nor another factor gives a fresh count.
    @Test(arguments: [false, true]) func wrongTriesAreCarriedOver(_ isSwitched: Bool) {
        var script = Script()
        script.begin()
        script.guess(4)
        if isSwitched {
            script.add(.useAnotherFactor(session: "s", .app), .challenge(.app, session: "t"))
            script.now += 60_000
            script.add(.useAnotherFactor(session: "t", .sms), .challenge(.sms, session: "u"), code: "222222")
        } else {
            script.resend("222222", after: 60)
        }
        let session = isSwitched ? "u" : "s"
        script.guess(1, in: session)
        #expect(script.rules.isEmpty)
        var right = script
        right.answer("222222", in: session)
        #expect(right.rules.contains("R53"))
        script.guess(1, in: session)
        #expect(script.rules == ["R53"])
    }

    // R53
    @Test func sixChangesOfFactor() {
        var script = Script()
        script.begin("s0")
        for place in 0..<5 {
            script.add(.useAnotherFactor(session: "s\(place)", .app), .challenge(.app, session: "s\(place + 1)"))
        }
        #expect(script.rules.isEmpty)
        script.add(.useAnotherFactor(session: "s5", nil), .challenge(.choice, session: "s6"))
        #expect(script.rules == ["R53"])
    }

    // R82: a change of factor proves nothing.
    @Test func aChangeOfFactorThatLetsTheUserIn() {
        var script = Script()
        script.begin()
        script.add(.useAnotherFactor(session: "s", .app), .tokens(access: "a", refresh: nil))
        #expect(script.rules == ["R82"])
    }

    // R36
    @Test func aRefusedChangeOfFactorLosesNothing() {
        var script = Script()
        script.begin()
        script.add(
            .useAnotherFactor(session: "s", nil),
            .refused("InvalidParameterException", "There is no other MFA type to change to."))
        var lost = script
        script.answer("111111")
        #expect(script.rules.isEmpty)
        let gone = Answer.refused(
            "NotAuthorizedException", "Invalid session for the user, session can only be used once.")
        lost.answer("111111", gone)
        #expect(lost.rules == ["R36"])
    }

    // R28, R29, R36, R23
    @Test func aFurtherCodeForASessionThatWaitsForNone() {
        var script = Script()
        script.add(.sendNewCode(session: "x"))
        #expect(script.rules == ["R28"])
        var app = Script()
        app.add(.signIn(password: "p1"), .challenge(.app, session: "s"))
        app.add(.sendNewCode(session: "s"))
        #expect(app.rules == ["R29"])
        var spent = Script()
        spent.begin()
        spent.answer("111111")
        spent.resend("222222", after: 30)
        #expect(spent.rules == ["R36"])
        var ended = Script()
        ended.begin()
        ended.add(.signOut(token: nil))
        ended.resend("222222", after: 30)
        #expect(ended.rules == ["R23"])
    }

    // R130
    @Test func aBrowserSessionLivesForAnHour() {
        var script = Script(switchedOn: [])
        script.open("b")
        script.now += 3_599_000
        script.add(.readBrowser("b"))
        script.add(.describe(token: "b"))
        #expect(script.rules.isEmpty)
        script.now += 1_000
        script.add(.readBrowser("b"))
        #expect(script.rules == ["R130"])
    }

    // R130: ended, replaced, confirmed, changed elsewhere; R23, R116: the user's sign-ins ended
    @Test(
        arguments: [
            (.endBrowser("b"), "R130"), (.changePassword(token: "a", from: "p1", to: "p1"), "R130"),
            (.signOut(token: "b"), "R23"), (.setPassword("p1"), "R23"), (.resetPassword, "R23"),
        ] as [(Request, String)])
    func aBrowserSessionAfterItsEnd(_ end: Request, _ rule: String) {
        for (answer, expected) in [(Answer.done, [rule]), (.lost, [])] {
            var script = Script(switchedOn: [])
            script.open("b")
            script.add(.signIn(password: "p1"), .tokens(access: "a", refresh: nil))
            script.add(end, answer)
            script.add(.readBrowser("b"))
            #expect(script.rules == Set(expected), "\(end) \(answer)")
        }
    }

    // R130: the caller's own session survives its change of password; the one that another has replaced does not.
    @Test func theCallersOwnBrowserSession() {
        var script = Script(switchedOn: [])
        script.open("b")
        script.add(.changePassword(token: "b", from: "p1", to: "p2"))
        script.add(.readBrowser("b"))
        #expect(script.rules.isEmpty)
        script.add(.reauthenticate(browser: "b", password: "p2"), .browser("c"), replaced: "b")
        script.add(.readBrowser("c"))
        #expect(script.rules.isEmpty)
        script.add(.readBrowser("b"))
        #expect(script.rules == ["R130"])
    }

    // R130: the decision table, at the opening and at each use
    @Test func aBrowserSessionWithoutTheFactor() {
        var script = Script()
        script.open("b")
        #expect(script.rules == ["R130"])
        var changed = Script(switchedOn: [])
        changed.open("b")
        changed.add(.configure(PoolRule(.on, [.sms, .app])), user: "")
        var during = changed
        changed.add(.readBrowser("b"))
        #expect(changed.rules == ["R130"])
        during.add(.configure(PoolRule(.off, [.sms])), user: "", over: 20...30)
        during.add(.readBrowser("b"), over: 25...26)
        #expect(during.rules.isEmpty, "the pool asked nobody at some instant of the call")
        var won = Script()
        won.begin()
        won.answer("111111", .browser("b"))
        won.add(.configure(PoolRule(.on, [.sms, .app])), user: "")
        won.add(.readBrowser("b"))
        #expect(won.rules.isEmpty)
    }

    // R2, R37, R130
    @Test func aBrowserSessionOfNobodyAndOfAnother() {
        var script = Script(switchedOn: [])
        script.add(.readBrowser("x"))
        #expect(script.rules == ["R130"])
        var foreign = Script(switchedOn: [])
        foreign.history.premise.users["bob"] = Premise.User(password: "p9")
        foreign.open("b")
        foreign.add(.readBrowser("b"), user: "bob")
        #expect(foreign.rules == ["R2"])
        var wrong = Script(switchedOn: [])
        wrong.open("b")
        wrong.add(.reauthenticate(browser: "b", password: "p7"), .browser("c"), replaced: "b")
        #expect(wrong.rules == ["R37"])
        // A sign-in that overlaps the change of its password wins nothing that outlives it.
        var late = Script(switchedOn: [])
        late.add(.signIn(password: "p1"), .browser("b"), over: 1...10)
        late.add(.setPassword("p3"), over: 5...13)
        late.add(.readBrowser("b"))
        #expect(late.rules == ["R37"])
    }

    // R19
    @Test func aBrowserSessionIsASecret() {
        var script = Script(switchedOn: [])
        script.open("browser-secret")
        script.history.observations[0].texts = ["signed in with browser-secret"]
        #expect(script.rules == ["R19"])
    }
}
