import Synchronization
import Testing

@testable import CognitoMFAServer

@Suite struct HealthCheckTests {
    private struct Ill: Error {}

    @Test func theAnswerIsThatOfTheProbe() async {
        #expect(await HealthCheck {}.isWell())
        #expect(await !HealthCheck { throw Ill() }.isWell())
    }

    @Test func manyChecksProbeTheStoreOnce() async {
        let count = Mutex(0)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let check = HealthCheck(limit: .seconds(60)) {
            count.withLock { $0 += 1 }
            for await _ in gate {}
        }
        let answers = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 { group.addTask { await check.isWell() } }
            group.addTask {
                // All hundred may ask before or after the probe; a late one gets the answer of a moment ago.
                open.finish()
                return true
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0 } && answers.count == 101)
        #expect(count.withLock { $0 } == 1)
    }

    @Test func aHangingStoreIsUnhealthy() async {
        let (hanging, _) = AsyncStream.makeStream(of: Void.self)
        let check = HealthCheck(limit: .milliseconds(20)) { for await _ in hanging {} }
        #expect(await !check.isWell())
    }
}
