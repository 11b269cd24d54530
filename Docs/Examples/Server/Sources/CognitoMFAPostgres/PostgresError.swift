/// What a server or a connection to it has said.
public struct PostgresError: Error, Sendable, CustomStringConvertible {
    /// The SQLSTATE, as in `40001`; nil where the connection failed and nobody knows what was done.
    public let state: String?
    /// The primary message, without what was in a row.
    public let message: String
    /// State and message.
    public var description: String { "PostgreSQL \(state ?? "connection"): \(message)" }

    /// Whether the server has undone the statement only since another was in its way.
    var isRetryable: Bool { state == "40001" || state == "40P01" }
}
