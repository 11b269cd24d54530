import CognitoMFASimulation
import CognitoMFATesting
import Testing

/// The Auditor over histories written by hand: sharp where calls follow each other, silent where they overlap.
@Suite struct AuditorTests {
    private static let step: Int64 = 60_000_000
    private static let start = step * 30_000

    /// A history under way: each call ends before the next begins, unless told otherwise.
    private struct Script {
        var history: History
        var instant = 0
        var now = AuditorTests.start

        init(_ rule: PoolRule = PoolRule(.optional, [.sms, .app])) {
            var ada = Premise.User(password: "p1")
            ada.secret = "SECRET"
            ada.switchedOn = [.app]
            ada.number = "+14155550100"
            history = History(premise: Premise(pool: rule, users: ["ada": ada]))
        }

        mutating func add(
            _ request: Request, _ answer: Answer, over instants: ClosedRange<Int>? = nil, user: String = "ada",
            messages: [Observation.Message] = [], groups: [String]? = nil, texts: [String] = []
        ) {
            let span = instants ?? instant + 1...instant + 2
            instant = max(instant, span.upperBound)
            history.observations.append(
                Observation(
                    number: history.observations.count, user: user, request: request, answer: answer,
                    span: .init(began: span.lowerBound, ended: span.upperBound, clock: now...now + 5),
                    messages: messages, groups: groups, texts: texts))
        }

        /// A sign-in with a code of a step.
        mutating func signIn(_ session: String, step: Int64, _ answer: Answer? = nil) {
            add(.signIn(password: "p1"), .challenge(.app, session: session))
            add(.answer(session: session, .app, code(step)), answer ?? .tokens(access: "a-\(session)", refresh: nil))
        }

        func code(_ step: Int64) -> PresentedCode {
            PresentedCode("\(step % 1_000_000)", steps: [.init(secret: "SECRET", number: step)])
        }

        var rules: Set<String> {
            var terms = Terms()
            terms.skewMilliseconds = 0
            return Set(Auditor(terms: terms).violations(in: history).map(\.rule))
        }
    }

    private let wrong = Answer.refused("CodeMismatchException", "Invalid code received for user")

    @Test func anHonestSignIn() {
        var script = Script()
        script.signIn("s1", step: Self.step)
        script.signIn("s2", step: Self.step + 1)
        #expect(script.rules.isEmpty)
    }

    // R58
    @Test func aStepTwice() {
        var script = Script()
        script.signIn("s1", step: Self.step)
        script.signIn("s2", step: Self.step)
        #expect(script.rules == ["R58"])
    }

    // R58: at once is no better
    @Test func aStepTwiceAtOnce() {
        var script = Script()
        for session in ["s1", "s2"] { script.add(.signIn(password: "p1"), .challenge(.app, session: session)) }
        for session in ["s1", "s2"] {
            script.add(
                .answer(session: session, .app, script.code(Self.step)), .tokens(access: session, refresh: nil),
                over: 10...20)
        }
        #expect(script.rules == ["R58"])
    }

    // R58: an older step, but not of calls that overlap
    @Test func anOlderStepAfterANewer() {
        var script = Script()
        script.signIn("s1", step: Self.step + 1)
        script.signIn("s2", step: Self.step)
        #expect(script.rules == ["R58"])
        var overlapping = Script()
        for session in ["s1", "s2"] { overlapping.add(.signIn(password: "p1"), .challenge(.app, session: session)) }
        for (place, session) in ["s1", "s2"].enumerated() {
            overlapping.add(
                .answer(session: session, .app, overlapping.code(Self.step + 1 - Int64(place))),
                .tokens(access: session, refresh: nil), over: 10...20)
        }
        #expect(overlapping.rules.isEmpty)
    }

    // R82, R84: the pool's demand, as it was at some instant of the call
    @Test func tokensWithoutAFactor() {
        var script = Script()
        script.add(.signIn(password: "p1"), .tokens(access: "a", refresh: nil))
        #expect(script.rules == ["R82"])
        var off = Script()
        off.add(.configure(PoolRule(.off, [.sms])), .done, over: 1...10, user: "")
        off.add(.signIn(password: "p1"), .tokens(access: "a", refresh: nil), over: 5...6)
        #expect(off.rules.isEmpty)
        off.add(.configure(PoolRule(.on, [.sms, .app])), .done, over: 11...12, user: "")
        off.add(.signIn(password: "p1"), .tokens(access: "b", refresh: nil), over: 13...14)
        #expect(off.rules == ["R82"])
    }

    // R126: sent before the change and used after it; a code that was sent since is another.
    @Test(arguments: [true, false]) func aRecoveryCodeAfterAChangedPassword(_ isOld: Bool) {
        var script = Script()
        script.signIn("s1", step: Self.step)
        let message = Observation.Message(number: "+14155550100", code: "123456")
        let change = Request.changePassword(token: "a-s1", from: "p1", to: "p2")
        if !isOld { script.add(change, .done) }
        script.add(.resetPassword, .done, messages: [message])
        if isOld { script.add(change, .done) }
        script.add(.recover(PresentedCode("123456"), to: "p3"), .done)
        #expect(script.rules.contains("R126") == isOld)
    }

    // R36
    @Test func aSessionTwice() {
        var script = Script()
        script.signIn("s1", step: Self.step)
        script.add(.answer(session: "s1", .app, script.code(Self.step + 1)), .tokens(access: "b", refresh: nil))
        #expect(script.rules == ["R36"])
    }

    // R30, R31
    @Test func anExpiredSession() {
        var script = Script()
        script.add(.signIn(password: "p1"), .challenge(.app, session: "s1"))
        script.now += 179_000
        let later = script.now / 30_000
        script.add(.answer(session: "s1", .app, script.code(later)), .tokens(access: "a", refresh: nil))
        #expect(script.rules.isEmpty)
        script.add(.signIn(password: "p1"), .challenge(.app, session: "s2"))
        script.now += 181_000
        script.add(.answer(session: "s2", .app, script.code(script.now / 30_000)), .tokens(access: "b", refresh: nil))
        #expect(script.rules == ["R30"])
    }

    // R49, R51
    @Test func verifiedInALock() {
        var script = Script()
        for place in 0..<6 {
            script.add(.signIn(password: "p1"), .challenge(.app, session: "s\(place)"))
            if place == 5 { script.now += 1_100 }
            script.add(.answer(session: "s\(place)", .app, PresentedCode("000000")), wrong)
        }
        #expect(script.rules.isEmpty, "the sixth came after the lock")
        script.add(.signIn(password: "p1"), .challenge(.app, session: "s7"))
        script.add(.answer(session: "s7", .app, script.code(Self.step)), .tokens(access: "a", refresh: nil))
        #expect(script.rules == ["R49"])
    }

    // R51: six at once are one too many, five are not
    @Test(arguments: [5, 6]) func parallelGuesses(_ count: Int) {
        var script = Script()
        for place in 0..<count { script.add(.signIn(password: "p1"), .challenge(.app, session: "s\(place)")) }
        for place in 0..<count {
            script.add(.answer(session: "s\(place)", .app, PresentedCode("000000")), wrong, over: 100...200)
        }
        #expect(script.rules == (count == 5 ? [] : ["R51"]))
    }

    // R16, R37: an old password, unless its change is still under way
    @Test func anOldPassword() {
        var script = Script()
        script.add(.setPassword("p2"), .done, over: 1...10)
        script.add(.signIn(password: "p1"), .challenge(.app, session: "s1"), over: 5...12)
        #expect(script.rules.isEmpty)
        script.add(.signIn(password: "p1"), .challenge(.app, session: "s2"), over: 13...14)
        #expect(script.rules == ["R37"])
    }

    // R22, R23, R96
    @Test func afterSignOut() {
        var script = Script()
        script.signIn("s1", step: Self.step)
        script.add(.signIn(password: "p1"), .challenge(.app, session: "s2"))
        script.add(.signOut(token: nil), .done)
        #expect(script.rules.isEmpty)
        var session = script
        session.add(.answer(session: "s2", .app, session.code(Self.step + 1)), .tokens(access: "b", refresh: nil))
        #expect(session.rules == ["R23"])
        script.add(.prefer(token: "a-s1", [.sms: .on]), .done)
        #expect(script.rules == ["R23"])
    }

    // R97
    @Test func aRefreshTokenReused() {
        var script = Script(PoolRule(.off, [.sms]))
        script.add(.signIn(password: "p1"), .tokens(access: "a0", refresh: "r0"))
        script.add(.refresh("r0"), .tokens(access: "a1", refresh: "r1"))
        script.add(.refresh("r0"), .tokens(access: "a2", refresh: "r1"))
        #expect(script.rules.isEmpty, "in its grace it yields the same successor")
        var late = script
        late.now += 20_000
        late.add(.refresh("r0"), .tokens(access: "a3", refresh: "r1"))
        #expect(late.rules == ["R97"])
        script.add(.refresh("r1"), .tokens(access: "a3", refresh: "r2"))
        script.add(.refresh("r0"), .tokens(access: "a4", refresh: "r1"))
        #expect(script.rules == ["R97"])
    }

    // R66-R68
    @Test func numbersAndTheirCodes() {
        var script = Script(PoolRule(.optional, [.sms]))
        script.add(.removeApp(token: nil, password: nil), .done)
        script.add(.prefer(token: nil, [.sms: .preferred]), .done)
        let message = Observation.Message(number: "+14155550100", code: "123456")
        script.add(.signIn(password: "p1"), .challenge(.sms, session: "s1"), messages: [message])
        var foreign = script
        foreign.add(.answer(session: "s1", .sms, PresentedCode("654321")), .tokens(access: "a", refresh: nil))
        #expect(foreign.rules == ["R66"])
        var changed = script
        changed.add(.setNumber(token: nil, "+14155550199", isVerified: false), .done)
        changed.add(.answer(session: "s1", .sms, PresentedCode("123456")), .tokens(access: "a", refresh: nil))
        #expect(changed.rules == ["R67"])
        func view(_ number: String) -> Answer {
            .user(.init(number: number, isNumberVerified: true, switchedOn: [.sms], isEnabled: true))
        }
        script.add(.answer(session: "s1", .sms, PresentedCode("123456")), .tokens(access: "a", refresh: nil))
        script.add(.describe(token: nil), view("+14155550100"))
        #expect(script.rules.isEmpty)
        script.add(.setNumber(token: nil, "+14155550199", isVerified: false), .done)
        script.add(.describe(token: nil), view("+14155550199"))
        #expect(script.rules == ["R68"])
    }

    // R17: what was answered is there, unless the answer was a fault
    @Test func aLostChange() {
        var script = Script()
        let view = Answer.user(
            .init(number: "+14155550100", isNumberVerified: false, switchedOn: [.app], isEnabled: true))
        script.add(.enable(false), .refused("InternalErrorException", ""))
        script.add(.describe(token: nil), view)
        #expect(script.rules.isEmpty)
        script.add(.enable(false), .done)
        script.add(.describe(token: nil), view)
        #expect(script.rules == ["R17"])
    }

    // R19
    @Test(arguments: ["signed in with p-secret-1", "code 000123 is wrong", "AccessToken(a-s1)"])
    func aSecretTold(_ text: String) {
        var script = Script()
        script.add(.changePassword(token: "x", from: "p-secret-1", to: "p-secret-2"), .lost)
        script.signIn("s1", step: Self.step)
        script.add(
            .answer(session: "s9", .app, PresentedCode("000123")), wrong, texts: ["nothing", "at 1800000123.000"])
        #expect(script.rules.isEmpty)
        script.add(.describe(token: nil), .lost, texts: [text])
        #expect(script.rules == ["R19"])
    }
}
