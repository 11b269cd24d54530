import AuthFlow
import Synchronization
package import UserPoolModel

/// One call under way, with the facts that become known before the observer is told.
///
/// An endpoint makes it before the operation is known, and hands it over to the operation. In process the operation
/// makes it. A call that a host's port makes meanwhile has one of its own.
package final class AuditedCall: Sendable {
    /// The call that this task works for; nil where nobody observes.
    @TaskLocal package static var current: AuditedCall?

    /// All that is known so far.
    struct Knowledge: Sendable {
        var operation: String?
        var pool: UserPoolID?
        var client: AppClientID?
        /// A name or an access key's id as it was typed; only its digest leaves.
        var typedName: String?
        var administrator: String?
        /// The user that was found, in `pool`.
        var user: (name: Username, sub: UserSub)?
        /// A refusal that the answer does not show, because unknown users are hidden.
        var hidden: CognitoError?
    }

    private struct State {
        var known = Knowledge()
        /// True while an operation may take it over.
        var isOffered = false
        var isTold = false
    }

    private let state: Mutex<State>

    /// A call whose operation is not known yet.
    package init() { state = Mutex(State()) }

    /// The call of an operation.
    init(of operation: String) {
        var begun = State()
        begun.known.operation = operation
        state = Mutex(begun)
    }

    var known: Knowledge { state.withLock { $0.known } }

    /// Offers an endpoint's call to the operation that is carried out next.
    package func offer() { state.withLock { $0.isOffered = true } }

    /// Takes an endpoint's call over for the operation that it leads to.
    ///
    /// - Returns: false for a call that is not offered, or is an operation's already.
    func take(for operation: String) -> Bool {
        state.withLock { state in
            guard state.isOffered else { return false }
            state.isOffered = false
            state.known.operation = operation
            return true
        }
    }

    /// - Returns: true once: a refusal is told of once.
    func isFirstTelling() -> Bool {
        state.withLock { state in
            guard !state.isTold else { return false }
            state.isTold = true
            return true
        }
    }

    /// Records the operation that a request names, before it is carried out.
    package func note(operation: String) { state.withLock { $0.known.operation = operation } }

    /// Records the names in a request; a pool, client or user that the call has led to stays.
    package func note(client: AppClientID? = nil, pool: UserPoolID? = nil, typedName: String? = nil) {
        state.withLock { state in
            if state.known.client == nil { state.known.client = client }
            if state.known.pool == nil { state.known.pool = pool }
            if state.known.typedName == nil { state.known.typedName = typedName }
        }
    }

    /// Records an access key that a signature names: its id if there is such a key, else as a name of nobody.
    package func note(accessKeyID: String, isKnown: Bool) {
        state.withLock { state in
            if isKnown { state.known.administrator = accessKeyID } else { state.known.typedName = accessKeyID }
        }
    }

    /// Records the user that was found, and the client whose token has led there.
    func note(_ name: Username, _ sub: UserSub, in pool: UserPoolID, through client: AppClientID? = nil) {
        state.withLock { state in
            state.known.user = (name, sub)
            state.known.pool = pool
            if let client { state.known.client = client }
        }
    }

    /// Records a pool or client that the call has made or changed.
    func note(changed pool: UserPoolID, _ client: AppClientID?) {
        state.withLock { state in
            state.known.pool = pool
            if let client { state.known.client = client }
        }
    }

    /// Records a refusal that the answer hides, be it a success or another refusal.
    func note(hiding refusal: CognitoError) { state.withLock { $0.known.hidden = refusal } }
}
