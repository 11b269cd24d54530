import AuthFlow
import Foundation
import Testing
import UserPoolModel

@Suite("Every sequence of steps in a small world")
struct ExhaustiveTests {
    /// How many steps the full search goes; it is run by hand and in a stage of its own, in release.
    static let depth = ProcessInfo.processInfo.environment["EXHAUSTIVE_DEPTH"].flatMap { Int($0) }

    @Test func aReducedWorldToDepthSix() throws {
        let start = ContinuousClock.now
        var search = Search(.classic, .reduced)
        try search.run(
            from: [Beginning(one: .app, other: .plain, setting: .on)], depth: 6)
        print("reduced: \(search.figures) in \(ContinuousClock.now - start)")
    }

    @Test(.enabled(if: depth != nil), arguments: ParityProfile.allCases)
    func everyStepInEveryProfile(_ profile: ParityProfile) throws {
        let depth = try #require(Self.depth)
        let start = ContinuousClock.now
        var search = Search(profile, .full)
        try search.run(from: Beginning.Start.pairs([.off, .optional, .on]), depth: depth)
        print("\(profile), depth \(depth): \(search.figures) in \(ContinuousClock.now - start)")
    }
}
