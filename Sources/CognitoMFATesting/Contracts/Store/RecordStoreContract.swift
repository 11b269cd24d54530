import AuthFlow
public import CognitoMFAService

/// A test of a `RecordStore` against the library's requirements, with real calls, for a host's own tests.
///
/// It works in any test framework.
///
/// ```swift
/// let contract = RecordStoreContract(open: { try await MyStore(path) }, reopen: { try await MyStore(path) })
/// let findings = await contract.findings()
/// precondition(findings.isEmpty, "\(findings)")
/// ```
///
/// It writes rows under `contract/` and a random name and deletes them at the end. So a database in use and two runs at
/// once do not matter.
///
/// A store may throw now and then: a throw is an unknown outcome, which the test resolves by versions, as the library
/// does. The test makes a few thousand calls and never sleeps. A store that never answers hangs it.
/// `Docs/StorageContract.md` lists the requirements.
public struct RecordStoreContract: Sendable {
    /// A function that creates or opens a store.
    public typealias Opening = @Sendable () async throws -> any RecordStore

    private let open: Opening
    private let reopen: Opening?
    private let seed: UInt64
    private let writers: Int
    private let rounds: Int

    /// Creates a test of a store.
    ///
    /// - Parameters:
    ///   - seed: The seed of versions and contents.
    ///   - writers: The number of tasks that write one key at once; 100 by default, at least 2.
    ///   - rounds: The number of runs of each race; 3 by default, at least 1.
    ///   - open: Called twice, for two handles on the same rows, like two processes. It may return the same store.
    ///   - reopen: Ends the store like a crash, without shutting it down, and opens it again on the stored rows.
    ///     Without it, durability is not tested.
    public init(
        seed: UInt64 = 1, writers: Int = 100, rounds: Int = 3, open: @escaping Opening, reopen: Opening? = nil
    ) {
        self.open = open
        self.reopen = reopen
        self.seed = seed
        self.writers = max(2, writers)
        self.rounds = max(1, rounds)
    }

    /// The requirements that are tested.
    public static let clauses: [ContractClause] = ContractClause.ofStores

    /// Runs the whole test.
    ///
    /// - Returns: The findings, at most three for each requirement; empty if the contract is kept.
    public func findings() async -> [ContractFinding] {
        let report = ContractReport()
        do {
            let trial = StoreTrial(
                first: StoreProbe(store: try await open()), second: StoreProbe(store: try await open()),
                report: report, seed: seed, writers: writers, rounds: rounds)
            await run(trial)
        } catch {
            report.add(.storeAnswers, "it could not be opened: \(error)")
        }
        return report.findings
    }

    private func run(_ trial: StoreTrial) async {
        let parts: [(StoreTrial) async throws -> Void] = [
            { try await $0.swaps() }, { try await $0.recreations() }, { try await $0.versions() },
            { try await $0.keys() }, { try await $0.contents() }, { try await $0.expiries() },
            { try await $0.races() }, { try await $0.increments() }, { try await $0.readings() },
            { try await $0.cancellations() }, { try await $0.scans() },
        ]
        // A part that cannot continue is one finding; the other parts still run.
        for part in parts {
            do { try await part(trial) } catch { trial.report.add(.storeAnswers, "\(error)") }
            await trial.clean(trial.first)
        }
        var last = trial.first
        if let reopen {
            do { last = try await trial.durability(reopen) } catch { trial.report.add(.storeAnswers, "\(error)") }
        }
        await trial.clean(last)
    }
}
