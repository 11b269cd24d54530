import CognitoMFATesting
import Synchronization

// Bugs of pages, which the store can show only while one call is under way.
extension Request {
    /// The bug that would show in this request.
    func flaw(on page: Page?) -> PlantedBug? {
        switch self {
        case .useAnotherFactor: .switchGrants
        case .readBrowser: .browserWithoutTable
        case .signIn where page != nil: .browserWithoutFactor
        default: nil
        }
    }
}

extension World {
    /// Returns true when a bug is planted and the client's call would show it.
    func shows(_ bug: PlantedBug, to client: Int) -> Bool {
        state.withLock { $0.bug?.bug == bug && $0.clients[client].flaw == bug }
    }

    /// Shows the pool to the rest of a call as one that demands no factor.
    func showsPoolOff(to client: Int) { state.withLock { $0.clients[client].seesPoolOff = true } }
}
