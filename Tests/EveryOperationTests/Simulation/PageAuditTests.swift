import CognitoMFATesting
import Testing

/// The Auditor over histories of sign-ins under way, written by hand: further codes and other factors.
@Suite struct PageAuditTests {
    // R66, R70
    @Test func theCodeBeforeAFurtherOne() {
        var script = PageScript()
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
        var lost = PageScript()
        lost.begin()
        lost.now += 30_000
        lost.add(.sendNewCode(session: "s"), .lost, code: "222222")
        lost.answer(code)
        #expect(lost.rules.isEmpty)
        var overlapping = PageScript()
        overlapping.begin()
        overlapping.now += 30_000
        overlapping.add(.sendNewCode(session: "s"), code: "222222", over: 10...20)
        overlapping.add(
            .answer(session: "s", .sms, PresentedCode(code)), .tokens(access: "a", refresh: nil), over: 12...15)
        #expect(overlapping.rules.isEmpty)
    }

    // R55
    @Test func threeMessagesWithWaitsBetween() {
        var script = PageScript()
        script.begin()
        script.resend("222222", after: 30)
        script.resend("333333", after: 60)
        #expect(script.rules.isEmpty)
        var fourth = script
        fourth.resend("444444", after: 120)
        #expect(fourth.rules == ["R55"])
        for waits in [[29, 60], [30, 59]] as [[Int64]] {
            var early = PageScript()
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
        var script = PageScript()
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
        var script = PageScript()
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
        var script = PageScript()
        script.begin()
        script.add(.useAnotherFactor(session: "s", .app), .tokens(access: "a", refresh: nil))
        #expect(script.rules == ["R82"])
    }

    // R36
    @Test func aRefusedChangeOfFactorLosesNothing() {
        var script = PageScript()
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
        var script = PageScript()
        script.add(.sendNewCode(session: "x"))
        #expect(script.rules == ["R28"])
        var app = PageScript()
        app.add(.signIn(password: "p1"), .challenge(.app, session: "s"))
        app.add(.sendNewCode(session: "s"))
        #expect(app.rules == ["R29"])
        var spent = PageScript()
        spent.begin()
        spent.answer("111111")
        spent.resend("222222", after: 30)
        #expect(spent.rules == ["R36"])
        var ended = PageScript()
        ended.begin()
        ended.add(.signOut(token: nil))
        ended.resend("222222", after: 30)
        #expect(ended.rules == ["R23"])
    }
}
