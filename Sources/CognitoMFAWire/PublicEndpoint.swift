import AuthFlow
public import CognitoMFAService
import UserPoolModel

/// Answers the public operations in AWS JSON 1.1: the requests of any AWS SDK.
///
/// A signature is neither needed nor verified (R114). Administrators' operations are unknown here.
public struct PublicEndpoint: Sendable {
    private let service: UserPoolService
    private let operations: [String: PublicOperation]

    /// A endpoint to a service.
    public init(_ service: UserPoolService) {
        self.service = service
        operations = Dictionary(PublicOperations.all.map { ($0.name, $0) }) { $1 }
    }

    /// The names of the operations it answers.
    public var operationNames: Set<String> { Set(operations.keys) }

    /// Answers a request; never throws.
    ///
    /// - Parameters:
    ///   - request: the whole request. A body over 1 MiB is refused; the host need not read more than one byte past it.
    ///   - requestID: what `x-amzn-RequestId` says, 1-128 visible characters of ASCII; a UUID is drawn unless given.
    public func answer(_ request: WireRequest, requestID: String? = nil) async -> WireResponse {
        await CognitoEndpoint.reply(to: request, requestID: requestID, random: service.random, by: service) {
            () async throws(CognitoError) in
            let name = try CognitoEndpoint.operation(of: request)
            guard let operation = operations[name] else { throw .unknownOperation }
            AuditedCall.current?.note(operation: name)
            let members = try CognitoEndpoint.notedMembers(of: request.body, isAdministration: false)
            AuditedCall.current?.offer()
            return try await operation.answer(service, in: "", members)
        }
    }
}
