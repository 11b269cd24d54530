import CognitoMFACore
import Foundation
import Testing

@Suite struct UnixTimeTests {
    private let first = UnixTime(milliseconds: .min)
    private let last = UnixTime(milliseconds: .max)
    private let epoch = UnixTime(seconds: 0)

    @Test(
        arguments: [
            (0, 0), (1, 0), (999, 0), (1000, 1), (-1, -1), (-999, -1), (-1000, -1), (-1001, -2),
            (.max, 9_223_372_036_854_775), (.min, -9_223_372_036_854_776),
        ] as [(Int64, Int64)])
    func secondsAreRoundedDown(milliseconds: Int64, seconds: Int64) {
        #expect(UnixTime(milliseconds: milliseconds).seconds == seconds)
    }

    @Test func aTimeInSecondsStopsAtTheEnds() {
        #expect(UnixTime(seconds: 3).milliseconds == 3000)
        #expect(UnixTime(seconds: -3).milliseconds == -3000)
        #expect(UnixTime(seconds: .max) == last && UnixTime(seconds: .min) == first)
        #expect(UnixTime(seconds: 9_223_372_036_854_776) == last)
        #expect(UnixTime(seconds: 9_223_372_036_854_775).milliseconds == 9_223_372_036_854_775_000)
    }

    @Test func additionAndSubtractionAreOpposites() {
        var random = SplitMix64(seed: 9)
        for _ in 0..<200 {
            let time = UnixTime(milliseconds: Int64.random(in: -4_000_000_000_000...4_000_000_000_000, using: &random))
            let distance = Int64.random(in: -4_000_000_000_000...4_000_000_000_000, using: &random)
            let moved = time + .milliseconds(distance)
            #expect(moved.milliseconds == time.milliseconds + distance)
            #expect(moved - .milliseconds(distance) == time)
            #expect(moved.duration(since: time) == .milliseconds(distance))
            #expect((moved < time) == (distance < 0))
            var other = time
            other += .milliseconds(distance)
            #expect(other == moved)
        }
    }

    @Test func arithmeticStopsAtTheEnds() {
        #expect(last + .milliseconds(1) == last && first - .milliseconds(1) == first)
        #expect(last - .milliseconds(-1) == last && first + .milliseconds(-1) == first)
        #expect(epoch + .seconds(Int64.max) == last && epoch - .seconds(Int64.max) == first)
        #expect(epoch + .seconds(Int64.min) == first && epoch - .seconds(Int64.min) == last)
        #expect(epoch + .milliseconds(Int64.max) == last)
        #expect(epoch - .milliseconds(Int64.max) == UnixTime(milliseconds: -.max))
        #expect(last.duration(since: first) == .milliseconds(Int64.max))
        #expect(first.duration(since: last) == .milliseconds(Int64.min))
        #expect(last.duration(since: epoch) == .milliseconds(Int64.max))
        #expect(epoch.duration(since: first) == .milliseconds(Int64.max))
    }

    /// A `Duration` has 128 bits: it may be longer than the whole range of its own seconds in 64 bits.
    @Test func theLongestDurationsStopAtTheEndsToo() {
        let longest = Duration.seconds(Int64.max) * 10
        for time in [first, epoch, last] {
            for duration in [longest, .seconds(Int64.max)] {
                #expect(time + duration == last && time - duration == first)
                #expect(time - .zero - (.zero - duration) == last && time + (.zero - duration) == first)
            }
        }
    }

    @Test func fractionsOfAMillisecondAreCutOff() {
        #expect(epoch + .microseconds(1999) == UnixTime(milliseconds: 1))
        #expect(epoch + .microseconds(-1999) == UnixTime(milliseconds: -1))
        #expect(epoch - .nanoseconds(999_999) == epoch)
    }

    @Test func aWaitIsRoundedUpAndNeverNegative() {
        for (milliseconds, seconds) in [(0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2), (-1, 0), (-5000, 0)] {
            let other = UnixTime(milliseconds: 700 + Int64(milliseconds))
            #expect(UnixTime(milliseconds: 700).seconds(until: other) == Int64(seconds))
        }
        #expect(first.seconds(until: last) == 9_223_372_036_854_776)
        #expect(last.seconds(until: first) == 0)
    }

    @Test func timesAreInOrder() {
        #expect(first < epoch && epoch < last && !(epoch < epoch))
        #expect([last, epoch, first].sorted() == [first, epoch, last])
    }

    @Test(
        arguments: [
            (0, "0.000"), (7, "0.007"), (70, "0.070"), (1_700_000_000_123, "1700000000.123"),
            (-1, "-0.001"), (-999, "-0.999"), (-1000, "-1.000"), (-61_070, "-61.070"),
            (.max, "9223372036854775.807"), (.min, "-9223372036854775.808"),
        ] as [(Int64, String)])
    func itsTextIsSecondsWithThreeDecimals(milliseconds: Int64, text: String) {
        #expect(UnixTime(milliseconds: milliseconds).description == text)
    }

    @Test func itIsWrittenAndReadAsMilliseconds() throws {
        let times = [first, UnixTime(milliseconds: -1), epoch, UnixTime(milliseconds: 1_700_000_000_123), last]
        let data = try JSONEncoder().encode(times)
        let expected = "[-9223372036854775808,-1,0,1700000000123,9223372036854775807]"
        #expect(String(decoding: data, as: UTF8.self) == expected)
        #expect(try JSONDecoder().decode([UnixTime].self, from: data) == times)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([UnixTime].self, from: Data("[\"1\"]".utf8)) }
    }
}
