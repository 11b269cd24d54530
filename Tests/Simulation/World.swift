import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import UserPoolModel

/// The world outside the library in one schedule: rows, clocks, messages and the order of turns.
///
/// A turn is given when every active client waits for one. One client runs at a time, so the history follows from the plan
/// and not from the threads.
package final class World: Sendable {
    /// The effect that comes with a turn.
    enum Signal: Sendable {
        case go
        case fault(Plan.Fault.Kind)
        /// The process has died: the operation has no further effect.
        case dead
    }

    /// The error that a port throws for a planned fault.
    struct Outage: Error {}

    /// One client's place in its script, and the call under way.
    struct ClientState: Sendable {
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
        /// The planted bug that the call under way would show.
        var flaw: PlantedBug?
        /// True while a planted bug shows the pool to the call as one that demands no factor.
        var seesPoolOff = false
        var messages: [Observation.Message] = []
        var texts: [String] = []
    }

    struct State: Sendable {
        var randomness: SeededRandomness
        var waiting: [Int: CheckedContinuation<Signal, Never>] = [:]
        var alive: Int
        var running = 0
        var clients: [ClientState]
        var faults: [Plan.Fault]
        var instant = 0
        var now = Stage.start
        var tick = 12
        var offsets: [Int64]
        var incarnations: [Int]
        var rows: [RecordKey: VersionedRecord]
        var late: [(key: RecordKey, change: RecordChange, turns: Int)] = []
        var tokens: [String: (principal: Principal, end: UnixTime, groups: [String])] = [:]
        var salt = 0
        var people: [String: Person]
        var handles: [(user: String, held: HeldSession)] = []
        /// Every browser session that somebody holds.
        var browsers: Set<String> = []
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
                clients: Array(repeating: ClientState(), count: plan.clients.count + 1), faults: plan.faults,
                tick: plan.tick,
                offsets: plan.offsets + [0], incarnations: Array(repeating: 0, count: plan.offsets.count + 1),
                rows: stage.rows(for: plan), people: stage.people,
                bug: bug.map { PlantedBug.State($0, poolOff: stage.poolOff) }))
    }

    /// Returns the process with a number, restarted if it has died.
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
        let own = WorldTriggers(world: self)
        let triggers =
            plan.hasTriggers ? Triggers(customMessage: own, preTokenGeneration: own) : Triggers()
        var limits = FlowLimits(sendTimeout: .seconds(60), hashingThreads: 6)
        limits.triggerTimeout = .seconds(600)
        return UserPoolService(
            store: WorldStore(world: self), keys: stage.keys, tokens: WorldTokens(world: self),
            sms: WorldSMS(world: self), passwords: WorldHasher(world: self), triggers: triggers,
            observer: WorldObserver(world: self),
            profile: plan.isClassic ? .classic : .current,
            limits: limits,
            time: WorldClock(world: self, process: process), random: SeededRandomSource(seed: seed))
    }

    /// Ends the processes, and with them the reference cycle between processes and world.
    func end() { services.withLock { $0 = [:] } }

    // MARK: turns

    /// Waits for the turn of a client's next call; the client has no call under way.
    func begin(_ client: Int, step place: Int, _ step: Plan.Step) async {
        _ = await wait(as: client)
        state.withLock { state in
            state.now += step.wait
            state.clients[client] = ClientState(step: place, process: step.process)
        }
    }

    /// Waits at a port for the next turn of the client that runs.
    func turn() async -> Signal {
        let runner = state.withLock { $0.clients[$0.running].isDead ? nil : $0.running }
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

    /// Ends a client that has made all its calls.
    func finish() {
        let next = state.withLock { state in
            state.alive -= 1
            return state.next(stickiness: 0)
        }
        next?.turn.resume(returning: next?.signal ?? .go)
    }

    /// Prepares the world for the inspection after the last call.
    func reopen() {
        state.withLock { state in
            state.alive = 1
            state.late = []
            state.faults = []
        }
    }

    // MARK: calls

    func open(_ client: Int, about user: String, showing flaw: PlantedBug? = nil) {
        state.withLock { state in
            state.instant += 1
            let now = state.now + state.offsets[state.clients[client].process]
            state.clients[client].isCalling = true
            state.clients[client].flaw = flaw
            state.clients[client].seesPoolOff = flaw.map { $0 == state.bug?.bug && $0 != .switchGrants } ?? false
            state.clients[client].user = user
            state.clients[client].began = state.instant
            state.clients[client].low = now
            state.clients[client].high = now
        }
    }

    /// Ends a call and returns its observation, without the request; the answer is lost if its process has died.
    func close(_ client: Int, _ answer: Answer) -> Observation {
        state.withLock { state in
            state.instant += 1
            let ended = state.clients[client]
            state.clients[client].isCalling = false
            return Observation(
                number: 0, client: "\(plan.label(client))@\(ended.process)", user: ended.user, request: .unlock,
                answer: ended.isDead ? .lost : answer,
                span: .init(
                    began: ended.began, ended: ended.isDead ? ended.died : state.instant,
                    clock: ended.low...max(ended.low, ended.high)),
                messages: ended.messages, texts: ended.texts)
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
