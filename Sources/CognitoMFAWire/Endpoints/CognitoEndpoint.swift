import AuthFlow
import CognitoMFAService
import UserPoolModel

/// The public endpoint and the administration endpoint behind one route.
///
/// A server that offers no administration mounts ``PublicEndpoint`` alone (R107).
public struct CognitoEndpoint: Sendable {
    private let publicEndpoint: PublicEndpoint
    private let administrationEndpoint: AdministrationEndpoint

    /// Joins the two endpoints.
    public init(_ publicEndpoint: PublicEndpoint, _ administrationEndpoint: AdministrationEndpoint) {
        self.publicEndpoint = publicEndpoint
        self.administrationEndpoint = administrationEndpoint
    }

    /// Passes a request to the endpoint that offers its operation, and returns the response; a refusal is one too.
    ///
    /// - Parameters:
    ///   - request: the whole request, its headers and path as the client sent them. A body over 1 MiB is refused;
    ///     your server need not read more than one byte past it.
    ///   - requestID: the value of `x-amzn-RequestId`, 1-128 visible characters of ASCII; otherwise a random UUID.
    public func handle(_ request: WireRequest, requestID: String? = nil) async -> WireResponse {
        let call = WireCall.parse(request)
        if case .success(let parsed) = call, administrationEndpoint.offers(parsed.operation) {
            return await administrationEndpoint.handle(call, from: request.sourceAddress, requestID: requestID)
        }
        return await publicEndpoint.handle(call, from: request.sourceAddress, requestID: requestID)
    }
}
