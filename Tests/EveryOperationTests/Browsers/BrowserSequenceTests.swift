import CognitoMFACore
import CognitoMFAService
import Foundation
import Testing
import UserPoolModel

/// Every sequence of openings, uses and ends of two browsers' sessions, compared with a model of the rules (R130).
@Suite struct BrowserSequenceTests {
    typealias Browser = BrowserStep.Browser

    /// The number of steps: more in a stage of its own.
    private static let depth =
        ProcessInfo.processInfo.environment["EXHAUSTIVE_DEPTH"].flatMap { Int($0) } ?? 3

    /// Figures of a search, and the first sequence that the model does not explain.
    private struct Search {
        var states = 1
        var steps = 0
        /// Successes and refusals of steps, by kind: no rule is verified on nothing.
        var outcomes: [String: (done: Int, refused: Int)] = [:]
        var contradiction: [BrowserStep]?
    }

    /// Breadth first; states that the model does not tell apart are gone through once.
    private func search(_ profile: CognitoProfile, depth: Int, flaw: BrowserModel.Flaw? = nil) async throws -> Search {
        var search = Search()
        var start = BrowserModel()
        (start.isStrict, start.flaw) = (profile == .strict, flaw)
        var seen: Set<BrowserModel> = [start]
        var level = [(model: start, world: try await BrowserWorld(profile), way: [BrowserStep]())]
        for _ in 0..<depth {
            var next: [(model: BrowserModel, world: BrowserWorld, way: [BrowserStep])] = []
            for (model, world, way) in level {
                for step in BrowserStep.all {
                    var (model, world) = (model, world)
                    let expected = model.take(step)
                    let isDone = try await world.take(step)
                    search.steps += 1
                    search.outcomes[step.name, default: (0, 0)].done += isDone ? 1 : 0
                    search.outcomes[step.name, default: (0, 0)].refused += isDone ? 0 : 1
                    let (browsers, former) = try await world.answered()
                    guard isDone == expected, former == 0,
                        browsers == Set(Browser.allCases.filter { model.isSignedIn($0) })
                    else {
                        search.contradiction = way + [step]
                        return search
                    }
                    if seen.insert(model).inserted { next.append((model, world, way + [step])) }
                }
            }
            search.states += next.count
            level = next
        }
        return search
    }

    // R130, decision 0033
    @Test(arguments: CognitoProfile.allCases) func everySequenceIsExplained(_ profile: CognitoProfile) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let search = try await search(profile, depth: Self.depth)
        print(
            "browsers, \(profile), depth \(Self.depth): \(search.states) states, \(search.steps) transitions in "
                + "\(clock.now - start)")
        #expect(search.contradiction == nil, "\(search.contradiction ?? [])")
        #expect(search.steps >= 18 * 18 && search.outcomes.count == 12)
        for name in ["open", "confirm", "change the password", "sign out everywhere", "add an app"] {
            #expect(search.outcomes[name].map { $0.done > 0 && $0.refused > 0 } == true, "\(name)")
        }
    }

    /// The shortest way to a difference, where one rule is left out of the model.
    @Test(arguments: BrowserModel.Flaw.allCases) func aRuleThatIsLeftOutIsMissed(_ flaw: BrowserModel.Flaw) async throws
    {
        let profile: CognitoProfile = flaw == .factorChangeForgotten ? .strict : .current
        let search = try await search(profile, depth: 5, flaw: flaw)
        let way = try #require(search.contradiction, "\(flaw)")
        print("browsers, \(flaw): \(way)")
        #expect(way.count <= 5)
    }
}
