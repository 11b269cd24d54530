import CognitoMFA
import CognitoMFARSATokens
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// The routes for verifiers of tokens: a pool's public keys, and its discovery document.
///
/// All pools of a server share the keys. Only its `iss` ties a token to a pool, so a verifier must compare it.
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
    private let service: UserPoolService
    private let baseURL: String
    private let keySet: [UInt8]

    init(_ service: UserPoolService, keySet: JSONWebKeySet, baseURL: String) throws {
        self.service = service
        self.baseURL = baseURL
        self.keySet = try keySet.json
    }

    /// Mounts both routes under the ids of pools; an unknown id gets 404.
    func add(to router: some RouterMethods<ConnectionContext>) {
        router.get(":pool/.well-known/jwks.json") { _, context in
            _ = try await pool(context)
            return Response(json: keySet, keptFor: Self.age)
        }
        router.get(":pool/.well-known/openid-configuration") { _, context in
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
