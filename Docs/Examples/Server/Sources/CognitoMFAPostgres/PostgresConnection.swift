import CLibPQ
import Dispatch

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One connection to a server, made when it is needed and again when it is lost.
///
/// libpq blocks, so it has a thread of its own and none of the cooperative ones.
actor PostgresConnection {
    /// A parameter: NULL, text, or the bytes of a `bytea`.
    enum Parameter: Sendable {
        case null
        case text(String)
        case bytes([UInt8])
    }

    /// What a statement came to: rows of fields, as the server sends them in binary, and how many it read or changed.
    struct Answer: Sendable {
        let rows: [[[UInt8]?]]
        let count: Int
    }

    /// Runs the actor's work on a queue of threads that may wait.
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

    private let executor = Executor()
    private let conninfo: String
    private let timeout: Int32
    private var handle: Handle?
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// - Parameter timeout: how long a statement may take, in milliseconds.
    init(_ conninfo: String, timeout: Int32) {
        self.conninfo = conninfo
        self.timeout = timeout
    }

    /// Runs one statement, the parameters beside it.
    ///
    /// - Throws: ``PostgresError``; without a `state` the server may or may not have done it.
    func run(_ sql: String, _ parameters: [Parameter] = []) throws(PostgresError) -> Answer {
        // What the server has said meanwhile, that it ends for example, is found before anything is sent.
        if let pointer = unsafe handle?.pointer {
            _ = unsafe PQconsumeInput(pointer)
            if unsafe PQstatus(pointer) != CONNECTION_OK { handle = nil }
        }
        if handle == nil { handle = try connect() }
        guard let pointer = unsafe handle?.pointer else { throw PostgresError(state: nil, message: "not connected") }
        do throws(PostgresError) {
            return try unsafe send(sql, parameters, to: pointer)
        } catch {
            let isLost = unsafe PQstatus(pointer) != CONNECTION_OK
            if isLost || error.state == nil { handle = nil }
            throw error
        }
    }

    private func connect() throws(PostgresError) -> Handle {
        // The host's own words come after what may be otherwise, and before what may not.
        let settings = [
            ("connect_timeout", "5"), ("tcp_user_timeout", "\(timeout)"), ("fallback_application_name", "cognito-mfa"),
            ("dbname", conninfo), ("client_encoding", "UTF8"), ("target_session_attrs", "read-write"),
        ]
        let names = unsafe settings.map { unsafe strdup($0.0) } + [nil]
        let values = unsafe settings.map { unsafe strdup($0.1) } + [nil]
        defer {
            for place in 0...settings.count {
                unsafe free(names[place])
                unsafe free(values[place])
            }
        }
        let opened = unsafe PQconnectdbParams(
            names.map { unsafe UnsafePointer($0) }, values.map { unsafe UnsafePointer($0) }, 1)
        guard let pointer = unsafe opened else { throw PostgresError(state: nil, message: "out of memory") }
        let made = unsafe Handle(pointer: pointer)
        guard unsafe PQstatus(pointer) == CONNECTION_OK else {
            throw PostgresError(state: nil, message: unsafe String(cString: PQerrorMessage(pointer)))
        }
        // A commit that was answered is on the disk, stricter settings stay; and a statement that is given up here ends there,
        // or those that wait for a lock would use up the server's connections.
        _ = try unsafe send(
            """
            SELECT set_config('statement_timeout', $1, false), set_config('synchronous_commit',
                CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END,
                false)
            """, [.text("\(max(1, timeout / 10 * 9))")], to: pointer)
        return made
    }

    private func send(_ sql: String, _ parameters: [Parameter], to pointer: OpaquePointer) throws(PostgresError)
        -> Answer
    {
        var bytes: [UInt8] = []
        var places: [Int?] = []
        for parameter in parameters {
            switch parameter {
            case .null: places.append(nil)
            case .text(let text):
                places.append(bytes.count)
                bytes += Array(text.utf8) + [0]
            case .bytes(let contents):
                places.append(bytes.count)
                bytes += contents + [0]
            }
        }
        let lengths = parameters.map { if case .bytes(let contents) = $0 { Int32(contents.count) } else { Int32(0) } }
        let formats = parameters.map { if case .bytes = $0 { Int32(1) } else { Int32(0) } }
        let sent = unsafe bytes.withUnsafeBufferPointer { buffer in
            let base = unsafe UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
            let values = unsafe places.map { place in unsafe place.flatMap { unsafe base?.advanced(by: $0) } }
            return unsafe PQsendQueryParams(pointer, sql, Int32(values.count), nil, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw unsafe Self.lost(pointer) }
        let deadline = ContinuousClock.now + .milliseconds(Int(timeout))
        var last: Result<Answer, PostgresError>?
        repeat {
            while unsafe PQisBusy(pointer) == 1 {
                let rest = max(0, Int32(clamping: Int((deadline - .now) / .milliseconds(1))))
                var socket = pollfd(fd: unsafe PQsocket(pointer), events: Int16(POLLIN), revents: 0)
                let ready = unsafe poll(&socket, 1, rest)
                if ready < 0, errno == EINTR { continue }
                guard ready > 0 else { throw PostgresError(state: nil, message: "no answer in \(timeout) ms") }
                guard unsafe PQconsumeInput(pointer) == 1 else { throw unsafe Self.lost(pointer) }
            }
            guard let result = unsafe PQgetResult(pointer) else { break }
            defer { unsafe PQclear(result) }
            last = unsafe Self.answer(result)
        } while true
        guard let last else { throw unsafe Self.lost(pointer) }
        return try last.get()
    }

    private static func lost(_ pointer: OpaquePointer) -> PostgresError {
        PostgresError(state: nil, message: unsafe String(cString: PQerrorMessage(pointer)))
    }

    private static func answer(_ result: OpaquePointer) -> Result<Answer, PostgresError> {
        let status = unsafe PQresultStatus(result)
        guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
            // The primary message only: details repeat what was in a row.
            // PG_DIAG_SQLSTATE and PG_DIAG_MESSAGE_PRIMARY: character constants, which Swift does not import.
            let words = [UInt8(ascii: "C"), UInt8(ascii: "M")].map { field in
                unsafe PQresultErrorField(result, Int32(field)).map { unsafe String(cString: $0) }
            }
            return .failure(PostgresError(state: words[0], message: words[1] ?? "no answer"))
        }
        let rows = unsafe (0..<PQntuples(result)).map { row in
            unsafe (0..<PQnfields(result)).map { column -> [UInt8]? in
                guard unsafe PQgetisnull(result, row, column) == 0, let field = unsafe PQgetvalue(result, row, column)
                else { return nil }
                let length = Int(unsafe PQgetlength(result, row, column))
                return unsafe Array(UnsafeRawBufferPointer(start: field, count: length))
            }
        }
        return .success(Answer(rows: rows, count: unsafe Int(String(cString: PQcmdTuples(result))) ?? 0))
    }
}
