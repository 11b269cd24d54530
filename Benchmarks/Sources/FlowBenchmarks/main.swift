// Whole sign-ins in memory, without the password hash and the token's signature, which a host's own ports would be.
// Run in a release build: `FlowBenchmarks [users] [rounds] [flow]`.
import CognitoMFA
import CognitoMFATesting

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let users = arguments.first ?? 1_000
let rounds = arguments.dropFirst().first ?? 20_000

let world = try await FlowWorld(users: users)
print("\(users) users, \(rounds) sign-ins a case")
print("bytes stored per user: \(await world.bytesPerUser())")
let only = CommandLine.arguments.dropFirst(3).first
for flow in FlowWorld.Flow.allCases where only.map({ flow.rawValue == $0 }) ?? true {
    _ = try await world.run(flow, rounds: max(1, rounds / 10))
    var best = Double.infinity
    var trip = Double.infinity
    for _ in 0..<5 {
        best = min(best, try await world.run(flow, rounds: rounds / 5))
        trip = min(trip, await HashingTrip().run(rounds: rounds / 5))
    }
    let rest = best - trip
    print(
        "\(flow.rawValue): \(Int(best)) ns a sign-in, \(Int(trip)) of them the way to the hashing thread and back; "
            + "without it \(Int(rest)) ns, \(Int(1e9 / rest)) a second")
}
if only == nil || only == "hashing" {
    let ratio = try await HashingRatio().median(of: 11)
    print("four password checks at once on one thread: \(Double(Int(ratio * 100)) / 100) times as fast as four alone")
}
