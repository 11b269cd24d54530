import CognitoMFATesting
import Testing

/// The Auditor over deletions and removals that meet something half done, written by hand.
@Suite struct AccountAuditTests {
    // R116: a creation under way has the name, so that a deletion can meet it; it is refused then.
    @Test(arguments: [true, false]) func aDeletionThatMeetsACreation(_ overlaps: Bool) {
        var script = PageScript()
        script.add(.delete(token: nil), over: 1...2)
        script.add(
            .create(password: "p2", number: nil), .refused("UsernameExistsException", ""),
            over: overlaps ? 3...8 : 3...4)
        script.add(.delete(token: nil), over: 5...6)
        #expect(script.rules == (overlaps ? [] : ["R116"]))
    }

    // R61: where there is no app, removing it leaves the secret that waits for its first code.
    @Test(arguments: [true, false]) func aRemovalBeforeTheFirstCode(_ hasApp: Bool) {
        var script = PageScript(PoolRule(.off, [.sms]))
        script.add(.signIn(password: "p1"), .tokens(access: "a", refresh: nil))
        if !hasApp { script.add(.removeApp(token: nil, password: nil)) }
        script.add(.associate(.token("a")), .secret("NEW", session: nil))
        script.add(.removeApp(token: nil, password: nil))
        let code = PresentedCode("123456", steps: [.init(secret: "NEW", number: script.now / 30_000)])
        script.add(.verify(.token("a"), code))
        #expect(script.rules == (hasApp ? ["R61"] : []))
    }
}
