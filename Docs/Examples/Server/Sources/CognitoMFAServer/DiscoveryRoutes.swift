import CognitoMFA
import CognitoMFAHTTP
import CognitoMFARSATokens
import CognitoMFAService
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The routes for verifiers of tokens: a pool's public keys, and its discovery document.
///
/// All pools of a server share the keys. Only its `iss` ties a token to a pool, so a verifier must compare it. Web pages of
/// every origin may read both.
struct DiscoveryRoutes: Sendable {
    /// The document of OpenID Connect Discovery 1.0, 3, without the endpoints of hosted pages, which are not offered.
    private struct Configuration: Encodable {
        let issuer: String
        let jwksURI: String
        let algorithms = ["RS256"]
        let subjectTypes = ["public"]

        private enum CodingKeys: String, CodingKey {
            case issuer
            case jwksURI = "jwks_uri"
            case algorithms = "id_token_signing_alg_values_supported"
            case subjectTypes = "subject_types_supported"
        }
    }

    /// The time in seconds that verifiers may cache the keys; a rotation must wait as long before it promotes keys.
    private static let age = 300
    private static let keySetPath: RouterPath = ":pool/.well-known/jwks.json"
    private static let configurationPath: RouterPath = ":pool/.well-known/openid-configuration"
    private let service: UserPoolService
    private let baseURL: String
    private let keySet: [UInt8]

    init(_ service: UserPoolService, keySet: JSONWebKeySet, baseURL: String) throws {
        self.service = service
        self.baseURL = baseURL
        self.keySet = try keySet.json
    }

    /// Mounts both routes under the ids of pools, for at most `limit` requests at once; an unknown id gets 404.
    func add(to router: some RouterMethods<ConnectionContext>, limit: Int) {
        let router = router.group().add(middleware: PublicDocuments())
            .add(middleware: LoadShedding(limit: limit, cors: CORSPolicy(origins: .none, methods: "GET")))
        // The middleware answers.
        for path in [Self.keySetPath, Self.configurationPath] {
            router.on(path, method: .options) { _, _ in Response(status: .ok) }
        }
        router.get(Self.keySetPath) { _, context in
            _ = try await pool(context)
            return Response(json: keySet, keptFor: Self.age)
        }
        router.get(Self.configurationPath) { _, context in
            let issuer = "\(baseURL)/\(try await pool(context).text)"
            return try Response(
                encoding: Configuration(issuer: issuer, jwksURI: "\(issuer)/.well-known/jwks.json"), keptFor: Self.age)
        }
    }

    private func pool(_ context: ConnectionContext) async throws -> UserPoolID {
        let id = UserPoolID(try context.parameters.require("pool"))
        do throws(CognitoError) {
            _ = try await service.administration.describeUserPool(DescribeUserPoolRequest(userPoolID: id))
        } catch {
            throw HTTPError(error.code == .internalError ? .internalServerError : .notFound)
        }
        return id
    }
}

/// A middleware that lets web pages of every origin read the answers, refusals included.
private struct PublicDocuments: RouterMiddleware {
    typealias Context = ConnectionContext

    func handle(
        _ request: Request, context: ConnectionContext,
        next: @concurrent (Request, ConnectionContext) async throws -> Response
    ) async throws -> Response {
        let headers = WireRoute.headers(of: request)
        if request.method == .options, let fields = try? HeaderFields(headers) {
            return Response(status: .ok, headers: HTTPFields(CORSPolicy.documents.preflight(fields).fields.pairs))
        }
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = try error.response(from: request, context: context)
        }
        response.headers = HTTPFields(CORSPolicy.documents.headers(for: headers), after: response.headers)
        return response
    }
}

extension Response {
    /// Returns a response with JSON bytes, cached for some seconds or not at all.
    init(status: HTTPResponse.Status = .ok, json bytes: [UInt8], keptFor age: Int = 0) {
        self.init(
            status: status,
            headers: [
                .contentType: "application/json", .cacheControl: age > 0 ? "public, max-age=\(age)" : "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Returns a value as JSON.
    init(status: HTTPResponse.Status = .ok, encoding value: some Encodable, keptFor age: Int = 0) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.init(status: status, json: Array(try encoder.encode(value)), keptFor: age)
    }
}
