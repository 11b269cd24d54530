import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Testing
import UserPoolModel

/// The hourly limits of a user, and of messages to a number or an address.
@Suite struct HourlyUsesTests {
    private static let start = UnixTime(seconds: 1_700_000_000)
    private static let end = UnixTime(seconds: 1_700_003_600)

    /// The limits as the rules have them.
    private static let rules: [(HourlyUses.Operation, Int)] = [
        // R54
        (.confirmSignUp, 15), (.resendConfirmationCode, 5), (.forgotPassword, 5), (.confirmForgotPassword, 10),
        (.changePassword, 5), (.getAttributeCode, 5), (.verifyAttribute, 15),
        // R35, R56, R55
        (.openSignIns, 30), (.grants, 200), (.sendsWithPassword, 20), (.sendsWithoutPassword, 5),
    ]

    @Test(arguments: rules) func anHourStartsAtTheFirstUse(_ operation: HourlyUses.Operation, _ limit: Int) {
        var uses = HourlyUses()
        let limits = HourlyLimits()
        for use in 0..<limit {
            let now = Self.start + .seconds(Int64(use))
            #expect(uses.refusal(of: operation, limits: limits, at: now) == nil)
            uses.use(operation, at: now)
        }
        let refusal = uses.refusal(of: operation, limits: limits, at: Self.end + .milliseconds(-1))
        let code: CognitoError.Code =
            [.openSignIns, .grants].contains(operation) ? .tooManyRequests : .limitExceeded
        #expect(refusal?.code == code && refusal?.advice == .waitUntil(Self.end))
        #expect(uses.refusal(of: operation, limits: limits, at: Self.end) == nil)
        for other in HourlyUses.Operation.allCases where other != operation {
            #expect(uses.refusal(of: other, limits: limits, at: Self.start) == nil, "each counts for itself")
        }
        uses.use(operation, at: Self.end)
        uses.refund(operation)
        for _ in 0..<limit { uses.use(operation, at: Self.end) }
        #expect(
            uses.refusal(of: operation, limits: limits, at: Self.end)?.advice == .waitUntil(Self.end + HourlyUses.hour))
    }

    @Test func everyOperationHasARule() {
        #expect(Set(Self.rules.map(\.0)) == Set(HourlyUses.Operation.allCases))
        #expect(HourlyLimits().sendsPerDestination == 20)
        // R121
        #expect(HourlyLimits().sendsPerOwnedDestination == 20)
    }

    // R71
    @Test func whatIsGivenBackCanBeUsedAgainAndNoMore() {
        var uses = HourlyUses()
        var limits = HourlyLimits()
        limits.sendsWithPassword = 1
        uses.refund(.sendsWithPassword)
        #expect(uses.isEmpty)
        uses.use(.sendsWithPassword, at: Self.start)
        #expect(!uses.isEmpty)
        uses.refund(.sendsWithPassword)
        uses.refund(.sendsWithPassword)
        uses.use(.sendsWithPassword, at: Self.start)
        #expect(uses.refusal(of: .sendsWithPassword, limits: limits, at: Self.start) != nil)
    }

    // R21
    @Test func aClockThatGoesBackOpensNoNewHour() {
        var uses = HourlyUses()
        var limits = HourlyLimits()
        limits.grants = 2
        uses.use(.grants, at: Self.start)
        uses.use(.grants, at: Self.start + .seconds(-7200))
        #expect(
            uses.refusal(of: .grants, limits: limits, at: Self.start + .seconds(-7200))?.advice == .waitUntil(Self.end))
    }

    // R55
    @Test func aDestinationsHourStartsAtItsFirstMessage() {
        var quota = SendQuotaRecord(at: Self.start)
        #expect(quota.expiresAt == Self.end)
        for _ in 0..<20 { #expect(quota.take(limit: 20, at: Self.start) == nil) }
        #expect(quota.take(limit: 20, at: Self.end + .milliseconds(-1)) == Self.end)
        quota.refund(countedIn: Self.start)
        #expect(quota.take(limit: 20, at: Self.start) == nil)
        #expect(quota.take(limit: 20, at: Self.start) == Self.end)
        #expect(quota.take(limit: 1, at: Self.end) == nil, "a new hour")
        #expect(quota.take(limit: 1, at: Self.end) == Self.end + HourlyUses.hour)
        quota.refund(countedIn: Self.start)
        #expect(quota.take(limit: 1, at: Self.end) != nil, "the hour before gives nothing to this one")
        quota.refund(countedIn: Self.end)
        quota.refund(countedIn: Self.end)
        #expect(quota.take(limit: 1, at: Self.end) == nil)
        #expect(quota.take(limit: 1, at: Self.end) != nil, "nothing is given back twice")
    }
}
