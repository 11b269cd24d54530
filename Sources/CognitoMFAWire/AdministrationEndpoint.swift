import AuthFlow
import CognitoMFACore
public import CognitoMFAService
import UserPoolModel

/// Answers the operations of administrators and of configuration in AWS JSON 1.1, for whoever signs with a key that the
/// host knows and may make the call.
///
/// The order: form of the request; form, scope and date of the signature (R110, R111); the key's secret; the signature;
/// only then the body is read; the pool's region; what the key's holder may do (R112).
public struct AdministrationEndpoint: Sendable {
    private let administration: UserPoolAdministration
    private let authorizer: any AdminAuthorizer
    private let region: String
    private let time: any TimeSource
    private let random: any RandomSource
    private let operations: [String: AdministrationOperation]
    /// Stands for the secret of a key that nobody has.
    private let noSecret: SecretAccessKey

    /// A endpoint to a service's administration.
    ///
    /// - Parameters:
    ///   - administration: the service's.
    ///   - authorizer: knows the keys and what their holders may do; nobody may do anything unless given.
    ///   - region: where CreateUserPool creates; calls that name no pool are signed for it.
    ///   - time: the clock that dates of signatures are verified by; give the service's own.
    ///   - random: where request ids come from.
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
        noSecret = SecretAccessKey(Base64.encode(random.bytes(count: 30, for: .secret)))
    }

    /// The names of the operations it answers.
    public var operationNames: Set<String> { Set(operations.keys) }

    /// Answers a request; never throws.
    ///
    /// An identical request is accepted again within five minutes, as AWS does (R113).
    ///
    /// - Parameters:
    ///   - request: the whole request, its headers and path as the client sent them.
    ///   - requestID: what `x-amzn-RequestId` says, 1-128 visible characters of ASCII; a UUID is drawn unless given.
    public func answer(_ request: WireRequest, requestID: String? = nil) async -> WireResponse {
        await CognitoEndpoint.reply(
            to: request, requestID: requestID, random: random, by: administration.service
        ) { () async throws(CognitoError) in
            let name = try CognitoEndpoint.operation(of: request)
            guard let operation = operations[name] else { throw .unknownOperation }
            AuditedCall.current?.note(operation: name)
            let header = try await authenticated(request)
            let members = try CognitoEndpoint.notedMembers(of: request.body, isAdministration: true)
            try await authorize(operation.name, members, header, from: request.sourceAddress)
            return try await perform(operation, members, as: header.accessKeyID)
        }
    }

    /// Carries an operation out in its caller's name, for whatever port of the host asks for it.
    private func perform(
        _ operation: AdministrationOperation, _ members: [JSONMember], as accessKeyID: String
    ) async throws(CognitoError) -> JSONValue {
        AuditedCall.current?.offer()
        return try await AdministratorIdentity.$current.withValue(accessKeyID) {
            () async -> Result<JSONValue, CognitoError> in
            do throws(CognitoError) {
                return .success(try await operation.answer(administration, in: region, members))
            } catch {
                return .failure(error)
            }
        }.get()
    }

    /// - Throws: UnrecognizedClientException for an unknown key and for a wrong signature, after the same work (R112).
    private func authenticated(_ request: WireRequest) async throws(CognitoError) -> SignatureHeader {
        let call = try SignedCall(request, at: time.now())
        let found: SecretAccessKey?
        do {
            found = try await authorizer.secret(of: call.header.accessKeyID)
        } catch {
            throw .internalError(error)
        }
        // An empty secret is a setting that was forgotten, and anyone's.
        let isKnown = found.map { !$0.text.isEmpty } ?? false
        AuditedCall.current?.note(accessKeyID: call.header.accessKeyID, isKnown: isKnown)
        let isSigned = call.isSigned(with: isKnown ? found ?? noSecret : noSecret)
        guard isSigned, isKnown else { throw .unrecognizedClient }
        return call.header
    }

    /// - Throws: InvalidSignatureException when the key was used for another region than the pool's; AccessDeniedException.
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
        let isAllowed: Bool
        do {
            isAllowed = try await authorizer.allows(call)
        } catch {
            throw .internalError(error)
        }
        guard isAllowed else {
            throw .accessDenied(call.accessKeyID, operation, in: expected, pool)
        }
    }

    /// The pool that a request names; nil for none, and for an id that the operation will refuse anyway.
    private static func pool(_ members: [JSONMember]) -> UserPoolID? {
        let value = members.first { $0.name.utf8.elementsEqual("UserPoolId".utf8) }?.value
        guard case .text(let text)? = value else { return nil }
        var validation = Validation()
        validation.check(text, .userPoolID)
        guard (try? validation.finish()) != nil else { return nil }
        return UserPoolID(text)
    }
}

extension CognitoError {
    /// The text of AWS's services, with no account in it.
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
