/// An error of the server or of the connection to it.
public struct PostgresError: Error, Sendable, CustomStringConvertible {
    /// The SQLSTATE, as in `40001`; nil when the connection failed, so the statement may or may not have run.
    public let state: String?
    /// The primary message, without the contents of a row.
    public let message: String
    /// The state and the message.
    public var description: String { "PostgreSQL \(state ?? "connection"): \(message)" }

    /// True when the server has undone the statement only because of a conflict with another one.
    var isRetryable: Bool { state == "40001" || state == "40P01" }
}
