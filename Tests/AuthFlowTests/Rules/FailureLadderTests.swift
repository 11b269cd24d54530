import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Testing
import UserPoolModel

@Suite struct FailureLadderTests {
    private let start = UnixTime(seconds: 1_700_000_000)

    // R46
    @Test func fiveFailuresAreFreeThenLocksDoubleUpToFifteenMinutes() {
        var ladder = FailureLadder()
        var now = start
        var locks: [Int64] = []
        for _ in 1...20 {
            ladder.fail(at: now)
            let end = ladder.lockEnd(at: now)
            locks.append(end.map { ($0.milliseconds - now.milliseconds) / 1000 } ?? 0)
            now = end ?? now
        }
        #expect(locks == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900, 900])
    }

    @Test func fifteenQuietMinutesStartTheLadderAnew() {
        var ladder = FailureLadder()
        for _ in 1...4 { ladder.fail(at: start) }
        #expect(ladder.rung(at: start + .milliseconds(899_999)) == 4)
        #expect(ladder.rung(at: start + .seconds(900)) == 0)
        ladder.fail(at: start)
        // From the end of the lock, not from the failure.
        #expect(ladder.rung(at: start + .milliseconds(900_999)) == 5)
        #expect(ladder.rung(at: start + .seconds(901)) == 0)
        ladder.fail(at: start + .seconds(901))
        #expect(ladder.lockEnd(at: start + .seconds(901)) == nil)
    }

    @Test func aLockEndsAtItsEnd() {
        var ladder = FailureLadder()
        for _ in 1...5 { ladder.fail(at: start) }
        #expect(ladder.lockEnd(at: start + .milliseconds(999)) == start + .seconds(1))
        #expect(ladder.lockEnd(at: start + .seconds(1)) == nil)
    }

    // R21
    @Test func timesOnlyMoveForward() {
        var ladder = FailureLadder()
        for _ in 1...12 { ladder.fail(at: start) }
        let end = ladder.lockEndsAt
        ladder.fail(at: start - .seconds(5000))
        #expect(ladder.lockEndsAt == end && ladder.lastFailureAt == start)
        ladder.clear()
        #expect(ladder.lockEndsAt == end && ladder.lastFailureAt == start && ladder.lockEnd(at: start) == nil)
    }

    @Test func aClockThatWasAheadCannotLockForEver() {
        var ladder = FailureLadder()
        let ahead = start + .seconds(1_000_000)
        for _ in 1...5 { ladder.fail(at: ahead) }
        #expect(ladder.lockEnd(at: start) == start + .seconds(900))
        ladder.bringBack(to: start)
        #expect(ladder.lockEnd(at: start + .seconds(1)) == start + .seconds(900))
        #expect(ladder.lockEnd(at: start + .seconds(900)) == nil)
        var honest = FailureLadder()
        for _ in 1...15 { honest.fail(at: start) }
        let before = honest
        honest.bringBack(to: start)
        #expect(honest == before, "a lock within the limit stays")
    }

    // R21: what a clear has left of the times is no lock, and is not touched.
    @Test func aLadderThatLocksNothingIsNotBroughtBack() {
        var ladder = FailureLadder()
        for _ in 1...5 { ladder.fail(at: start + .seconds(1_000_000)) }
        ladder.clear()
        for failures in 0...4 {
            let before = ladder
            ladder.bringBack(to: start)
            #expect(ladder == before, "\(failures) failures")
            ladder.fail(at: start)
        }
    }

    // R21: 900 s ahead is as far as a lock may end; it stays with all its times.
    @Test func aLockThatEndsNineHundredSecondsAheadStays() {
        var ladder = FailureLadder()
        for _ in 1...5 { ladder.fail(at: start + .seconds(899)) }
        let before = ladder
        ladder.bringBack(to: start)
        #expect(ladder == before && ladder.lockEndsAt == start + .seconds(900))
        ladder.bringBack(to: start - .milliseconds(1))
        #expect(ladder.lockEndsAt == start + .milliseconds(899_999))
        #expect(ladder.lastFailureAt == start - .milliseconds(1))
    }

    // R46, R77
    @Test func theTriesBeforeTheNextLockAreFiveAndNeverLessThanNone() {
        var ladder = FailureLadder()
        var left = [ladder.attemptsLeft(at: start)]
        for _ in 1...8 {
            ladder.fail(at: start)
            left.append(ladder.attemptsLeft(at: start))
            #expect((ladder.lockEndsAt == nil) == (ladder.failures < 5), "a free failure leaves no time of a lock")
        }
        #expect(left == [5, 4, 3, 2, 1, 0, 0, 0, 0])
        #expect(ladder.attemptsLeft(at: start + .seconds(8 + 900)) == 5, "after the quiet minutes")
    }

    /// The figure that the hard stop is there for.
    @Test func theLadderAloneLetsThrough926GuessesADay() {
        var ladder = FailureLadder()
        var now = start
        var guesses = 0
        let end = start + .seconds(86_400)
        while now < end {
            if let lockEnd = ladder.lockEnd(at: now) {
                // Whoever waits fifteen minutes longer starts anew, and does better from the tenth failure on.
                now = ladder.rung(at: now) < 10 ? lockEnd : lockEnd + .seconds(900)
                continue
            }
            ladder.fail(at: now)
            guesses += 1
        }
        #expect((700...1000).contains(guesses), "\(guesses)")
    }
}
