import Synchronization

/// Connections, each with a line of its own: a statement goes where fewest wait.
final class PostgresPool: Sendable {
    private let connections: [PostgresConnection]
    private let loads: Mutex<[Int]>
    private let timeout: Duration

    init(_ conninfo: String, connections count: Int, timeout: Duration) {
        let milliseconds = Int32(clamping: Int(timeout / .milliseconds(1)))
        connections = (0..<count).map { _ in PostgresConnection(conninfo, timeout: milliseconds) }
        loads = Mutex(Array(repeating: 0, count: count))
        self.timeout = timeout
    }

    /// Runs a statement, and again where it was undone for another's sake: that is no outcome yet.
    ///
    /// One that has waited for longer than a statement may take is not sent.
    func run(_ sql: String, _ parameters: [String?] = []) async throws(PostgresError) -> PostgresConnection.Answer {
        let place = loads.withLock { loads in
            let place = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            loads[place] += 1
            return place
        }
        defer { loads.withLock { $0[place] -= 1 } }
        let deadline = ContinuousClock.now + timeout
        var attempts = 1
        while true {
            do throws(PostgresError) {
                return try await connections[place].run(sql, parameters, startingBefore: deadline)
            } catch {
                guard error.isRetryable, attempts < 10 else { throw error }
                attempts += 1
            }
        }
    }
}
