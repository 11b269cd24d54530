import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import UserPoolModel

/// All that is outside the library in one schedule: rows, clocks, messages, and whose turn it is.
///
/// Everyone alive must have come to a turn before the next one is given, so one client runs at a time, and what happens
/// follows from the plan alone, whatever threads there are.
package final class World: Sendable {
    /// What a turn brings with it.
    enum Signal: Sendable {
        case go
        case fault(Plan.Fault.Kind)
        /// The process has died: nothing of this operation happens any more.
        case dead
    }

    /// What a port throws when the plan says so.
    struct Outage: Error {}

    /// A client as the world sees it.
    struct Party: Sendable {
        var step = 0
        var calls = 0
        var process = 0
        var isCalling = false
        var isDead = false
        var user = ""
        var began = 0
        var died = 0
        var low = Int64.max
        var high = Int64.min
        var messages: [Observation.Message] = []
        var said: [String] = []
    }

    struct State: Sendable {
        var randomness: SeededRandomness
        var waiting: [Int: CheckedContinuation<Signal, Never>] = [:]
        var alive: Int
        var running = 0
        var parties: [Party]
        var faults: [Plan.Fault]
        var instant = 0
        var now = Stage.start
        var tick = 12
        var offsets: [Int64]
        var incarnations: [Int]
        var rows: [RecordKey: VersionedRecord]
        var late: [(key: RecordKey, change: RecordChange, turns: Int)] = []
        var tokens: [String: (principal: Principal, end: UnixTime)] = [:]
        var salt = 0
        var people: [String: Person]
        var handles: [(user: String, held: Held)] = []
        var observations: [Observation] = []
        var tally = Tally()
        var bug: PlantedBug.State?
    }

    let plan: Plan
    let stage: Stage
    let state: Mutex<State>
    private let services = Mutex<[Int: (incarnation: Int, service: UserPoolService)]>([:])

    package init(_ plan: Plan, on stage: Stage, planting bug: PlantedBug? = nil) {
        self.plan = plan
        self.stage = stage
        state = Mutex(
            State(
                randomness: SeededRandomness(plan.salt), alive: plan.clients.count,
                parties: Array(repeating: Party(), count: plan.clients.count + 1), faults: plan.faults, tick: plan.tick,
                offsets: plan.offsets + [0], incarnations: Array(repeating: 0, count: plan.offsets.count + 1),
                rows: stage.rows(for: plan), people: stage.people, bug: bug.map { PlantedBug.State($0) }))
    }

    /// The process with a number, started anew if it has died.
    func service(of process: Int) -> UserPoolService {
        let incarnation = state.withLock { $0.incarnations[process] }
        return services.withLock { services in
            if let known = services[process], known.incarnation == incarnation { return known.service }
            let fresh = makeService(process, incarnation)
            services[process] = (incarnation, fresh)
            return fresh
        }
    }

    private func makeService(_ process: Int, _ incarnation: Int) -> UserPoolService {
        let seed = plan.seed &* 31 &+ UInt64(process * 1_000 + incarnation + 1)
        return UserPoolService(
            store: WorldStore(world: self), keys: stage.keys, tokens: WorldTokens(world: self),
            sms: WorldSMS(world: self), passwords: WorldHasher(world: self), observer: WorldObserver(world: self),
            profile: plan.isClassic ? .classic : .current,
            limits: FlowLimits(sendTimeout: .seconds(60), hashingThreads: 6),
            time: WorldClock(world: self, process: process), random: SeededRandomSource(seed: seed))
    }

    /// Ends the processes, which hold the world as it holds them.
    func end() { services.withLock { $0 = [:] } }

    // MARK: turns

    /// Waits for a client's next call: nothing is under way for it.
    func begin(_ client: Int, step place: Int, _ step: Plan.Step) async {
        _ = await wait(as: client)
        state.withLock { state in
            state.now += step.wait
            state.parties[client] = Party(step: place, process: step.process)
        }
    }

    /// Waits at a port for the turn of whoever runs.
    func turn() async -> Signal {
        let runner = state.withLock { $0.parties[$0.running].isDead ? nil : $0.running }
        guard let runner else { return .dead }
        return await wait(as: runner)
    }

    private func wait(as client: Int) async -> Signal {
        await withCheckedContinuation { (turn: CheckedContinuation<Signal, Never>) in
            let next = state.withLock { state in
                state.waiting[client] = turn
                return state.next(stickiness: plan.stickiness)
            }
            next?.turn.resume(returning: next?.signal ?? .go)
        }
    }

    /// A client has made all its calls.
    func finish() {
        let next = state.withLock { state in
            state.alive -= 1
            return state.next(stickiness: 0)
        }
        next?.turn.resume(returning: next?.signal ?? .go)
    }

    /// Makes room for the one who looks at everything in the end.
    func reopen() {
        state.withLock { state in
            state.alive = 1
            state.late = []
            state.faults = []
        }
    }

    // MARK: calls

    func open(_ client: Int, about user: String) {
        state.withLock { state in
            state.instant += 1
            let now = state.now + state.offsets[state.parties[client].process]
            state.parties[client].isCalling = true
            state.parties[client].user = user
            state.parties[client].began = state.instant
            state.parties[client].low = now
            state.parties[client].high = now
        }
    }

    /// Ends a call: whether its process has died meanwhile, and its observation with everything but what was asked.
    func close(_ client: Int, _ answer: Answer) -> Observation {
        state.withLock { state in
            state.instant += 1
            let party = state.parties[client]
            state.parties[client].isCalling = false
            return Observation(
                number: 0, client: "\(plan.label(client))@\(party.process)", user: party.user, request: .unlock,
                answer: party.isDead ? .lost : answer,
                span: .init(
                    began: party.began, ended: party.isDead ? party.died : state.instant,
                    clock: party.low...max(party.low, party.high)),
                messages: party.messages, said: party.said)
        }
    }

    func record(_ observation: Observation) {
        state.withLock { state in
            var observation = observation
            observation.number = state.observations.count
            state.observations.append(observation)
        }
    }
}

extension Plan {
    fileprivate func label(_ client: Int) -> String {
        client < clients.count ? "\(clients[client].role) \(client)" : "inspector"
    }
}
