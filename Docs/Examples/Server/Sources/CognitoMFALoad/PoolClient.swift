import AsyncHTTPClient
import CognitoMFA
import CognitoMFAWire
import Foundation
import NIOCore
import NIOHTTP1

/// A client of a server that speaks Cognito's protocol, and of its test controls.
struct PoolClient: Sendable {
    let http: HTTPClient
    let url: String
    let region: String
    let key: SigV4Credentials
    /// The token of the test controls; nil for a server without them.
    let token: String?

    /// An answer in place of success.
    struct Failure: Error, Hashable, CustomStringConvertible {
        let operation: String
        let kind: String
        var description: String { "\(operation): \(kind)" }
    }

    /// Calls one operation, signed as the administrator on request.
    ///
    /// - Throws: ``Failure``.
    func call(_ operation: String, _ members: [String: PoolMember], signed: Bool = false) async throws(Failure)
        -> PoolAnswer
    {
        do {
            let authority = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).last.map {
                String($0)
            }
            var request = WireRequest(
                headers: [
                    ("Host", authority ?? ""), ("Content-Type", "application/x-amz-json-1.1"),
                    ("X-Amz-Target", "AWSCognitoIdentityProviderService.\(operation)"),
                ], body: Array(try JSONEncoder().encode(members)))
            if signed {
                request = SigV4.sign(
                    request, with: key, region: region, service: "cognito-idp", at: SystemTimeSource().now())
            }
            let (status, body) = try await send(request, to: "\(url)/")
            guard status == 200 else {
                let kind = try? JSONDecoder().decode([String: String].self, from: body)["__type"]
                throw Failure(operation: operation, kind: "\(status) \(kind ?? "")")
            }
            return try PoolAnswer(body)
        } catch let error as Failure { throw error } catch {
            throw Failure(
                operation: operation, kind: (error as? HTTPClientError)?.shortDescription ?? "\(type(of: error))")
        }
    }

    /// Moves the server's clock forward, and returns its lead over this machine's clock.
    func advance(seconds: Int) async throws -> Duration {
        guard let token else { return .zero }
        let (status, body) = try await send(
            WireRequest(headers: [("Authorization", "Bearer \(token)")], body: []),
            to: "\(url)/_test/clock?advance_seconds=\(seconds)")
        guard status == 200, let now = try JSONDecoder().decode([String: Int64].self, from: body)["now"] else {
            throw Failure(operation: "clock", kind: "\(status)")
        }
        return .seconds(now - SystemTimeSource().now().seconds)
    }

    private func send(_ request: WireRequest, to address: String) async throws -> (Int, Data) {
        var outgoing = HTTPClientRequest(url: address)
        outgoing.method = .POST
        for (name, value) in request.headers { outgoing.headers.add(name: name, value: value) }
        outgoing.body = .bytes(ByteBuffer(bytes: request.body))
        let response = try await http.execute(outgoing, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 1_048_576)
        return (Int(response.status.code), Data(body.readableBytesView))
    }
}
