import CognitoMFACore
import CognitoMFAHTTP

/// The answer of a page to a request, before headers and cookies.
enum Reply {
    case page(Page, status: Int = 200)
    /// Leads on to another address of this server, with 303.
    case redirect(String)
    case ending(Ending)
}

/// A page where something ends.
enum Ending: Hashable {
    /// X1: a sign-in that timed out or was finished.
    case expired
    /// X2: a form or a link that is refused.
    case refused
    /// X2: a browser that keeps no cookies.
    case noCookies
    /// X2: a link that names no app client.
    case noClient
    /// X1, or X3 while a lock lasts: wrong codes have ended the sign-in.
    case tooManyCodes(until: UnixTime?)
    /// X3: too many tries.
    case locked(until: UnixTime?)
    /// X4: a fault of the server.
    case fault
    /// X5: an address without a page.
    case absent
    /// X5: a method that the page does not take.
    case method(allowed: String)
    /// A page that is switched off in the pool.
    case closed

    var status: Int {
        switch self {
        case .expired, .tooManyCodes(until: nil): 410
        case .tooManyCodes: 429
        case .refused, .noCookies, .noClient: 403
        case .locked: 429
        case .fault: 503
        case .absent, .closed: 404
        case .method: 405
        }
    }
}
