import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// The clock jumps at every reading of every operation; in all other cells it stands still.
@Suite struct ClockFaultTests {
    /// Values that time may only raise, over all users of a store.
    private struct Floors: Sendable {
        var generation: [String: UInt32] = [:]
        var replayFloor: [String: TimeStep] = [:]
        var lastFailure: [String: UnixTime] = [:]

        init(_ world: FaultWorld) async throws {
            let codec = SealedRecordCodec(sealer: NoSealer())
            for row in await world.base.scan(prefix: "user/", after: nil, limit: .max) {
                guard
                    case .record(let user) = try codec.decodeRow(
                        row.record.contents, as: UserAuthRecord.self, of: row.key)
                else { continue }
                let name = "\(user.username) \(user.sub)"
                generation[name] = user.generation
                replayFloor[name] = user.softwareToken?.replayFloor
                lastFailure[name + " password"] = user.passwordFailures.ladder.lastFailureAt
                lastFailure[name + " code"] = user.codeFailures.ladder.lastFailureAt
            }
        }

        /// Returns the values that are lower now; a value that is gone does not count.
        func undone(by now: Floors) -> [String] {
            func lower<Value: Comparable>(_ before: [String: Value], _ after: [String: Value]) -> [String] {
                before.filter { entry in after[entry.key].map { $0 < entry.value } ?? false }.map(\.key)
            }
            return lower(generation, now.generation) + lower(replayFloor, now.replayFloor)
                + lower(lastFailure, now.lastFailure)
        }
    }

    // R21, R22, R58
    @Test(arguments: FaultedOperation.all, [-3_600, 86_400]) func aJump(
        _ operation: FaultedOperation, _ seconds: Int
    ) async throws {
        guard FaultTable.isRun(operation, seconds) else { return }
        let course = try await FaultCourse.of(operation)
        for reading in FaultTable.places(Array(0..<course.readings), operation, seconds) {
            let cell = "\(operation.label), \(seconds) s at reading \(reading)"
            let world = try await course.world()
            let before = try await Floors(world)
            world.time.jump(at: reading, by: .seconds(seconds))
            let first = await FaultAnswer(operation, world, course.given)
            world.time.stay()
            let middle = try await StateDump(world)
            #expect(first.error?.code != .internalError, "\(cell): \(first.text)")
            // A verified attempt is counted, whatever the time is.
            if first.text == course.clean.text, course.clean.error != nil, course.once != course.start {
                #expect(middle != course.start, "\(cell): \(first.text), and nothing was counted")
            }
            let second = await FaultAnswer(operation, world, course.given)
            if operation.repetition == .refused {
                let grants = [first, second].compactMap(\.tokens).count
                #expect(grants <= 1, "\(cell): granted twice")
                let done = [first, second].count { $0.text == course.clean.text && $0.error == nil }
                #expect(done <= 1, "\(cell): done twice")
            }
            let after = try await Floors(world)
            #expect(before.undone(by: after).isEmpty, "\(cell): \(before.undone(by: after))")
        }
    }
}
