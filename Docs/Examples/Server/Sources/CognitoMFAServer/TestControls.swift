import CognitoMFA
import CognitoMFACore
import Foundation
import HTTPTypes
import Hummingbird

/// Routes for tests only: they move the clock and return the codes that were sent.
///
/// Every request must carry the token given at start, and name this machine in `Host`. A web page whose host name was made
/// to lead to this machine is therefore refused (R108).
struct TestControls: Sendable {
    /// The longest time by which one request may move the clock: ten years.
    private static let farthest = 10 * 366 * 86_400
    private let token: String
    private let clock: ServerClock
    private let sms: Outbox
    private let email: Outbox

    init(token: String, clock: ServerClock, sms: Outbox, email: Outbox) {
        self.token = token
        self.clock = clock
        self.sms = sms
        self.email = email
    }

    /// Mounts the routes under `/_test`.
    func add(to router: Router<ConnectionContext>) {
        let group = router.group("_test").add(middleware: TestControlsGuard(token: token))
        group.post("clock") { request, _ in
            let text = request.uri.queryParameters["advance_seconds"]
            guard let seconds = text.flatMap({ Int($0) }), (0...Self.farthest).contains(seconds) else {
                throw HTTPError(.badRequest, message: "advance_seconds must be 0-\(Self.farthest)")
            }
            clock.advance(by: .seconds(seconds))
            return try Response(encoding: ["now": clock.now().seconds])
        }
        group.get("sms") { _, _ in try Response(encoding: await sms.messages()) }
        group.get("email") { _, _ in try Response(encoding: await email.messages()) }
    }
}

/// A middleware that admits requests with the token and with a name of this machine as their `Host`.
private struct TestControlsGuard: RouterMiddleware {
    typealias Context = ConnectionContext
    let token: String

    func handle(
        _ request: Request, context: ConnectionContext,
        next: @concurrent (Request, ConnectionContext) async throws -> Response
    ) async throws -> Response {
        guard let host = request.head.authority, Loopback.isHost(host) else { throw HTTPError(.forbidden) }
        let given = Array((request.headers[.authorization] ?? "").utf8)
        guard ConstantTime.areEqual(given, Array("Bearer \(token)".utf8)) else { throw HTTPError(.unauthorized) }
        return try await next(request, context)
    }
}
