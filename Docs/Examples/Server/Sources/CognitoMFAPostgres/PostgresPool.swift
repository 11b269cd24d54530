/// Connections that are lent one call at a time; who finds none waits in line.
actor PostgresPool {
    private var idle: [PostgresConnection]
    private var line: [CheckedContinuation<PostgresConnection, Never>] = []

    init(_ conninfo: String, connections: Int, timeout: Duration) {
        let milliseconds = Int32(clamping: Int(timeout / .milliseconds(1)))
        idle = (0..<connections).map { _ in PostgresConnection(conninfo, timeout: milliseconds) }
    }

    /// Runs a statement on a connection, and again where it was undone for another's sake: that is no outcome yet.
    nonisolated func run(
        _ sql: String, _ parameters: [PostgresConnection.Parameter] = []
    ) async throws -> PostgresConnection.Answer {
        let connection = await borrow()
        do {
            let answer = try await Self.retrying { try await connection.run(sql, parameters) }
            await giveBack(connection)
            return answer
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    private static func retrying<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        for _ in 1..<10 {
            do { return try await body() } catch let error as PostgresError where error.isRetryable {}
        }
        return try await body()
    }

    private func borrow() async -> PostgresConnection {
        if let connection = idle.popLast() { return connection }
        return await withCheckedContinuation { line.append($0) }
    }

    private func giveBack(_ connection: PostgresConnection) {
        if line.isEmpty { idle.append(connection) } else { line.removeFirst().resume(returning: connection) }
    }
}
