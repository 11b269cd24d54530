/// A pool of connections, each lent to one call at a time.
///
/// A call that finds no free connection waits in line, at most for the time limit of a statement.
actor PostgresPool {
    private var idle: [PostgresConnection]
    private var line: [(ticket: Int, turn: CheckedContinuation<PostgresConnection?, Never>)] = []
    private var tickets = 0
    private let timeout: Duration

    init(_ conninfo: String, connections: Int, timeout: Duration) {
        let limit = Int32(clamping: Int(timeout / .milliseconds(1)))
        idle = (0..<connections).map { _ in PostgresConnection(conninfo, timeout: limit) }
        self.timeout = timeout
    }

    /// Runs a statement, and runs it again if a conflict has undone it: that is not an outcome yet.
    nonisolated func run(
        _ sql: String, _ parameters: [String?] = []
    ) async throws(PostgresError) -> PostgresConnection.Answer {
        guard let connection = await borrow() else {
            throw PostgresError(state: nil, message: "no connection was free")
        }
        var outcome = await connection.attempt(sql, parameters)
        for _ in 1..<10 {
            if case .failure(let why) = outcome, why.isRetryable { outcome = await connection.attempt(sql, parameters) }
        }
        await refund(connection)
        return try outcome.get()
    }

    private func borrow() async -> PostgresConnection? {
        if let connection = idle.popLast() { return connection }
        tickets += 1
        let ticket = tickets
        let patience = Task { [timeout] in
            try await Task.sleep(for: timeout)
            leave(ticket)
        }
        defer { patience.cancel() }
        return await withCheckedContinuation { line.append((ticket, $0)) }
    }

    private func leave(_ ticket: Int) {
        if let at = line.firstIndex(where: { $0.0 == ticket }) { line.remove(at: at).turn.resume(returning: nil) }
    }

    private func refund(_ connection: PostgresConnection) {
        if line.isEmpty { idle.append(connection) } else { line.removeFirst().turn.resume(returning: connection) }
    }
}

extension PostgresConnection {
    fileprivate func attempt(_ sql: String, _ parameters: [String?]) -> Result<Answer, PostgresError> {
        do { return .success(try run(sql, parameters)) } catch { return .failure(error) }
    }
}
