import CognitoMFATesting
import Testing

/// The Auditor over histories of browser sessions written by hand (R130).
@Suite struct BrowserAuditTests {
    // R130
    @Test func aBrowserSessionLivesForAnHour() {
        var script = PageScript(switchedOn: [])
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
            var script = PageScript(switchedOn: [])
            script.open("b")
            script.add(.signIn(password: "p1"), .tokens(access: "a", refresh: nil))
            script.add(end, answer)
            script.add(.readBrowser("b"))
            #expect(script.rules == Set(expected), "\(end) \(answer)")
        }
    }

    // R130: the caller's own session survives its change of password; the one that another has replaced does not.
    @Test func theCallersOwnBrowserSession() {
        var script = PageScript(switchedOn: [])
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
        var script = PageScript()
        script.open("b")
        #expect(script.rules == ["R130"])
        var changed = PageScript(switchedOn: [])
        changed.open("b")
        changed.add(.configure(PoolRule(.on, [.sms, .app])), user: "")
        var during = changed
        changed.add(.readBrowser("b"))
        #expect(changed.rules == ["R130"])
        during.add(.configure(PoolRule(.off, [.sms])), user: "", over: 20...30)
        during.add(.readBrowser("b"), over: 25...26)
        #expect(during.rules.isEmpty, "the pool asked nobody at some instant of the call")
        var won = PageScript()
        won.begin()
        won.answer("111111", .browser("b"))
        won.add(.configure(PoolRule(.on, [.sms, .app])), user: "")
        won.add(.readBrowser("b"))
        #expect(won.rules.isEmpty)
    }

    // R2, R37, R130
    @Test func aBrowserSessionOfNobodyAndOfAnother() {
        var script = PageScript(switchedOn: [])
        script.add(.readBrowser("x"))
        #expect(script.rules == ["R130"])
        var foreign = PageScript(switchedOn: [])
        foreign.history.premise.users["bob"] = Premise.User(password: "p9")
        foreign.open("b")
        foreign.add(.readBrowser("b"), user: "bob")
        #expect(foreign.rules == ["R2"])
        var wrong = PageScript(switchedOn: [])
        wrong.open("b")
        wrong.add(.reauthenticate(browser: "b", password: "p7"), .browser("c"), replaced: "b")
        #expect(wrong.rules == ["R37"])
        // A sign-in that overlaps the change of its password wins nothing that outlives it.
        var late = PageScript(switchedOn: [])
        late.add(.signIn(password: "p1"), .browser("b"), over: 1...10)
        late.add(.setPassword("p3"), over: 5...13)
        late.add(.readBrowser("b"))
        #expect(late.rules == ["R37"])
    }

    // R19
    @Test func aBrowserSessionIsASecret() {
        var script = PageScript(switchedOn: [])
        script.open("browser-secret")
        script.history.observations[0].texts = ["signed in with browser-secret"]
        #expect(script.rules == ["R19"])
    }
}
