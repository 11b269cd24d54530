import CognitoMFA
import CognitoMFAWire
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The one route of Cognito's protocol: bytes and headers to the door, status, headers and bytes back.
struct WireRoute: Sendable {
    let door: FrontDoor
    let logger: Logger

    /// Mounts it at `/`, for every method: the door itself says which it answers.
    func add(to router: Router<ConnectionContext>) {
        for method: HTTPRequest.Method in [.post, .get, .head, .put, .patch, .delete, .options] {
            router.on("/", method: method) { request, context in
                try await respond(to: request, from: context.sourceAddress)
            }
        }
    }

    private func respond(to request: Request, from sourceAddress: String?) async throws -> Response {
        // Nothing is known yet of who sends this, so nothing is kept beyond what the door can judge.
        var body: [UInt8] = []
        for try await part in request.body {
            body.append(contentsOf: part.readableBytesView.prefix(FrontDoor.bodyLimit + 1 - body.count))
            if body.count > FrontDoor.bodyLimit { break }
        }
        let answer = await door.answer(
            WireRequest(
                method: request.method.rawValue, path: request.head.path ?? "/", headers: Self.headers(of: request),
                body: body, sourceAddress: sourceAddress))
        if let error = answer.error, error.code == .internalError {
            logger.error("\(error.message)", metadata: ["cause": "\(String(describing: error.underlyingError))"])
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: Self.fields(answer.headers),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    /// The headers as they came, `Host` among them: HTTP's types keep it apart, and signatures cover it.
    private static func headers(of request: Request) -> [(name: String, value: String)] {
        let host = request.head.authority.map { [(name: "Host", value: $0)] } ?? []
        return host + request.headers.map { ($0.name.rawName, $0.value) }
    }

    private static func fields(_ headers: [(name: String, value: String)]) -> HTTPFields {
        var fields = HTTPFields()
        for header in headers {
            if let name = HTTPField.Name(header.name) { fields.append(HTTPField(name: name, value: header.value)) }
        }
        return fields
    }
}
