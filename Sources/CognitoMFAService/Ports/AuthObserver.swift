public import AuthFlow
import CognitoMFACore
import UserPoolModel

/// Is told what has happened, after it was stored: for metrics, audit logs and notices to users.
///
/// Called once for each thing that happened, on the caller's task; hand work on and return. A refusal that the answer
/// hides, because unknown users are hidden, comes on a task of its own.
public protocol AuthObserver: Sendable {
    /// One thing that has happened.
    func observe(_ event: AuthEvent)
    /// False for an observer that looks at nothing: calls are not followed for it, and it may miss events.
    var isObserving: Bool { get }
}

extension AuthObserver {
    /// True.
    public var isObserving: Bool { true }
}

/// An observer that looks away.
public struct NoObserver: AuthObserver {
    /// An observer that looks away.
    public init() {}
    /// Does nothing.
    public func observe(_ event: AuthEvent) {}
    /// False.
    public var isObserving: Bool { false }
}
