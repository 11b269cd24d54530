public import CognitoMFAHTTP
public import CognitoMFAService
import UserPoolModel

/// The endpoint of the public operations: it answers the requests of any AWS SDK in AWS JSON 1.1.
///
/// A signature is neither needed nor verified (R114). Operations of administrators are unknown here.
public struct PublicEndpoint: Sendable {
    /// The permissions of web pages of other origins; your own refusals in front of the endpoint need the headers too.
    public let cors: CORSPolicy
    private let service: UserPoolService
    private let operations: [String: PublicOperation]

    /// Creates an endpoint of a service.
    ///
    /// - Parameters:
    ///   - service: the service.
    ///   - corsOrigins: the origins whose web pages may call; as at AWS, every origin by default.
    ///   - corsAllowsAuthorization: true to let these pages send `Authorization`, which no public operation needs.
    public init(
        _ service: UserPoolService, corsOrigins: CORSOrigins = .any, corsAllowsAuthorization: Bool = false
    ) {
        self.service = service
        cors = CORSPolicy(
            origins: corsOrigins, methods: "POST",
            exposedHeaders: "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date",
            allowsAuthorization: corsAllowsAuthorization)
        operations = Dictionary(PublicOperations.all.map { ($0.name, $0) }) { $1 }
    }

    /// The names of the operations that this endpoint offers.
    public var operationNames: Set<String> { Set(operations.keys) }

    /// Returns the response to a request; a refusal is a response too.
    ///
    /// A preflight request, by `OPTIONS`, is answered with status 200 and an empty body.
    ///
    /// - Parameters:
    ///   - request: the whole request. A body over 1 MiB is refused; your server need not read more than one byte
    ///     past it.
    ///   - requestID: the value of `x-amzn-RequestId`, 1-128 visible characters of ASCII; otherwise a random UUID.
    public func handle(_ request: WireRequest, requestID: String? = nil) async -> WireResponse {
        await handle(WireCall.parse(request), of: request, requestID: requestID)
    }

    func handle(
        _ call: Result<WireCall, CognitoError>, of request: WireRequest, requestID: String?
    ) async -> WireResponse {
        let exchange = WireExchange(
            call, from: request.sourceAddress, requestID: requestID, random: service.random, service: service)
        if let response = preflight(request) { return exchange.identified(response) }
        let response = await exchange.response { (call) async throws(CognitoError) in
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
        return response.adding(cors.fields(for: HeaderFields(possibleOf: request.headers)))
    }

    /// Returns the answer to a preflight request; nil for another request, and where no origin is permitted.
    private func preflight(_ request: WireRequest) -> WireResponse? {
        guard cors.origins != .none, request.method.utf8.elementsEqual("OPTIONS".utf8),
            let fields = try? HeaderFields(request.headers)
        else { return nil }
        return WireResponse(preflight: cors.preflight(fields))
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

    /// The permissions of web pages of other origins, which are those of the public endpoint.
    public var cors: CORSPolicy { publicEndpoint.cors }

    /// Passes a request to the endpoint that its operation belongs to, and returns the response; a refusal is one too.
    ///
    /// A preflight request is answered by the public endpoint, so it permits no signed call.
    ///
    /// - Parameters:
    ///   - request: the whole request, its headers and path as the client sent them. A body over 1 MiB is refused;
    ///     your server need not read more than one byte past it.
    ///   - requestID: the value of `x-amzn-RequestId`, 1-128 visible characters of ASCII; otherwise a random UUID.
    public func handle(_ request: WireRequest, requestID: String? = nil) async -> WireResponse {
        let call = WireCall.parse(request)
        if case .success(let parsed) = call, administrationEndpoint.isResponsible(for: parsed.operation) {
            return await administrationEndpoint.handle(call, of: request, requestID: requestID)
        }
        return await publicEndpoint.handle(call, of: request, requestID: requestID)
    }
}
