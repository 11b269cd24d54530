import Foundation
import TestSupport
import Testing

/// Two operations on one name or one address, in every order of their store calls, with a crash of either or both before
/// any call.
@Suite struct ReservationInterleavingTests {
    /// Walks that take too long without optimisation: `EVERY_ORDER=1` runs them too, `EVERY_ORDER=2` the longest as well.
    private static let effort = Int(ProcessInfo.processInfo.environment["EVERY_ORDER"] ?? "") ?? 0

    // R5-R9
    @Test func everyOrderOfTheirCalls() async throws {
        let search = try await ReservationContestWalk(.oneAddress).walk(crashes: false)
        #expect(search.orders() > 10_000)
    }

    // R120: of the creator of a name and one who takes it as an alias at most one succeeds.
    @Test func everyOrderOfACreatorAndWhoPrefersTheName() async throws {
        let search = try await ReservationContestWalk(.nameOrAlias).walk(crashes: false)
        #expect(search.orders() > 1_000)
    }

    // R120, R116
    @Test(.enabled(if: effort > 0), arguments: ReservationContest.names)
    func everyOrderAtANameWithACrashAnywhere(_ contest: ReservationContest) async throws {
        let search = try await ReservationContestWalk(contest).walk(crashes: true)
        #expect(search.orders() > 1_000)
    }

    // R5-R9
    @Test(.enabled(if: effort > 0)) func everyOrderOfTwoCreatorsOfOneName() async throws {
        let search = try await ReservationContestWalk(.oneName).walk(crashes: false)
        #expect(search.orders() > 10_000)
    }

    // R5-R9, R116
    @Test(.enabled(if: effort > 0), arguments: [ReservationContest.oneName, .oneAddress] + ReservationContest.others)
    func everyOrderWithACrashAnywhere(_ contest: ReservationContest) async throws {
        let search = try await ReservationContestWalk(contest).walk(crashes: true)
        #expect(search.orders() > 15_000)
    }

    // R5-R9
    @Test(.enabled(if: effort > 1)) func everyOrderOfTwoCreatorsByForceWithACrashAnywhere() async throws {
        let search = try await ReservationContestWalk(.twoByForce).walk(crashes: true)
        #expect(search.orders() > 1_000_000)
    }
}
