import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// Every fault of hasher, signer, senders and triggers at every call of every operation.
@Suite struct PortFaultTableTests {
    // R17, R71-R73, R94
    @Test(arguments: FaultedOperation.all, PortFault.allCases) func aPortThatFails(
        _ operation: FaultedOperation, _ fault: PortFault
    ) async throws {
        guard FaultTable.isRun(operation, fault) else { return }
        let course = try await FaultCourse.of(operation)
        let places = FaultTable.places(fault, course)
        for place in FaultTable.places(Array(places.indices), operation, fault).map({ places[$0] }) {
            let cell = "\(operation.label), \(fault) at \(place.port) \(place.call)"
            let world = try await course.world(hanging: fault == .hangs ? place.port : nil)
            world.ports.plan(place.port, call: place.call, fault)
            let first: FaultAnswer
            if fault == .waits {
                let task = Task { await FaultAnswer(operation, world, course.given) }
                first = await world.endsCancelled(task)
            } else {
                first = await FaultAnswer(operation, world, course.given)
            }
            if fault == .refuses {
                try await standsAfterRefusal(first, course, world, cell)
                continue
            }
            if place.port.isTrigger, fault != .waits {
                try await standsAfterTrigger(fault, of: place.port, first, course, world, cell)
                continue
            }
            // A cancelled message counts as sent, and the event says that it was sent.
            if fault == .hangs {
                // Its event comes after the answer, at a time of its own.
                for _ in 0..<1_000_000 where world.ports.cancelled == 0 { await Task.yield() }
                #expect(world.ports.cancelled == 1, "\(cell)")
            }
            var verify = FaultCheck(course, world, cell)
            try await verify.verify(first)
            verify.report()
        }
    }

    // R71: the challenge stays open, and the message is refunded to both quotas.
    private func standsAfterRefusal(
        _ first: FaultAnswer, _ course: FaultCourse, _ world: FaultWorld, _ cell: String
    ) async throws {
        let end = try await StateDump(world)
        #expect(first.text == course.clean.text, "\(cell)")
        let others = end.differences(from: course.once).filter { !$0.contains("sends") }
        #expect(others.isEmpty, "\(cell): \(others)")
        let sends = course.ports[.sms, default: 0] + course.ports[.email, default: 0]
        #expect(end.quota - course.start.quota == sends - 1, "\(cell)")
    }

    // R71, R94: what was decided stands, and counts; a message is not sent, and the tokens of a grant are lost.
    private func standsAfterTrigger(
        _ fault: PortFault, of port: Port, _ first: FaultAnswer, _ course: FaultCourse, _ world: FaultWorld,
        _ cell: String
    ) async throws {
        let end = try await StateDump(world)
        if ["ForgotPassword", "ResendConfirmationCode"].contains(course.operation.name) {
            #expect(first.text == course.clean.text, "\(cell)")
        } else {
            #expect(first.error?.code == (fault == .hangs ? .unexpectedLambda : .userLambdaValidation), "\(cell)")
        }
        let lost = port == .customMessage ? "sends" : "family"
        let others = end.differences(from: course.once).filter { !$0.contains(lost) }
        #expect(others.isEmpty, "\(cell): \(others)")
        let sends = course.ports[.sms, default: 0] + course.ports[.email, default: 0]
        #expect(world.ports.handed <= (port == .customMessage ? sends - 1 : sends), "\(cell)")
        #expect(end.quota - course.start.quota >= world.ports.handed, "\(cell)")
        // Within a few milliseconds the next try might be cut off too.
        guard fault != .hangs else { return }
        world.ports.plan(nil)
        let second = await FaultAnswer(course.operation, world, course.given)
        #expect(second.text == course.again.text, "\(cell): the next try was told \(second.text)")
    }

    // R71: CodeDeliveryFailureException, and the session is gone; R73: an answer that does not wait hides the refusal.
    @Test(arguments: FaultedOperation.all) func strictRefusals(_ operation: FaultedOperation) async throws {
        guard FaultTable.isRun(operation, "strict") else { return }
        let usual = try await FaultCourse.of(operation)
        guard usual.ports[.sms, default: 0] + usual.ports[.email, default: 0] > 0 else { return }
        var strict = operation
        strict.settings.profile = .strict
        strict.settings.hidesUnknown = false
        let course = try await FaultCourse.of(strict)
        let places = FaultTable.places(.refuses, course)
        #expect(!places.isEmpty, "\(operation.label)")
        for place in FaultTable.places(Array(places.indices), operation, "strict").map({ places[$0] }) {
            let cell = "\(operation.label), strict, refused at \(place.port) \(place.call)"
            let world = try await course.world()
            world.ports.plan(place.port, call: place.call, .refuses)
            let first = await FaultAnswer(strict, world, course.given)
            let end = try await StateDump(world)
            if ["ForgotPassword", "ResendConfirmationCode"].contains(operation.name) {
                #expect(first.text == course.clean.text, "\(cell)")
            } else {
                #expect(first.error?.code == .codeDeliveryFailure, "\(cell): \(first.text)")
            }
            let others = end.differences(from: course.once).filter { !$0.contains("sends") && !$0.contains("sessions") }
            #expect(others.isEmpty, "\(cell): \(others)")
            // These two put the challenge back that stood before.
            guard !["SendNewCode", "UseAnotherFactor"].contains(operation.name) else { continue }
            #expect(Self.awaitedCodes(in: end).isEmpty, "\(cell): a challenge whose code was refused stands")
        }
    }

    // The dump names a code that is awaited; else the row above would show nothing.
    @Test func anAwaitedCodeStandsInTheDump() async throws {
        let courses = FaultedOperation.all.filter { $0.name == "InitiateAuth" }
        var found = 0
        for operation in courses {
            found += Self.awaitedCodes(in: try await FaultCourse.of(operation).once).isEmpty ? 0 : 1
        }
        #expect(found > 0)
    }

    /// The paths of users' records that lead to a code of a challenge.
    private static func awaitedCodes(in dump: StateDump) -> [String] {
        dump.rows.filter { $0.key.hasPrefix("user ") }.flatMap { row in
            row.value.keys.filter { $0.contains("sessions") && $0.contains("sentCode") }
        }
    }
}

extension FaultWorld {
    /// Cancels a task that waits at a port, and lets it continue.
    func endsCancelled(_ task: Task<FaultAnswer, Never>) async -> FaultAnswer {
        await ports.gate.someoneWaits()
        task.cancel()
        await ports.gate.release()
        return await task.value
    }
}
