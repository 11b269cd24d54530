import CognitoMFA
import CognitoMFAHTTP
import CognitoMFAHostedUI
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The routes of the sign-in pages: they pass requests to the pages, and their responses back.
struct PageRoutes: Sendable {
    let pages: HostedUI
    let proxies: TrustedProxies
    let deadline: ShutdownDeadline

    /// Mounts every page, for every method: the pages refuse those that they do not take.
    func add(to router: Router<ConnectionContext>) {
        for path in HostedUI.paths + ["\(HostedUI.assetFolder):file"] {
            for method: HTTPRequest.Method in [.get, .head, .post, .put, .patch, .delete] {
                router.on(RouterPath(path), method: method) { request, context in
                    let forwarded = HTTPField.Name("x-forwarded-for").map { request.headers[values: $0] } ?? []
                    return try await respond(
                        to: request, from: proxies.source(of: context.sourceAddress, forwarded: forwarded))
                }
            }
        }
    }

    private func respond(to request: Request, from sourceAddress: String?) async throws -> Response {
        guard let body = try await WireRoute.bytes(of: request.body, limit: Form.byteLimit) else {
            return Response(status: .requestTimeout, headers: [.connection: "close"])
        }
        guard
            let message = try? RequestMessage(
                method: request.method.rawValue, target: request.head.path ?? "/",
                headers: WireRoute.headers(of: request), body: body, sourceAddress: sourceAddress)
        else { return Response(status: .badRequest) }
        guard let answer = await deadline.value(of: { await pages.handle(message) }) else {
            return Response(status: .serviceUnavailable, headers: [.retryAfter: "5"])
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: HTTPFields(answer.fields.pairs),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}

extension HostedUI {
    /// Creates the pages of a server's options; nil without `--pages`.
    init?(_ options: ServeCommand, _ service: UserPoolService, logger: Logger) throws {
        guard options.pages else { return nil }
        try self.init(
            service: service, origin: try Origin(validating: options.publicOrigin),
            theme: Theme(productName: options.pagesName), defaultClient: options.pagesClient.map { AppClientID($0) },
            log: { event in
                logger.info(
                    "page",
                    metadata: [
                        "method": "\(event.method)", "path": "\(event.path)", "status": "\(event.status)",
                        "reference": "\(event.reference ?? "-")",
                    ])
            })
    }
}
