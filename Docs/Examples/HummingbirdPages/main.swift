// Sign-in pages under http://localhost:8082/login, for a user `ada` with the password `Analytical-1843`.
import CognitoMFA
import CognitoMFAHTTP
import CognitoMFAHostedUI
import HTTPTypes
import Hummingbird

let pool = try await UserPool.inMemory()
try await pool.admin.createUser("ada", password: "Analytical-1843")

let pages = try HostedUI(
    service: pool.service, origin: "http://localhost:8082", theme: Theme(productName: "Example Shop"),
    defaultClient: "in-process")

/// Answers for the pages, and leaves every other address to the routes of the app.
struct PagesMiddleware<Context: RequestContext>: RouterMiddleware {
    let pages: HostedUI

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard pages.answers(request.uri.path) else { return try await next(request, context) }
        let body = try await request.body.collect(upTo: Form.byteLimit + 1)
        let answer = await pages.handle(
            try RequestMessage(
                method: request.method.rawValue, target: request.uri.string,
                headers: request.headers.map { (name: $0.name.rawName, value: $0.value) },
                body: Array(body.readableBytesView)))
        var headers = HTTPFields()
        for field in answer.fields.pairs {
            if let name = HTTPField.Name(field.name) { headers.append(HTTPField(name: name, value: field.value)) }
        }
        return Response(
            status: HTTPResponse.Status(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}

let router = Router()
router.add(middleware: PagesMiddleware(pages: pages))
router.get("/") { _, _ in "The shop" }
try await Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: 8082))).runService()
await pool.service.shutDown()
