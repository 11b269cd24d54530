import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import Foundation
import UserPoolModel

/// A run of an operation without a fault, with which every cell of its row is compared.
struct FaultCourse: Sendable {
    let operation: FaultedOperation
    let snapshot: FaultWorld.Snapshot
    let given: FaultedOperation.Given
    /// The store's calls of one run.
    let calls: [StoreCall]
    /// The number of calls of each other port, and of clock readings.
    let ports: [Port: Int]
    let readings: Int
    /// The triggers that were called after the swap, by their sources.
    let sources: [String]
    let clean: FaultAnswer
    /// The answer to the same call after it was performed.
    let again: FaultAnswer
    /// The stored state before, after one run, and after two.
    let start: StateDump
    let once: StateDump
    let twice: StateDump

    init(_ operation: FaultedOperation) async throws {
        self.operation = operation
        let world = try await FaultWorld.founded(operation.settings)
        given = try await operation.prepare(world)
        snapshot = await world.snapshot()

        let run = try await FaultWorld(operation.settings, seed: 99, from: snapshot)
        start = try await StateDump(run)
        await run.store.follow(.none)
        run.ports.plan(nil)
        run.time.jump(at: -1, by: .zero)
        clean = await FaultAnswer(operation, run, given)
        calls = await run.store.calls.map(\.call)
        ports = Dictionary(uniqueKeysWithValues: Port.allCases.map { ($0, run.ports.count($0)) })
        readings = run.time.readings
        sources = run.ports.sources
        once = try await StateDump(run)
        again = await FaultAnswer(operation, run, given)
        twice = try await StateDump(run)
    }

    /// The world as it is before the call.
    func world(hanging port: Port? = nil) async throws -> FaultWorld {
        var settings = operation.settings
        if port?.isTrigger == true { settings.triggerTimeout = .milliseconds(5) }
        if port?.isTrigger == false { settings.sendTimeout = .milliseconds(5) }
        let world = try await FaultWorld(settings, seed: 99, from: snapshot)
        await world.store.follow(.none)
        world.ports.plan(nil)
        return world
    }

    /// A set-up is slow, so cells share it.
    static func of(_ operation: FaultedOperation) async throws -> FaultCourse {
        try await Courses.shared.course(operation)
    }

    private actor Courses {
        static let shared = Courses()
        private var known: [String: Task<FaultCourse, any Error>] = [:]

        func course(_ operation: FaultedOperation) async throws -> FaultCourse {
            let key = "\(operation.label) \(operation.settings.profile)"
            let task = known[key] ?? Task { try await FaultCourse(operation) }
            known[key] = task
            return try await task.value
        }
    }
}

/// The part of the table that runs: one cell of every sixth pair of operation and fault, or all with FAULTS=all.
enum FaultTable {
    static let isWhole = ProcessInfo.processInfo.environment["FAULTS"] == "all"

    /// Returns true when a pair runs.
    static func isRun(_ operation: FaultedOperation, _ fault: some Hashable & Sendable) -> Bool {
        isWhole || isKept(operation, fault) || number(operation, fault) % 6 == 0
    }

    /// Pairs that have found faults: all their cells always run.
    private static let kept: Set<String> = [
        "DeleteUserPoolClient crashesAfter", "DeleteUserPool crashesAfter",
        "UpdateUserAttributes, preferred name crashesAfter",
        "AdminCreateUser, another's address by force crash crashesAfter",
    ]

    private static func isKept(_ operation: FaultedOperation, _ fault: some Hashable & Sendable) -> Bool {
        kept.contains("\(operation.label) \(fault)")
    }

    /// Not `hashValue`, which differs from run to run.
    private static func number(_ operation: FaultedOperation, _ fault: some Hashable & Sendable) -> Int {
        "\(operation.label) \(fault)".utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    }

    /// Returns all places where a fault can occur, or one of them that differs from pair to pair.
    static func places(_ all: [Int], _ operation: FaultedOperation, _ fault: some Hashable & Sendable) -> [Int] {
        guard !isWhole, !isKept(operation, fault), !all.isEmpty else { return all }
        return isRun(operation, fault) ? [all[number(operation, fault) / 6 % all.count]] : []
    }

    /// The calls of other ports at which a fault makes a difference.
    static func places(_ fault: PortFault, _ course: FaultCourse) -> [(port: Port, call: Int)] {
        Port.allCases.flatMap { port -> [(port: Port, call: Int)] in
            let sends = port == .sms || port == .email
            let counts =
                switch fault {
                case .throwsBefore, .waits: true
                case .throwsAfter: sends || port == .issue
                case .hangs: sends || port.isTrigger
                case .refuses, .doesItTwice: sends
                }
            return counts ? (0..<course.ports[port, default: 0]).map { (port, $0) } : []
        }
    }

    /// The calls at which a fault of the store makes a difference.
    static func places(_ fault: StoreFault, _ course: FaultCourse) -> [Int] {
        course.calls.filter { call in
            switch fault {
            case .dropsBeforeCommit, .crashesBefore: true
            case .readsStale: call.kind == .read
            case .losesReply, .landsBeforeNext, .landsAfterNext, .conflicts, .deliversTwice, .crashesAfter:
                call.kind == .swap
            case .waits, .waitsWithReply: false
            }
        }.map(\.number)
    }
}
