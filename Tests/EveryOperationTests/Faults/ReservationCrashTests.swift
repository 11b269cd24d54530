import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A process that crashes before or after any call of an operation that creates, moves or releases an alias.
///
/// Then the client tries again, someone looks the alias up, and the store deletes expired rows a day later.
@Suite struct ReservationCrashTests {
    private static let names = [
        "UpdateUserAttributes, address", "UpdateUserAttributes, preferred name",
        "UpdateUserAttributes, preferred name for another", "AdminUpdateUserAttributes", "DeleteUserAttributes",
        "AdminDeleteUserAttributes", "VerifyUserAttribute", "ConfirmSignUp",
        "ConfirmSignUp, another's address by force",
        "AdminCreateUser, own password", "AdminCreateUser, another's address by force", "AdminImportUser",
        "RespondToAuthChallenge, text message, number becomes an alias", "InitiateAuth, migration", "DeleteUser",
        "AdminDeleteUser",
    ]
    private static let operations = FaultedOperation.all.filter { names.contains($0.label) }
    private static let aliases: [Username] = [
        "ada@example.com", "new@example.com", "grace@example.com", "mary@example.com", "+14155550123", "+14155550177",
        "countess", "enchantress",
    ]

    /// The user that each alias leads to.
    private func owners(_ world: FaultWorld) async -> [Username: Username] {
        var owners: [Username: Username] = [:]
        for alias in Self.aliases { owners[alias] = try? await world.pool.admin.user(alias).username }
        return owners
    }

    /// Deletes the expired rows, as a store may.
    private func cleanUp(_ world: FaultWorld) async {
        world.time.advance(by: .seconds(90_000))
        for row in await world.base.scan(prefix: "alias/", after: nil, limit: .max) {
            guard let end = row.record.expiresAt, end < world.time.now() else { continue }
            _ = await world.base.compareAndSwap(row.key, .delete(row.record.version))
        }
    }

    @Test func everyRowIsThere() { #expect(Self.operations.count == Self.names.count) }

    // R5-R9, R116
    @Test(arguments: operations, [StoreFault.crashesBefore, .crashesAfter]) func aCrashLeavesOneOwner(
        _ operation: FaultedOperation, _ fault: StoreFault
    ) async throws {
        guard FaultTable.isRun(operation, "crash \(fault)") else { return }
        let course = try await FaultCourse.of(operation)
        for call in FaultTable.places(FaultTable.places(fault, course), operation, "crash \(fault)") {
            for triesAgain in [false, true] {
                let cell = "\(operation.label), \(fault) at \(course.calls[call]), tries again: \(triesAgain)"
                let world = try await course.world()
                await world.store.follow(.call(call, fault))
                let first = await FaultAnswer(operation, world, course.given)
                await world.store.follow(.none)
                if triesAgain, first.isUnknown { _ = await FaultAnswer(operation, world, course.given) }
                let before = await owners(world)
                let state = try await StateDump(world)
                // After a look-up the owner has the whole alias, and a previous owner has nothing of it.
                let loose = state.rows.flatMap { row in
                    row.value.filter { $0.value == "dangling" }.map { "\(row.key) \($0.key)" }
                }
                #expect(loose.isEmpty, "\(cell): \(loose)")
                for (name, row) in state.rows where name.hasPrefix("alias") && !name.hasPrefix("alias sub") {
                    let isFinished = row["state"] == "confirmed" && row["previous"] == nil
                    // Or it still belongs to the previous owner.
                    #expect(isFinished || row["holder"] == nil, "\(cell): \(name) \(row)")
                }
                await cleanUp(world)
                let after = await owners(world)
                #expect(after == before, "\(cell): \(before) became \(after)")
                // An alias without an owner can be taken by anyone, and one with an owner by nobody.
                for alias in Self.aliases where alias.text.contains("@") {
                    let taken = await failure {
                        try await world.pool.admin.createUser(
                            "third", password: FaultWorld.password,
                            attributes: [.email: alias.text, .emailVerified: "true"])
                    }
                    #expect((taken == nil) == (after[alias] == nil), "\(cell): \(alias) \(String(describing: taken))")
                    if taken == nil { try await world.pool.admin.deleteUser("third") }
                }
            }
        }
    }
}
