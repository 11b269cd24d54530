import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Testing
import UserPoolModel

/// Wrong passwords and wrong codes: the whole counter after every event.
@Suite struct FailureCountersTests {
    private static let start = UnixTime(seconds: 1_700_000_000)

    /// A counter with so many wrong codes of a factor, each a day after the one before.
    private func failed(_ factor: SecondFactor, _ times: Int) -> (counter: CodeCounter, last: UnixTime) {
        var counter = CodeCounter()
        var now = Self.start
        for _ in 0..<times {
            now = now + .seconds(86_400)
            counter.fail(factor, at: now)
        }
        return (counter, now)
    }

    // R50
    @Test func theHundredthWrongCodeClosesItsFactorAndNoOther() {
        #expect(!failed(.sms, 99).counter.isClosed(.sms))
        var (counter, last) = failed(.sms, 100)
        #expect(counter.isClosed(.sms) && !counter.isClosed(.softwareToken) && !counter.isClosed(.email))
        #expect(counter.factors[.sms]?.closedAt == last)
        counter.fail(.sms, at: last + .seconds(86_400))
        #expect(counter.factors[.sms]?.closedAt == last, "when it closed, not when it was last tried")
        #expect(counter.factors[.sms]?.consecutive == 101)
    }

    // R50: replaced from a sign-in that began when the factor was closed, not from one that was there before.
    @Test func aReplacementOpensAFactorThatWasClosedBeforeTheSignIn() {
        let (closed, last) = failed(.softwareToken, 100)
        for (milliseconds, opens) in [(-1, false), (0, true), (1, true)] as [(Int64, Bool)] {
            var counter = closed
            counter.reopen(.softwareToken, replacedBySignInAt: last + .milliseconds(milliseconds))
            #expect(counter.isClosed(.softwareToken) == !opens, "\(milliseconds) ms after")
            #expect(counter.factors[.softwareToken] == (opens ? nil : closed.factors[.softwareToken]))
            #expect(counter.ladder == closed.ladder, "the lock is another matter")
        }
        var other = closed
        other.reopen(.sms, replacedBySignInAt: last)
        #expect(other == closed)
        var open = failed(.sms, 99).counter
        let before = open
        open.reopen(.sms, replacedBySignInAt: Self.start + .seconds(1_000_000_000))
        #expect(open == before, "what is not closed keeps its number")
    }

    // R49: a grant clears the ladder and its own factor's number, an administrator every one.
    @Test func whatClearsWhat() {
        var counter = CodeCounter()
        for _ in 0..<3 { counter.fail(.sms, at: Self.start) }
        for _ in 0..<2 { counter.fail(.softwareToken, at: Self.start) }
        #expect(counter.ladder.failures == 5 && counter.ladder.lockEnd(at: Self.start) != nil)
        var granted = counter
        granted.clear(.sms)
        #expect(granted.ladder.failures == 0 && granted.ladder.lockEnd(at: Self.start) == nil)
        #expect(granted.factors[.sms] == nil && granted.factors[.softwareToken]?.consecutive == 2)
        counter.clearAll()
        #expect(counter.ladder.failures == 0 && counter.factors.isEmpty)
    }

    // R46, R48: the number never decays and closes nothing.
    @Test func wrongPasswordsInARowAreCountedForGood() {
        var counter = PasswordCounter()
        for day in 0..<120 { counter.fail(at: Self.start + .seconds(Int64(day) * 86_400)) }
        #expect(counter.consecutive == 120 && counter.ladder.failures == 1)
        counter.clear()
        #expect(counter.consecutive == 0 && counter.ladder.failures == 0)
    }
}
