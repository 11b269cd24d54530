import CognitoMFACore
import CognitoMFATesting
import Synchronization

// The requests of pages, and the browser sessions that they hold.
extension SimulatedClient {
    /// Another code or another factor, for the latest session that waits for an answer.
    func wander(_ step: Plan.Step, _ person: Person) -> Request {
        let session = live {
            if case .challenge(let kind) = $0 {
                kind == .sms || kind == .app && step.intent == .useAnotherFactor
            } else {
                false
            }
        }
        guard let session else { return advance(step, person) }
        guard step.intent == .useAnotherFactor else { return .sendNewCode(session: session.handle) }
        let other: Factor = if case .challenge(.sms) = session.kind { .app } else { .sms }
        return .useAnotherFactor(session: session.handle, step.variant % 3 == 0 ? nil : other)
    }

    /// A call with a browser session; a sign-in where there is none.
    func browse(_ step: Plan.Step, _ person: Person) -> Request {
        guard let latest = browsers.last else { return advance(step, person) }
        let any = browsers[Int(step.variant % UInt64(browsers.count))]
        return switch step.intent {
        case .readBrowser: .readBrowser(latest)
        case .confirm: .reauthenticate(browser: latest, password: person.passwords[0])
        case .endBrowser: .endBrowser(any)
        default: .readBrowser(any)
        }
    }

    /// The page that makes a request; nil for a client that wants tokens.
    func page(of request: Request, _ step: Plan.Step) -> Page? {
        switch request {
        case .signIn:
            // A browser with a session signs in over it, or is another browser.
            return script.isOnPages ? Page(replaced: step.variant % 2 == 0 ? browsers.last : nil) : nil
        case .reauthenticate(let browser, _): return Page(replaced: browser)
        default: return request.session.flatMap { handle in held.last { $0.handle == handle }?.page }
        }
    }

    /// The credential that a text stands for: an access token, or a browser session in its place.
    func credential(_ text: String) -> AccessToken {
        world.state.withLock { $0.browsers.contains(text) }
            ? AccessToken(BrowserSession(text)) : AccessToken(text)
    }
}
