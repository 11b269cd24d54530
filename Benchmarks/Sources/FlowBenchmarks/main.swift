// Whole sign-ins in memory, without the password hash and the token's signature, which a host's own ports would be.
// Run in a release build: `FlowBenchmarks [users] [rounds] [flow]`; `once` behind it for a single run without the trips to
// the hashing thread, as tools want it that count instructions or allocations.
import CognitoMFA
import CognitoMFATesting
import Dispatch

@Sendable nonisolated func measure(_ arguments: [String]) async throws {
    let numbers = arguments.compactMap { Int($0) }
    let users = numbers.first ?? 1_000
    let rounds = numbers.dropFirst().first ?? 20_000
    let only = arguments.dropFirst(2).first
    let once = arguments.last == "once"
    let world = try await FlowWorld(users: users)
    print("\(users) users, \(rounds) sign-ins a case")
    print("bytes stored per user: \(await world.bytesPerUser())")
    for flow in FlowWorld.Flow.allCases where only.map({ flow.rawValue == $0 }) ?? true {
        if once {
            _ = try await world.run(flow, rounds: rounds)
            continue
        }
        _ = try await world.run(flow, rounds: max(1, rounds / 10))
        var best = Double.infinity
        var trip = Double.infinity
        for _ in 0..<10 {
            best = min(best, try await world.run(flow, rounds: rounds / 10))
            trip = min(trip, await HashingTrip().run(rounds: rounds / 10))
        }
        let rest = best - trip
        print(
            "\(flow.rawValue): \(Int(best)) ns a sign-in, \(Int(trip)) of them the way to the hashing thread and back; "
                + "without it \(Int(rest)) ns, \(Int(1e9 / rest)) a second")
    }
    if only == nil || only == "hashing" {
        let ratio = try await HashingRatio().median(of: 11)
        print(
            "four password checks at once on one thread: \(Double(Int(ratio * 100)) / 100) times as fast as four alone")
    }
}

// Not awaited at top level: a main thread that waits for signals is none that valgrind can run.
let end = DispatchSemaphore(value: 0)
Task.detached {
    do { try await measure(Array(CommandLine.arguments.dropFirst())) } catch { fatalError("\(error)") }
    end.signal()
}
end.wait()
