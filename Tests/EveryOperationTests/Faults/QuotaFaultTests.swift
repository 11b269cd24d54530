import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Creations that count their message first, while the store fails at each of their calls.
@Suite struct QuotaFaultTests {
    private static let address = "grace@example.com"

    /// Two messages short of the limit.
    private static let eighteen: @Sendable (FaultWorld) async throws -> FaultedOperation.Given = { world in
        for number in 0..<18 { _ = try await world.signUp(Username("before\(number)"), email: address) }
        return FaultedOperation.Given()
    }

    private static func signUp(_ world: FaultWorld, _ name: Username) async throws -> FaultedOperation.Told {
        _ = try await world.pool.signUp(name, password: FaultWorld.password, attributes: [.email: address])
        return .done
    }

    private static func invite(_ world: FaultWorld, _ name: Username) async throws -> FaultedOperation.Told {
        try await world.pool.admin.createUser(
            name, temporaryPassword: "Temporary-1843", attributes: [.email: address], invitingBy: ["EMAIL"])
        return .done
    }

    private static let operations = [
        FaultedOperation("SignUp", "the nineteenth", .refused, given: eighteen) { world, _ in
            try await signUp(world, "grace")
        },
        FaultedOperation("SignUp", "a taken name", .refused, given: eighteen) { world, _ in
            try await signUp(world, "ada")
        },
        FaultedOperation("AdminCreateUser", "the nineteenth", .refused, given: eighteen) { world, _ in
            try await invite(world, "grace")
        },
        FaultedOperation("AdminCreateUser", "a taken name", .refused, given: eighteen) { world, _ in
            try await invite(world, "ada")
        },
    ]

    private static let faults = StoreFault.allCases.filter { $0 != .waits && $0 != .waitsWithReply }

    // R11, R127: at most twenty an hour whatever fails, and a creation refused for the limit leaves no user.
    @Test(arguments: operations, faults) func noFaultLosesALimit(
        _ operation: FaultedOperation, _ fault: StoreFault
    ) async throws {
        let course = try await FaultCourse.of(operation)
        let places = FaultTable.places(fault, course)
        #expect(!places.isEmpty)
        for call in places {
            let cell = "\(operation.label), \(fault) at \(course.calls[call])"
            let world = try await course.world()
            await world.store.follow(.call(call, fault))
            let first = await FaultAnswer(operation, world, course.given)
            await world.store.follow(.none)
            await world.store.landAll()
            #expect(first.error?.code != .limitExceeded, "\(cell)")
            let counted = try await StateDump(world).quota - course.start.quota
            #expect(counted >= world.ports.handed, "\(cell)")
            var created = 0
            for number in 0..<4 {
                let name = Username("after\(number)")
                let error = await failure { _ = try await Self.signUp(world, name) }
                created += error == nil ? 1 : 0
                let isThere = await failure { _ = try await world.pool.admin.user(name) } == nil
                #expect(isThere == (error == nil), "\(cell): \(name)")
            }
            // Eighteen were sent before. A lost message still counts.
            #expect(world.ports.handed <= 2 && created >= 1, "\(cell): \(world.ports.handed) and \(created)")
        }
    }
}
