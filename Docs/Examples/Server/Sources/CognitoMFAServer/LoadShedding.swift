import Foundation
import HTTPTypes
import Hummingbird
import Metrics
import NIOCore
import Synchronization

/// Refuses a request when too many are under way, before a byte of its body is read: nothing of it was done, so a client
/// may repeat it, and AWS's do.
struct LoadShedding: RouterMiddleware {
    typealias Context = ConnectionContext
    private static let refusal = Array(
        #"{"__type":"ServiceUnavailableException","message":"Too many requests are under way."}"#.utf8)
    private let places: Places

    /// Lets at most `limit` requests be under way.
    init(limit: Int) { places = Places(limit: limit) }

    func handle(
        _ request: Request, context: ConnectionContext,
        next: @concurrent (Request, ConnectionContext) async throws -> Response
    ) async throws -> Response {
        guard places.take() else {
            Counter(label: "cognito_mfa_requests_shed_total").increment()
            return Response(
                status: .serviceUnavailable,
                headers: Self.headers(),
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: Self.refusal)))
        }
        defer { places.refund() }
        return try await next(request, context)
    }

    private static func headers() -> HTTPFields {
        var headers: HTTPFields = [.contentType: "application/x-amz-json-1.1", .retryAfter: "1"]
        if let id = HTTPField.Name("x-amzn-RequestId") { headers[id] = UUID().uuidString.lowercased() }
        if let type = HTTPField.Name("x-amzn-ErrorType") { headers[type] = "ServiceUnavailableException:" }
        return headers
    }

    /// How many are under way.
    final class Places: Sendable {
        private let limit: Int
        private let taken = Mutex(0)

        init(limit: Int) { self.limit = limit }

        /// Whether there was one.
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
