import AuthFlow
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// A record with a critical field of a later release, met by every operation that reads it.
@Suite struct UnknownTagTests {
    private static let tag: UInt8 = 0x7E
    private static let field = FieldSplice.field(tag, [1])

    /// A world whose rows under a prefix are of a later release, and their keys.
    private func world(
        _ course: FaultCourse, _ prefix: String
    ) async throws -> (world: FaultWorld, keys: Set<RecordKey>) {
        let world = try await course.world()
        var keys: Set<RecordKey> = []
        for row in await world.base.scan(prefix: prefix, after: nil, limit: .max) {
            let head = row.record.contents.prefix(2)
            let contents = Array(row.record.contents.dropFirst(2))
            let later = try #require(LaterRelease.adding(Self.field, to: contents, of: row.key))
            let record = VersionedRecord(
                version: RecordVersion("later"), contents: head + later, expiresAt: row.record.expiresAt)
            _ = await world.base.compareAndSwap(row.key, .replace(row.record.version, with: record))
            keys.insert(row.key)
        }
        return (world, keys)
    }

    /// The operations whose answer does not wait for such a row: after a deletion the alias leads to nobody, and a message
    /// whose count cannot be read is not sent. The groups of a pool are counted without reading them.
    private static let answering: Set<[String]> = [
        ["AdminDeleteUser", "alias/"], ["DeleteUser", "alias/"], ["ResendConfirmationCode", "quota/"],
        ["CreateGroup", "group/"],
    ]

    // R103
    @Test(
        arguments: FaultedOperation.all,
        ["user/", "pool/", "client/", "alias/", "family/", "quota/", "directory/", "decoy/", "group/"])
    func theOperationFailsClosed(_ operation: FaultedOperation, _ prefix: String) async throws {
        let course = try await FaultCourse.of(operation)
        let (world, keys) = try await world(course, prefix)
        let first = course.calls.first { call in
            call.kind == .scan ? call.key.text.hasPrefix(prefix) : keys.contains(call.key)
        }
        guard first != nil else { return }
        func later() async -> [VersionedRecord] {
            await world.base.scan(prefix: prefix, after: nil, limit: .max).filter { keys.contains($0.key) }
                .map(\.record)
        }
        let before = await later()
        let answer = await FaultAnswer(operation, world, course.given)
        if !Self.answering.contains([operation.name, prefix]) {
            let cause = answer.error?.underlyingError as? CodecError
            #expect(answer.error?.code == .internalError, "\(operation.label): \(answer.text)")
            #expect(cause?.unknownField == .init(format: 1, tag: Self.tag), "\(operation.label): \(answer.text)")
        }
        #expect(await later() == before, "as it stood")
        #expect(world.ports.sent.isEmpty, "\(operation.label): nothing is sent")
    }
}
