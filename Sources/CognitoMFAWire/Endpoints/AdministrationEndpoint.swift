import CognitoMFACore
public import CognitoMFAService
import UserPoolModel

/// The endpoint of the operations of administrators and of configuration, in AWS JSON 1.1 with signed requests.
///
/// The order of the checks: the form of the request; the form, scope and date of the signature (R110, R111); the key's
/// secret; the signature. Only then is the body read. Last come the pool's region and the permission (R112).
///
/// No web page of another origin may read its answers: they have no headers of CORS.
public struct AdministrationEndpoint: Sendable {
    private let administration: UserPoolAdministration
    private let authorizer: any AdminAuthorizer
    private let region: String
    private let time: any TimeSource
    private let random: any RandomSource
    private let operations: [String: AdministrationOperation]
    /// A random secret, used in place of the secret of an unknown key.
    private let decoySecret: SecretAccessKey

    /// Creates an endpoint of a service's administration.
    ///
    /// - Parameters:
    ///   - administration: the administration of your service.
    ///   - authorizer: knows the keys and the permissions of their holders; by default there are no administrators.
    ///   - region: the region in which CreateUserPool creates; calls that name no pool are signed for it.
    ///   - time: the clock that dates of signatures are compared with; pass the service's own.
    ///   - random: the source of request ids.
    public init(
        _ administration: UserPoolAdministration, authorizer: some AdminAuthorizer = NoAdministrators(),
        region: String = "us-east-1", time: some TimeSource = SystemTimeSource(),
        random: some RandomSource = SystemRandomSource()
    ) {
        self.administration = administration
        self.authorizer = authorizer
        self.region = region
        self.time = time
        self.random = random
        operations = Dictionary(AdministrationOperations.all.map { ($0.name, $0) }) { $1 }
        decoySecret = SecretAccessKey(Base64.encode(random.bytes(count: 30, for: .secret)))
    }

    /// The names of the operations that this endpoint offers.
    public var operationNames: Set<String> { Set(operations.keys) }

    /// Returns the response to a request; a refusal is a response too.
    ///
    /// An identical request is accepted again within five minutes, as AWS does (R113).
    ///
    /// - Parameters:
    ///   - request: the whole request, its headers and path as the client sent them.
    ///   - requestID: the value of `x-amzn-RequestId`, 1-128 visible characters of ASCII; otherwise a random UUID.
    public func handle(_ request: WireRequest, requestID: String? = nil) async -> WireResponse {
        await handle(WireCall.parse(request), of: request, requestID: requestID)
    }

    /// True when the operation is an administrator's, offered or not.
    func isResponsible(for operation: String) -> Bool {
        operations[operation] != nil || NotOffered.administrationNames.contains(operation)
    }

    func handle(
        _ call: Result<WireCall, CognitoError>, of request: WireRequest, requestID: String?
    ) async -> WireResponse {
        let exchange = WireExchange(
            call, from: request.sourceAddress, requestID: requestID, random: random, service: administration.service)
        return await exchange.response { (call) async throws(CognitoError) in
            guard let operation = operations[call.operation] else { throw try await refusal(of: call) }
            AuditedCall.current?.note(operation: operation.name)
            let header = try await authenticate(call.request)
            let members = try call.auditedMembers(isAdministration: true)
            try await authorize(operation.name, members, header, from: request.sourceAddress)
            return try await perform(operation, members, as: header.accessKeyID)
        }
    }

    /// Returns the refusal of an operation that is not offered here; only an administrator is told which ones Cognito has.
    ///
    /// - Throws: what the signature is refused with.
    private func refusal(of call: WireCall) async throws(CognitoError) -> CognitoError {
        guard NotOffered.administrationNames.contains(call.operation) else { return .unknownOperation }
        AuditedCall.current?.note(operation: call.operation)
        _ = try await authenticate(call.request)
        return .operationNotEnabled(call.operation)
    }

    /// Performs an operation in its caller's name, which your ports can read meanwhile.
    private func perform(
        _ operation: AdministrationOperation, _ members: [JSONMember], as accessKeyID: String
    ) async throws(CognitoError) -> JSONValue {
        AuditedCall.current?.offer()
        return try await AdministratorIdentity.$current.binding(accessKeyID) { () async throws(CognitoError) in
            try await operation.perform(by: administration, in: region, members)
        }
    }

    /// Verifies the signature.
    ///
    /// - Throws: UnrecognizedClientException for an unknown key and for a wrong signature, after the same work (R112).
    private func authenticate(_ request: WireRequest) async throws(CognitoError) -> SignatureHeader {
        let call = try SignedCall(request, at: time.now())
        let found = try await callingServer { try await authorizer.secret(of: call.header.accessKeyID) }
        // An empty secret is a setting that somebody forgot, so anyone could sign with it.
        let isKnown = found.map { !$0.text.isEmpty } ?? false
        AuditedCall.current?.note(accessKeyID: call.header.accessKeyID, isKnown: isKnown)
        let isSigned = call.isSigned(with: isKnown ? found ?? decoySecret : decoySecret)
        guard isSigned, isKnown else { throw .unrecognizedClient }
        return call.header
    }

    /// Checks the region and the permission of a call whose signature was right.
    ///
    /// - Throws: InvalidSignatureException when the call was signed for another region than the pool's;
    ///   AccessDeniedException.
    private func authorize(
        _ operation: String, _ members: [JSONMember], _ header: SignatureHeader, from sourceAddress: String?
    ) async throws(CognitoError) {
        let pool = Self.pool(members)
        let expected = pool?.region ?? region
        guard header.scope.region.utf8.elementsEqual(expected.utf8) else {
            throw .invalidSignature("Credential should be scoped to a valid region.")
        }
        let call = AdminCall(
            accessKeyID: header.accessKeyID, operation: operation, userPoolID: pool, sourceAddress: sourceAddress)
        guard try await callingServer({ try await authorizer.allows(call) }) else {
            throw .accessDenied(call.accessKeyID, operation, in: expected, pool)
        }
    }

    /// The pool that a request names; nil for none, and for an id that the operation will refuse anyway.
    private static func pool(_ members: [JSONMember]) -> UserPoolID? {
        let value = members.first { $0.name.utf8.elementsEqual("UserPoolId".utf8) }?.value
        guard case .text(let text)? = value else { return nil }
        return text.meets(.userPoolID) ? UserPoolID(text) : nil
    }
}

extension CognitoError {
    /// The text of AWS's services, with zeros in place of the account.
    fileprivate static func accessDenied(
        _ accessKeyID: String, _ operation: String, in region: String, _ pool: UserPoolID?
    ) -> Self {
        Self(
            .accessDenied,
            """
            User: \(accessKeyID) is not authorized to perform: cognito-idp:\(operation) on resource: \
            arn:aws:cognito-idp:\(region):000000000000:userpool/\(pool?.text ?? "*")
            """)
    }
}
