import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Every fault of the store at every call of every operation.
@Suite struct StoreFaultTests {
    static let faults = StoreFault.allCases.filter { $0 != .waits && $0 != .waitsWithReply }

    // R5-R9, R13-R17, R116
    @Test(arguments: FaultedOperation.all, faults) func aFaultLeavesOneRun(
        _ operation: FaultedOperation, _ fault: StoreFault
    ) async throws {
        guard FaultTable.isRun(operation, fault) else { return }
        let course = try await FaultCourse.of(operation)
        for call in FaultTable.places(FaultTable.places(fault, course), operation, fault) {
            let world = try await course.world()
            await world.store.follow(.call(call, fault))
            let first = await FaultAnswer(operation, world, course.given)
            var verify = FaultCheck(course, world, "\(operation.label), \(fault) at \(course.calls[call])")
            try await verify.verify(
                first, isLate: fault == .landsBeforeNext || fault == .landsAfterNext, isStale: fault == .readsStale)
            verify.report()
        }
    }

    // R12: a call survives fifteen conflicts; the sixteenth ends it without a verdict.
    @Test(arguments: FaultedOperation.all, [2, 15, 16]) func conflictsInARow(
        _ operation: FaultedOperation, _ conflicts: Int
    ) async throws {
        guard FaultTable.isRun(operation, conflicts) else { return }
        let course = try await FaultCourse.of(operation)
        let world = try await course.world()
        await world.store.follow(.swaps([StoreFault?](repeating: .conflicts, count: conflicts)))
        let first = await FaultAnswer(operation, world, course.given)
        var verify = FaultCheck(course, world, "\(operation.label), \(conflicts) conflicts")
        try await verify.verify(first)
        verify.report()
        if conflicts < 16 { #expect(first.text == course.clean.text, "\(operation.label)") }
    }

    // R18
    @Test(arguments: FaultedOperation.all) func aCallerWhoGoesAwayAtACall(_ operation: FaultedOperation) async throws {
        guard FaultTable.isRun(operation, "cancelled") else { return }
        let course = try await FaultCourse.of(operation)
        for call in FaultTable.places(Array(course.calls.indices), operation, "cancelled") {
            let world = try await course.world()
            await world.store.follow(.call(call, .waits))
            let task = Task { await FaultAnswer(operation, world, course.given) }
            await world.waits(for: task)
            task.cancel()
            let first = await world.ends(task)
            var verify = FaultCheck(course, world, "\(operation.label), cancelled at \(course.calls[call])")
            try await verify.verify(first)
            verify.report()
        }
    }

    /// The same request twice: the second runs from start to end while the first waits at a call.
    @Test(arguments: FaultedOperation.all) func aRequestThatIsDeliveredTwice(
        _ operation: FaultedOperation
    ) async throws {
        guard FaultTable.isRun(operation, "twice") else { return }
        let course = try await FaultCourse.of(operation)
        for call in FaultTable.places(Array(course.calls.indices), operation, "twice") {
            let world = try await course.world()
            await world.store.follow(.call(call, .waits))
            let task = Task { await FaultAnswer(operation, world, course.given) }
            await world.waits(for: task)
            let held = await world.store.waiting
            let other = Task { await FaultAnswer(operation, world, course.given) }
            await world.waits(for: other, beyond: held)
            let answers = [await world.ends(task), await world.ends(other)]
            let cell = "\(operation.label), delivered twice at \(course.calls[call])"
            let end = try await StateDump(world)
            let done = answers.count { $0.text == course.clean.text }
            let isTrue: Bool =
                switch (operation.repetition, done) {
                case (.runs, 2): operation.matches(end, course.twice)
                case (_, 0): end == course.start || end == course.once
                default: operation.matches(end, course.once) || operation.matches(end, course.twice)
                }
            #expect(
                isTrue,
                "\(cell): told \(answers.map(\.text)), \(end.differences(from: done == 2 ? course.twice : course.once))"
            )
            var verify = FaultCheck(course, world, cell)
            try await verify.verify(answers)
            verify.report()
        }
    }

    /// The table has every operation, and has a known size.
    @Test func theTable() async throws {
        let names = Set(FaultedOperation.all.map(\.name))
        let known = try OperationSources().all
        #expect(names.count >= 56 && names.isSubset(of: known.union(FaultedOperation.inProcessOnly)))
        #expect(Set(FaultedOperation.all.map(\.label)).count == FaultedOperation.all.count)
        guard FaultTable.isWhole else { return }
        var cells = (store: 0, caller: 0, ports: 0, clock: 0)
        for operation in FaultedOperation.all {
            let course = try await FaultCourse.of(operation)
            cells.store += Self.faults.reduce(3) { $0 + FaultTable.places($1, course).count }
            cells.caller += 2 * course.calls.count
            cells.ports += PortFault.allCases.reduce(0) { $0 + FaultTable.places($1, course).count }
            cells.clock += 2 * course.readings
        }
        let whole = cells.store + cells.caller + cells.ports + cells.clock
        print("fault table: \(FaultedOperation.all.count) rows, \(whole) cells, \(cells)")
        #expect(whole > 5_000)
    }
}

extension FaultWorld {
    /// Returns when more than a number of store calls wait, or when the task has ended.
    ///
    /// Otherwise it returns after a time, because a call may wait for a message of the held one.
    func waits(for task: Task<FaultAnswer, Never>, beyond others: Int = 0) async {
        let ended = Ended(task)
        for _ in 0..<5_000 {
            guard await store.waiting <= others, await !ended.value else { return }
            await Task.yield()
        }
    }

    /// Lets every call continue until the task has ended.
    func ends(_ task: Task<FaultAnswer, Never>) async -> FaultAnswer {
        let ended = Ended(task)
        while await !ended.value {
            await store.release()
            await Task.yield()
        }
        return await task.value
    }

    /// Records the end of a task.
    private actor Ended {
        private(set) var value = false

        init(_ task: Task<FaultAnswer, Never>) {
            Task {
                _ = await task.value
                await self.set()
            }
        }

        private func set() { value = true }
    }
}
