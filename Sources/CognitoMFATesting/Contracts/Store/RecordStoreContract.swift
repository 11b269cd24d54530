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

extension ContractClause {
    static let insertIfAbsent = ContractClause(
        "insert-if-absent", ["R1", "R9"], "an insert is made if the key is absent, and only then")
    static let replaceByVersion = ContractClause(
        "replace-by-version", ["R11", "R13"],
        "a replacement is made if the stored version is the one named, and only then")
    static let deleteByVersion = ContractClause(
        "delete-by-version", ["R11", "R116"], "a deletion is made if the stored version is the one named, and only then"
    )
    static let conflictChangesNothing = ContractClause(
        "conflict-changes-nothing", ["R17"], "what answers conflict has changed nothing, and never will")
    static let recreationFoolsNobody = ContractClause(
        "recreation-fools-nobody", ["R13", "R16"],
        "the version of a row that was deleted never swaps the row that came after")
    static let versionsExact = ContractClause(
        "versions-exact", ["R13"], "versions are kept and compared digit by digit")
    static let oneInsertWins = ContractClause(
        "one-insert-wins", ["R1", "R5"], "of many inserts under one key at once one is made")
    static let oneReplaceWins = ContractClause(
        "one-replace-wins", ["R11", "R51"], "of many replacements of one version at once one is made")
    static let oneDeleteWins = ContractClause(
        "one-delete-wins", ["R7", "R116"],
        "of many deletions and replacements of one version at once one is made, and what it made stays")
    static let noLostUpdate = ContractClause(
        "no-lost-update", ["R11", "R51"], "an acknowledged write is in every later one")
    static let readsSeeSwaps = ContractClause(
        "reads-see-swaps", ["R12", "R81"],
        "a read that starts after a swap has answered sees it or a later one, through every handle")
    static let keysExact = ContractClause(
        "keys-exact", ["R4"], "keys of up to 120 bytes of [a-z0-9/_-] are kept apart byte by byte")
    static let contentsExact = ContractClause(
        "contents-exact", ["R102", "R106"], "contents of 0 to 65,536 bytes come back byte by byte")
    static let expiryExact = ContractClause(
        "expiry-exact", ["R105"], "expiresAt comes back to the millisecond, or as nil")
    static let expiredRowsStay = ContractClause(
        "expired-rows-stay", ["R105"], "the clock neither hides a row nor lets an insert take its place")
    static let expiredRowsSwap = ContractClause(
        "expired-rows-swap", ["R105"], "an expired row is replaced and deleted by its version like any other")
    static let cancelledSwapsWhole = ContractClause(
        "cancelled-swaps-whole", ["R17", "R18"], "a cancelled swap is made wholly or not at all, and its answer is true"
    )
    static let durableOnReturn = ContractClause(
        "durable-on-return", ["R4", "R105", "R106"],
        "what was acknowledged is there after a crash, key, contents and expiry")
    static let scanByPrefix = ContractClause(
        "scan-by-prefix", ["R10"], "a scan finds every row whose key begins with the prefix, and no other, unchanged")
    static let scanInOrder = ContractClause("scan-in-order", ["R10"], "a scan is in the order of the keys' bytes")
    static let scanAfter = ContractClause(
        "scan-after", ["R10"], "a scan begins behind the key named, whether there is such a row or not")
    static let scanLimit = ContractClause(
        "scan-limit", ["R10"], "a scan ends at its limit, and pages come together whole")
    static let storeAnswers = ContractClause(
        "store-answers", ["R17"], "a store answers; sixteen throws one after another are none")

    static let ofStores: [ContractClause] = [
        .insertIfAbsent, .replaceByVersion, .deleteByVersion, .conflictChangesNothing, .recreationFoolsNobody,
        .versionsExact, .oneInsertWins, .oneReplaceWins, .oneDeleteWins, .noLostUpdate, .readsSeeSwaps, .keysExact,
        .contentsExact, .expiryExact, .expiredRowsStay, .expiredRowsSwap, .cancelledSwapsWhole, .durableOnReturn,
        .scanByPrefix, .scanInOrder, .scanAfter, .scanLimit, .storeAnswers,
    ]
}
