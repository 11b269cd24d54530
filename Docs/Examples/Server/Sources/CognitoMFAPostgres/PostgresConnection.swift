import CLibPQ
import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One connection to a server, opened when it is needed and again after a loss.
///
/// libpq blocks, so each connection has a thread of its own and uses no thread of the cooperative pool.
actor PostgresConnection {
    /// The result of a statement: rows of fields in binary, and the number of rows that were read or changed.
    struct Answer: Sendable {
        let rows: [[[UInt8]?]]
        let count: Int
    }

    private final class Executor: SerialExecutor {
        private let queue = DispatchQueue(label: "cognito-mfa-postgres")

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
        }
    }

    @safe private struct Handle: ~Copyable {
        let pointer: OpaquePointer
        deinit { unsafe PQfinish(pointer) }
    }

    /// The longest wait before libpq is asked again: TLS may hold bytes that the socket does not announce.
    private static let longestPoll: Int32 = 200
    private let executor = Executor()
    private let conninfo: String
    private let timeout: Int32
    private var handle: Handle?
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// - Parameter timeout: the time limit of a statement, in milliseconds.
    init(_ conninfo: String, timeout: Int32) {
        self.conninfo = conninfo
        self.timeout = timeout
    }

    /// Runs one statement with its parameters as texts.
    ///
    /// - Throws: ``PostgresError``; without a `state` the server may or may not have run the statement.
    func run(_ sql: String, _ parameters: [String?] = []) throws(PostgresError) -> Answer {
        // Reads notices that came meanwhile, such as a shutdown of the server, before anything is sent.
        if let pointer = unsafe handle?.pointer {
            _ = unsafe PQconsumeInput(pointer)
            if unsafe PQstatus(pointer) != CONNECTION_OK { handle = nil }
        }
        if handle == nil { handle = try connect() }
        guard let pointer = unsafe handle?.pointer else { throw PostgresError(state: nil, message: "not connected") }
        do throws(PostgresError) {
            return try unsafe send(sql, parameters, to: pointer)
        } catch {
            if unsafe PQstatus(pointer) != CONNECTION_OK || error.state == nil { handle = nil }
            throw error
        }
    }

    private func connect() throws(PostgresError) -> Handle {
        // `conninfo` comes after the settings that it may change, and before those that it may not.
        let settings = [
            ("connect_timeout", "\(max(2, timeout / 1_000))"), ("tcp_user_timeout", "\(timeout)"), ("dbname", conninfo),
            ("client_encoding", "UTF8"), ("target_session_attrs", "read-write"),
        ]
        let opened = unsafe Self.lend(settings.map(\.0) + [nil]) { names in
            unsafe Self.lend(settings.map(\.1) + [nil]) { unsafe PQconnectdbParams(names, $0, 1) }
        }
        guard let pointer = unsafe opened else { throw PostgresError(state: nil, message: "out of memory") }
        let made = unsafe Handle(pointer: pointer)
        guard unsafe PQstatus(pointer) == CONNECTION_OK else { throw unsafe Self.lost(pointer) }
        // An acknowledged commit must be on the disk, so `off` becomes `on`; stricter settings stay. A statement that is
        // given up here must end at the server too. Otherwise statements that wait for a lock would use up its connections.
        _ = try unsafe send(
            """
            SELECT set_config('statement_timeout', $1, false), set_config('client_min_messages', 'warning', false),
                set_config('synchronous_commit',
                CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
                ELSE current_setting('synchronous_commit') END, false)
            """, ["\(max(1, timeout / 10 * 9))"], to: pointer)
        return made
    }

    private func send(_ sql: String, _ parameters: [String?], to pointer: OpaquePointer) throws(PostgresError) -> Answer
    {
        let sent = unsafe Self.lend(parameters) {
            unsafe PQsendQueryParams(pointer, sql, Int32(parameters.count), nil, $0, nil, nil, 1)
        }
        guard sent == 1 else { throw unsafe Self.lost(pointer) }
        let deadline = ContinuousClock.now + .milliseconds(Int(timeout))
        var last: Result<Answer, PostgresError>?
        repeat {
            while unsafe PQisBusy(pointer) == 1 {
                let rest = Int32(clamping: Int((deadline - .now) / .milliseconds(1)))
                guard rest > 0 else { throw PostgresError(state: nil, message: "no answer in \(timeout) ms") }
                var socket = pollfd(fd: unsafe PQsocket(pointer), events: Int16(POLLIN), revents: 0)
                _ = unsafe poll(&socket, 1, min(rest, Self.longestPoll))
                guard unsafe PQconsumeInput(pointer) == 1 else { throw unsafe Self.lost(pointer) }
            }
            guard let result = unsafe PQgetResult(pointer) else { break }
            defer { unsafe PQclear(result) }
            last = unsafe Self.answer(result)
        } while true
        guard let last else { throw unsafe Self.lost(pointer) }
        return try last.get()
    }

    private static func answer(_ result: OpaquePointer) -> Result<Answer, PostgresError> {
        let status = unsafe PQresultStatus(result)
        guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
            // SQLSTATE and primary message only; details repeat the contents of a row. The field codes are characters.
            let words = [UInt8(ascii: "C"), UInt8(ascii: "M")].map { field in
                unsafe PQresultErrorField(result, Int32(field)).map { unsafe String(cString: $0) }
            }
            return .failure(PostgresError(state: words[0], message: words[1] ?? "no answer"))
        }
        let rows = unsafe (0..<PQntuples(result)).map { row in
            unsafe (0..<PQnfields(result)).map { column -> [UInt8]? in
                guard unsafe PQgetisnull(result, row, column) == 0 else { return nil }
                let length = Int(unsafe PQgetlength(result, row, column))
                return unsafe Array(UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: length))
            }
        }
        return .success(Answer(rows: rows, count: unsafe Int(String(cString: PQcmdTuples(result))) ?? 0))
    }

    private static func lost(_ pointer: OpaquePointer) -> PostgresError {
        PostgresError(state: nil, message: unsafe String(cString: PQerrorMessage(pointer)))
    }

    /// Lends texts to C; nil becomes NULL.
    private static func lend<T>(_ texts: [String?], to body: ([UnsafePointer<CChar>?]) -> T) -> T {
        let copies = unsafe texts.map { unsafe $0.flatMap { unsafe strdup($0) } }
        defer { _ = unsafe copies.map { unsafe free($0) } }
        return unsafe body(copies.map { unsafe UnsafePointer($0) })
    }
}
