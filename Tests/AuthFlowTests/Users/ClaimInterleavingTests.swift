import Foundation
import Testing

/// Two operations that meet at one name or one address, in every order of their calls to the store, with a crash of
/// either or both before any call.
@Suite struct ClaimInterleavingTests {
    // R5-R9
    @Test(arguments: [ClaimContest.oneName, .oneAddress]) func everyOrderOfTheirCalls(_ contest: ClaimContest)
        async throws
    {
        let search = try await ClaimContestWalk(contest).walk(crashes: false)
        #expect(search.orders() > 2_500)
    }

    // R5-R9
    @Test(arguments: [ClaimContest.oneName, .oneAddress]) func everyOrderWithACrashAnywhere(_ contest: ClaimContest)
        async throws
    {
        let search = try await ClaimContestWalk(contest).walk(crashes: true)
        #expect(search.orders() > 10_000)
    }

    // R5-R9, R116
    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["EVERY_ORDER"] != nil), arguments: ClaimContest.others
    ) func everyOrderOfTheRestWithACrashAnywhere(_ contest: ClaimContest) async throws {
        let search = try await ClaimContestWalk(contest).walk(crashes: true)
        #expect(search.orders() > 500)
    }
}
