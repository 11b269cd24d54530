import CognitoMFACore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A signed token in compact form (RFC 7515, 7.1): header, claims and signature in base64url.
enum JSONWebSignature {
    private struct Header: Codable {
        let kid: String
        let alg: String
    }

    /// Signs claims with the signer's key for their use.
    static func sign(_ claims: some Encodable, for use: TokenUse, by signer: any TokenSigner) async throws -> String {
        let key = try await signer.signingKey(for: use)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let header = Base64.encodeURL(try encoder.encode(Header(kid: key.id, alg: key.algorithm)))
        let body = Base64.encodeURL(try encoder.encode(claims))
        let input = "\(header).\(body)"
        let signature = try await signer.sign(Array(input.utf8), with: key)
        return "\(input).\(Base64.encodeURL(signature))"
    }

    /// Returns the claims of a token with a valid signature, or nil for any other text.
    ///
    /// The header must name one of the keys for this use, with the algorithm of that key.
    static func claims<Claims: Decodable>(
        of token: String, as type: Claims.Type, for use: TokenUse, by keys: any TokenKeySet
    ) async throws -> Claims? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let headerBytes = bytes(parts[0]), let body = bytes(parts[1]),
            let signature = bytes(parts[2]), let header = try? JSONDecoder().decode(Header.self, from: headerBytes),
            let key = try await keys.key(id: header.kid), key.algorithm == header.alg, key.use ?? use == use
        else { return nil }
        let input = Array("\(parts[0]).\(parts[1])".utf8)
        guard try await keys.isValid(Array(signature), of: input, with: key) else { return nil }
        return try? JSONDecoder().decode(type, from: body)
    }

    /// Returns the claims of a token without verifying it, or nil for a text that is no token.
    static func unverifiedClaims<Claims: Decodable>(of token: String, as type: Claims.Type) -> Claims? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let body = bytes(parts[1]) else { return nil }
        return try? JSONDecoder().decode(type, from: body)
    }

    private static func bytes(_ part: Substring) -> Data? {
        guard let bytes = try? Base64.decode(String(part), alphabet: .urlSafe), !part.contains("=") else { return nil }
        return Data(bytes)
    }
}
