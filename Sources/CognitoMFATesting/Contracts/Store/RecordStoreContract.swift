import AuthFlow
public import CognitoMFAService

/// Verifies a ``RecordStore`` by what the library asks of one, with real calls: for a host's own tests, in whatever
/// framework they are written.
///
/// ```swift
/// let contract = RecordStoreContract(open: { try await MyStore(path) }, reopen: { try await MyStore(path) })
/// let findings = await contract.findings()
/// precondition(findings.isEmpty, "\(findings)")
/// ```
///
/// It writes rows under `contract/` and a random name, so a database in use and two runs at once do not matter, and takes
/// them out again. A store that throws now and then keeps the contract: a throw is an unknown outcome, which is looked up
/// by versions, as the library does. It makes a few thousand calls and never sleeps; a store that never answers hangs it.
/// `Docs/StorageContract.md` says the sentences in words.
public struct RecordStoreContract: Sendable {
    /// Makes or opens a store.
    public typealias Opening = @Sendable () async throws -> any RecordStore

    private let open: Opening
    private let reopen: Opening?
    private let seed: UInt64
    private let writers: Int
    private let rounds: Int

    /// Takes the store.
    ///
    /// - Parameters:
    ///   - seed: what versions and contents are drawn from.
    ///   - writers: how many tasks write one key at once; 100, at least 2.
    ///   - rounds: how often each race is run; 3, at least 1.
    ///   - open: called twice, for two handles on the same rows, as two processes have them; it may answer one store.
    ///   - reopen: where durability is verified: ends the store as a crash would, without a word to it, and opens it anew
    ///     on what has been stored.
    public init(
        seed: UInt64 = 1, writers: Int = 100, rounds: Int = 3, open: @escaping Opening, reopen: Opening? = nil
    ) {
        self.open = open
        self.reopen = reopen
        self.seed = seed
        self.writers = max(2, writers)
        self.rounds = max(1, rounds)
    }

    /// Every sentence that is verified.
    public static let clauses: [ContractClause] = ContractClause.ofStores

    /// Runs everything.
    ///
    /// - Returns: what is broken, three findings of one sentence at most; empty when the contract is kept.
    public func findings() async -> [ContractFinding] {
        let report = ContractReport()
        do {
            let trial = StoreTrial(
                first: StoreProbe(store: try await open()), second: StoreProbe(store: try await open()),
                report: report, seed: seed, writers: writers, rounds: rounds)
            await run(trial)
        } catch {
            report.note(.storeAnswers, "it could not be opened: \(error)")
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
        // A part that cannot go on is one finding; the others still tell what they find.
        for part in parts {
            do { try await part(trial) } catch { trial.report.note(.storeAnswers, "\(error)") }
            await trial.clean(trial.first)
        }
        var last = trial.first
        if let reopen {
            do { last = try await trial.durability(reopen) } catch { trial.report.note(.storeAnswers, "\(error)") }
        }
        await trial.clean(last)
    }
}
