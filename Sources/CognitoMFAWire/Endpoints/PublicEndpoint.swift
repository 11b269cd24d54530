public import CognitoMFAService
import UserPoolModel

/// The endpoint of the public operations: it answers the requests of any AWS SDK in AWS JSON 1.1.
///
/// A signature is neither needed nor verified (R114). Operations of administrators are unknown here.
public struct PublicEndpoint: Sendable {
    private let service: UserPoolService
    private let operations: [String: PublicOperation]

    /// Creates an endpoint of a service.
    public init(_ service: UserPoolService) {
        self.service = service
        operations = Dictionary(PublicOperations.all.map { ($0.name, $0) }) { $1 }
    }

    /// The names of the operations that this endpoint offers.
    public var operationNames: Set<String> { Set(operations.keys) }

    /// Returns the response to a request; a refusal is a response too.
    ///
    /// - Parameters:
    ///   - request: the whole request. A body over 1 MiB is refused; your server need not read more than one byte
    ///     past it.
    ///   - requestID: the value of `x-amzn-RequestId`, 1-128 visible characters of ASCII; otherwise a random UUID.
    public func handle(_ request: WireRequest, requestID: String? = nil) async -> WireResponse {
        await handle(WireCall.parse(request), from: request.sourceAddress, requestID: requestID)
    }

    func handle(
        _ call: Result<WireCall, CognitoError>, from sourceAddress: String?, requestID: String?
    ) async -> WireResponse {
        let exchange = WireExchange(
            call, from: sourceAddress, requestID: requestID, random: service.random, service: service)
        return await exchange.response { (call) async throws(CognitoError) in
            guard let operation = operations[call.operation] else {
                guard NotOffered.publicNames.contains(call.operation) else { throw .unknownOperation }
                AuditedCall.current?.note(operation: call.operation)
                throw .operationNotEnabled(call.operation)
            }
            AuditedCall.current?.note(operation: operation.name)
            let members = try call.auditedMembers(isAdministration: false)
            AuditedCall.current?.offer()
            return try await operation.perform(by: service, in: "", members)
        }
    }
}

/// The public endpoint and the administration endpoint behind one route.
///
/// A server that offers no administration mounts ``PublicEndpoint`` alone (R107).
public struct CognitoEndpoint: Sendable {
    private let publicEndpoint: PublicEndpoint
    private let administrationEndpoint: AdministrationEndpoint

    /// Joins the two endpoints.
    public init(_ publicEndpoint: PublicEndpoint, _ administrationEndpoint: AdministrationEndpoint) {
        (self.publicEndpoint, self.administrationEndpoint) = (publicEndpoint, administrationEndpoint)
    }

    /// Passes a request to the endpoint that its operation belongs to, and returns the response; a refusal is one too.
    ///
    /// - Parameters:
    ///   - request: the whole request, its headers and path as the client sent them. A body over 1 MiB is refused;
    ///     your server need not read more than one byte past it.
    ///   - requestID: the value of `x-amzn-RequestId`, 1-128 visible characters of ASCII; otherwise a random UUID.
    public func handle(_ request: WireRequest, requestID: String? = nil) async -> WireResponse {
        let call = WireCall.parse(request)
        if case .success(let parsed) = call, administrationEndpoint.isResponsible(for: parsed.operation) {
            return await administrationEndpoint.handle(call, from: request.sourceAddress, requestID: requestID)
        }
        return await publicEndpoint.handle(call, from: request.sourceAddress, requestID: requestID)
    }
}
