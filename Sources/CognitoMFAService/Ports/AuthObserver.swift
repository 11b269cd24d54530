public import AuthFlow

/// Receives events after they are stored: for metrics, audit logs and notices to users.
///
/// The service calls it once for each event, on the caller's task, so it must return at once and do longer work
/// elsewhere. When users are hidden, a refusal that the answer hides is emitted on a task of its own.
public protocol AuthObserver: Sendable {
    /// Receives one event.
    func observe(_ event: AuthEvent)
    /// False for an observer that ignores events; the service may then skip emitting them.
    var isObserving: Bool { get }
}

extension AuthObserver {
    /// True.
    public var isObserving: Bool { true }
}

/// An observer that ignores every event.
public struct NoObserver: AuthObserver {
    /// Creates an observer that ignores every event.
    public init() {}
    /// Does nothing.
    public func observe(_ event: AuthEvent) {}
    /// False.
    public var isObserving: Bool { false }
}
