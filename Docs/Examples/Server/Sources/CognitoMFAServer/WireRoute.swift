import CognitoMFA
import CognitoMFAHTTP
import CognitoMFAWire
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTPTypes

/// The route of Cognito's protocol: it passes headers and bytes to the endpoint, and its response back.
struct WireRoute: Sendable {
    /// The time limit of a body: a client that sends it slowly holds a place of `--max-requests`.
    private static let bodyTime = Duration.seconds(15)
    let endpoint: CognitoEndpoint
    let proxies: TrustedProxies
    let deadline: ShutdownDeadline
    let logger: Logger

    /// Mounts the route at `/` for every method; the endpoint refuses all but POST and the preflights of browsers.
    func add(to router: Router<ConnectionContext>) {
        for method: HTTPRequest.Method in [.post, .get, .head, .put, .patch, .delete, .options] {
            router.on("/", method: method) { request, context in
                let forwarded = HTTPField.Name("x-forwarded-for").map { request.headers[values: $0] } ?? []
                try await Self.permitBody(of: request, on: context.channel)
                return try await respond(
                    to: request, from: proxies.source(of: context.sourceAddress, forwarded: forwarded))
            }
        }
    }

    /// Sends the interim response 100 to a client that waits for it before it sends the body (RFC 9110, 10.1.1).
    ///
    /// A request that is refused before its body is read does not come here. The client then gets the refusal instead.
    private static func permitBody(of request: Request, on channel: any Channel) async throws {
        guard request.headers[.expect]?.lowercased() == "100-continue" else { return }
        try await channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)))
    }

    private func respond(to request: Request, from sourceAddress: String?) async throws -> Response {
        let headers = Self.headers(of: request)
        guard let body = try await Self.bytes(of: request.body, limit: WireRequest.bodyLimit) else {
            return Response(
                status: .requestTimeout,
                headers: HTTPFields(endpoint.cors.headers(for: headers), after: [.connection: "close"]))
        }
        let call = WireRequest(
            method: request.method.rawValue, path: request.head.path ?? "/", headers: headers,
            body: body, sourceAddress: sourceAddress)
        guard let answer = await deadline.value(of: { await endpoint.handle(call) }) else {
            return LoadShedding.refusal(of: request, cors: endpoint.cors)
        }
        if let error = answer.error, error.code == .internalError {
            logger.error("\(error.message)", metadata: ["cause": "\(String(describing: error.underlyingError))"])
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: HTTPFields(answer.headers),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    /// Reads a body up to one byte over a limit, because its sender is not known yet; returns nil if it takes too long.
    static func bytes(of body: RequestBody, limit: Int) async throws -> [UInt8]? {
        try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask {
                var bytes: [UInt8] = []
                for try await part in body {
                    bytes.append(contentsOf: part.readableBytesView.prefix(limit + 1 - bytes.count))
                    if bytes.count > limit { break }
                }
                return bytes
            }
            group.addTask {
                try await Task.sleep(for: bodyTime)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// Returns the headers as they came, with `Host`: `HTTPRequest` keeps it apart, but signatures cover it.
    static func headers(of request: Request) -> [(name: String, value: String)] {
        let host = request.head.authority.map { [(name: "Host", value: $0)] } ?? []
        return host + request.headers.map { ($0.name.rawName, $0.value) }
    }
}

extension HTTPFields {
    /// Adds headers of the library to others.
    init(_ headers: [(name: String, value: String)], after fields: HTTPFields = [:]) {
        self = fields
        for header in headers {
            if let name = HTTPField.Name(header.name) { append(HTTPField(name: name, value: header.value)) }
        }
    }
}
