import AuthFlow
import CognitoMFAService
import Foundation
import TestSupport
import Testing
import UserPoolModel

/// Every operation of the fault table, answered and refused.
@Suite struct OperationAuditTests {
    /// Returns the faults in the events of an operation: a refusal or an administrator's call without exactly one event.
    ///
    /// - Parameter isRefused: True when the pool is deleted before the call, so that it must be refused.
    private static func findings(
        _ operation: FaultedOperation, isRefused: Bool, dropping isDropping: Bool = false
    ) async throws -> [String] {
        let watch = AuditWatch(dropping: isDropping)
        return try await AuditWatch.$current.withValue(watch) {
            let world = try await FaultWorld.founded(operation.settings)
            let given = try await operation.prepare(world)
            if isRefused { try await world.admin.deleteUserPool(DeleteUserPoolRequest(userPoolID: "test_pool")) }
            await world.service.shutDown()
            watch.forget()
            let answer = await FaultAnswer(operation, world, given)
            let (refusals, calls) = (watch.refusals, watch.events.filter { $0.name == "administratorCalled" })
            var findings: [String] = []
            if let error = answer.error {
                if refusals.map(\.code) != [error.code] || refusals.first?.entry.operation != operation.name {
                    findings.append("\(error): \(refusals)")
                }
                if !calls.isEmpty { findings.append("refused and answered: \(calls)") }
            } else if isRefused, !isPoolless(operation) {
                findings.append("answered without a pool: \(answer.text)")
            } else {
                let open = try OperationSources().open.union(FaultedOperation.inProcessOnly)
                let expected = open.contains(operation.name) ? [] : [operation.name]
                if calls.map(\.entry?.operation) != expected { findings.append("called \(expected): \(calls)") }
                let hides = operation.settings.hidesUnknown && operation.variant == "unknown name"
                if refusals.count != (hides ? 1 : 0) { findings.append("not refused: \(refusals)") }
            }
            return findings
        }
    }

    /// The operations that succeed although the pool is deleted; of a browser session that is gone nothing is said.
    private static let poolless: Set<String> = ["CreateUserPool", "ListUserPools", "BrowserSession, end"]

    private static func isPoolless(_ operation: FaultedOperation) -> Bool {
        poolless.contains(operation.name) || poolless.contains(operation.label)
    }

    // R125
    @Test(arguments: FaultedOperation.all) func eachCallHasItsEvent(_ operation: FaultedOperation) async throws {
        #expect(try await Self.findings(operation, isRefused: false) == [])
        #expect(try await Self.findings(operation, isRefused: true) == [])
    }

    // R125: the same check finds an unaudited call.
    @Test(arguments: FaultedOperation.all) func aSilentCallIsFound(_ operation: FaultedOperation) async throws {
        guard !Self.isPoolless(operation) else { return }
        #expect(try await !Self.findings(operation, isRefused: true, dropping: true).isEmpty)
    }

    // R125: a method that performs its request is audited, for there is no other way to perform one.
    @Test func everyOperationPassesTheAudit() throws {
        let sources = try OperationSources()
        for method in sources.methods {
            // `change` is the audited change of one user's record.
            let expected =
                method.isAdministration
                ? ["try await administered(request", "try await change(request"] : ["try await audited(request"]
            let body = method.body.trimmingCharacters(in: .whitespaces)
            #expect(expected.contains(where: body.hasPrefix), "\(method.operation)")
        }
        #expect(sources.open.count > 20 && sources.all.count > 50)
        #expect(sources.open.isSubset(of: FaultedOperation.all.map(\.name)))
    }
}
