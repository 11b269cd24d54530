// A web app with accounts. Users sign in, set up an authenticator app and read their account, all in JSON.
//
//   swift run                                            serves http://127.0.0.1:8081
//   curl -d '{"username": "ada", "password": "Analytical-1843"}' -H 'Content-Type: application/json' \
//       http://127.0.0.1:8081/sign-in
import CognitoMFA
import Hummingbird

/// The body of `POST /sign-in`.
struct SignInForm: Decodable {
    let username: Username
    let password: Password
}

/// The body of `POST /sign-in/code`.
struct CodeForm: Decodable {
    let session: SessionHandle
    let code: OneTimeCode
}

/// The body of `PUT /account/authenticator`.
struct AuthenticatorForm: Decodable {
    let code: OneTimeCode
}

// The library's mirrors of outcomes and errors, as JSON.
// swift-format-ignore: AvoidRetroactiveConformances
extension SignInReply: @retroactive ResponseEncodable {}
// swift-format-ignore: AvoidRetroactiveConformances
extension ErrorReply: @retroactive ResponseEncodable {}

/// The secret of an authenticator app, as text and as the content of a QR code.
struct AuthenticatorReply: ResponseEncodable {
    let secretCode: String
    let keyURI: String
}

/// The account page.
struct AccountReply: ResponseEncodable {
    let username: String
    let attributes: [String: String]
    let secondFactors: [String]
}

/// A request with the address that it came from.
struct AppContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let sourceAddress: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        sourceAddress = source.channel.remoteAddress?.ipAddress
    }
}

/// Tells the library where a call comes from, and turns its errors into replies.
struct AccountMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        try await SourceAddress.$current.withValue(context.sourceAddress) {
            do {
                return try await next(request, context)
            } catch let error as CognitoError {
                let reply = ErrorReply(error)
                var response = try reply.response(from: request, context: context)
                response.status = HTTPResponse.Status(code: reply.status)
                return response
            }
        }
    }
}

/// The access token of a request: `Authorization: Bearer ...`.
func accessToken(of request: Request) throws -> AccessToken {
    guard let field = request.headers[.authorization], field.hasPrefix("Bearer ") else {
        throw HTTPError(.unauthorized)
    }
    return AccessToken(String(field.dropFirst("Bearer ".count)))
}

let pool = try await UserPool.inMemory()
try await pool.admin.createUser(
    "ada", password: "Analytical-1843", attributes: [.email: "ada@example.com"])

let router = Router(context: AppContext.self)
router.add(middleware: AccountMiddleware())

router.post("sign-in") { request, context in
    let form = try await request.decode(as: SignInForm.self, context: context)
    return SignInReply(try await pool.signIn(form.username, password: form.password))
}

router.post("sign-in/code") { request, context in
    let form = try await request.decode(as: CodeForm.self, context: context)
    return SignInReply(try await pool.respond(to: form.session, with: .softwareTokenMFA(code: form.code)))
}

router.get("account") { request, _ in
    let user = try await pool.user(accessToken(of: request))
    return AccountReply(
        username: user.username.text,
        attributes: Dictionary(uniqueKeysWithValues: user.attributes.map { ($0.key.rawValue, $0.value) }),
        secondFactors: user.userMFASettingList.map(\.rawValue))
}

router.post("account/authenticator") { request, _ in
    let association = try await pool.associateSoftwareToken(accessToken(of: request))
    return AuthenticatorReply(secretCode: association.secretCode, keyURI: association.keyURI.text)
}

router.put("account/authenticator") { request, context in
    let token = try accessToken(of: request)
    let form = try await request.decode(as: AuthenticatorForm.self, context: context)
    try await pool.verifySoftwareToken(token, code: form.code)
    try await pool.setMFAPreference(token, softwareToken: .preferred)
    return HTTPResponse.Status.noContent
}

let application = Application(
    router: router, configuration: .init(address: .hostname("127.0.0.1", port: 8081)))
try await application.runService()
await pool.service.shutDown()
