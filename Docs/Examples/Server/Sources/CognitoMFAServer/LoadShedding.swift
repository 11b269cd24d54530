import CognitoMFAHTTP
import Foundation
import HTTPTypes
import Hummingbird
import Metrics
import NIOCore
import Synchronization

/// A middleware that refuses a request when too many are under way.
///
/// It refuses before it reads a byte of the body. Nothing was done yet, so a client may repeat the request, and AWS's do.
struct LoadShedding: RouterMiddleware {
    typealias Context = ConnectionContext
    private static let words = Array(
        #"{"__type":"ServiceUnavailableException","message":"Too many requests are under way."}"#.utf8)
    private let places: Places
    private let cors: CORSPolicy

    /// Creates a middleware that admits at most `limit` requests at once.
    ///
    /// - Parameters:
    ///   - limit: the number of requests.
    ///   - cors: the web pages that may read a refusal.
    init(limit: Int, cors: CORSPolicy) { (places, self.cors) = (Places(limit: limit), cors) }

    func handle(
        _ request: Request, context: ConnectionContext,
        next: @concurrent (Request, ConnectionContext) async throws -> Response
    ) async throws -> Response {
        guard places.take() else {
            Counter(label: "cognito_mfa_requests_shed_total").increment()
            return Self.refusal(of: request, cors: cors)
        }
        defer { places.refund() }
        return try await next(request, context)
    }

    /// The answer of a server that cannot do the work now.
    static func refusal(of request: Request, cors: CORSPolicy) -> Response {
        Response(
            status: .serviceUnavailable,
            headers: HTTPFields(cors.headers(for: WireRoute.headers(of: request)), after: headers()),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: words)))
    }

    private static func headers() -> HTTPFields {
        var headers: HTTPFields = [.contentType: "application/x-amz-json-1.1", .retryAfter: "1"]
        if let id = HTTPField.Name("x-amzn-RequestId") { headers[id] = UUID().uuidString.lowercased() }
        if let type = HTTPField.Name("x-amzn-ErrorType") { headers[type] = "ServiceUnavailableException:" }
        return headers
    }

    /// The places for requests under way.
    final class Places: Sendable {
        private let limit: Int
        private let taken = Mutex(0)

        init(limit: Int) { self.limit = limit }

        /// Takes a place; returns false when there was none.
        func take() -> Bool {
            taken.withLock { taken in
                guard taken < limit else { return false }
                taken += 1
                return true
            }
        }

        func refund() { taken.withLock { $0 -= 1 } }
    }
}
