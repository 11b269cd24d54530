/// Connections that are lent one call at a time; who finds none waits in line, no longer than a statement may take.
actor PostgresPool {
    private var idle: [PostgresConnection]
    private var line: [(ticket: Int, turn: CheckedContinuation<PostgresConnection?, Never>)] = []
    private var tickets = 0
    private let timeout: Duration

    init(_ conninfo: String, connections: Int, timeout: Duration) {
        let milliseconds = Int32(clamping: Int(timeout / .milliseconds(1)))
        idle = (0..<connections).map { _ in PostgresConnection(conninfo, timeout: milliseconds) }
        self.timeout = timeout
    }

    /// Runs a statement, and again where it was undone for another's sake: that is no outcome yet.
    nonisolated func run(
        _ sql: String, _ parameters: [String?] = []
    ) async throws(PostgresError) -> PostgresConnection.Answer {
        guard let connection = await borrow() else {
            throw PostgresError(state: nil, message: "no connection was free")
        }
        var attempts = 1
        while true {
            do throws(PostgresError) {
                let answer = try await connection.run(sql, parameters)
                await giveBack(connection)
                return answer
            } catch {
                guard error.isRetryable, attempts < 10 else {
                    await giveBack(connection)
                    throw error
                }
                attempts += 1
            }
        }
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
        guard let place = line.firstIndex(where: { $0.ticket == ticket }) else { return }
        line.remove(at: place).turn.resume(returning: nil)
    }

    private func giveBack(_ connection: PostgresConnection) {
        if line.isEmpty { idle.append(connection) } else { line.removeFirst().turn.resume(returning: connection) }
    }
}
