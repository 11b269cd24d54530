import CognitoMFA
import CognitoMFARSATokens
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What verifiers of tokens ask for: a pool's public keys, and where they are.
///
/// All pools of a server share the keys. A token is one pool's by its `iss`, which a verifier must compare.
struct DiscoveryRoutes: Sendable {
    /// OpenID Connect Discovery 1.0, 3, without the endpoints of hosted pages, which are not offered.
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

    /// How long verifiers may keep what they were told, in seconds; a rotation waits so long before it promotes keys.
    private static let age = 300
    private let service: UserPoolService
    private let baseURL: String
    private let keySet: [UInt8]

    init(_ service: UserPoolService, keySet: JSONWebKeySet, baseURL: String) throws {
        self.service = service
        self.baseURL = baseURL
        self.keySet = try keySet.json
    }

    /// Mounts both under the ids of pools; unknown ones are not found.
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
    /// JSON that is already bytes, kept by caches for some seconds or by none.
    init(status: HTTPResponse.Status = .ok, json bytes: [UInt8], keptFor age: Int = 0) {
        self.init(
            status: status,
            headers: [
                .contentType: "application/json", .cacheControl: age > 0 ? "public, max-age=\(age)" : "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A value as JSON.
    init(status: HTTPResponse.Status = .ok, encoding value: some Encodable, keptFor age: Int = 0) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.init(status: status, json: Array(try encoder.encode(value)), keptFor: age)
    }
}
