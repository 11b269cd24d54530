import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

/// Both endpoints behind one route.
///
/// A host that offers no administration mounts ``PublicEndpoint`` alone (R107).
public struct CognitoEndpoint: Sendable {
    private let publicEndpoint: PublicEndpoint
    private let administrationEndpoint: AdministrationEndpoint

    /// The longest body that is read, in bytes (R115).
    public static let bodyLimit = 1_048_576
    /// What requests must be and responses are.
    public static let contentType = "application/x-amz-json-1.1"
    /// What stands before an operation's name in `X-Amz-Target`.
    static let targetPrefix = "AWSCognitoIdentityProviderService."

    /// Joins the two.
    public init(_ publicEndpoint: PublicEndpoint, _ administrationEndpoint: AdministrationEndpoint) {
        self.publicEndpoint = publicEndpoint
        self.administrationEndpoint = administrationEndpoint
    }

    /// Answers a request at the endpoint it is for; never throws.
    public func answer(_ request: WireRequest, requestID: String? = nil) async -> WireResponse {
        let name = try? Self.operation(of: request)
        guard let name, administrationEndpoint.operationNames.contains(name) else {
            return await publicEndpoint.answer(request, requestID: requestID)
        }
        return await administrationEndpoint.answer(request, requestID: requestID)
    }
}

// What the endpoints share.
extension CognitoEndpoint {
    /// The operation that a request is for.
    ///
    /// - Throws: SerializationException for headers that no HTTP request can have; RequestEntityTooLargeException;
    ///   UnknownOperationException for another method, content type or target.
    static func operation(of request: WireRequest) throws(CognitoError) -> String {
        guard request.hasPlainHeaders else { throw .serialization("A header has characters that headers cannot have.") }
        guard request.body.count <= bodyLimit else { throw .bodyTooLong }
        guard request.method.utf8.elementsEqual("POST".utf8), let type = request.value("content-type"),
            isAmazonJSON(type), let target = request.value("x-amz-target"),
            target.utf8.starts(with: targetPrefix.utf8)
        else { throw .unknownOperation }
        return String(decoding: target.utf8.dropFirst(targetPrefix.utf8.count), as: UTF8.self)
    }

    /// `application/x-amz-json-1.1`, in any case, whatever its parameters are.
    private static func isAmazonJSON(_ type: String) -> Bool {
        let essence = type.utf8.prefix { $0 != UInt8(ascii: ";") }
        let trimmed = essence.split { $0 == 0x20 || $0 == 0x09 }
        return trimmed.count == 1 && trimmed[0].lazy.map(\.asciiLowercased).elementsEqual(contentType.utf8)
    }

    /// The members of a body.
    ///
    /// - Throws: SerializationException unless it is an object.
    static func members(of body: [UInt8]) throws(CognitoError) -> [JSONMember] {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONReader.read(body)
        } catch {
            throw .notJSON(error)
        }
        guard case .object(let members) = value else { throw .serialization("The body is not an object.") }
        return members
    }

    /// Carries a call out under its source address (R78), and makes a response of what comes of it.
    ///
    /// What is refused before it reaches an operation is told to the service's observer here (R125).
    static func reply(
        to request: WireRequest, requestID: String?, random: any RandomSource, by service: UserPoolService,
        _ call: () async throws(CognitoError) -> JSONValue
    ) async -> WireResponse {
        let id = requestID.flatMap(plain) ?? UUIDText.random(random.bytes(count: 16, for: .nonce))
        guard let address = request.sourceAddress else { return await audited(id, by: service, call) }
        return await SourceAddress.$current.withValue(address) { await audited(id, by: service, call) }
    }

    private static func audited(
        _ id: String, by service: UserPoolService, _ call: () async throws(CognitoError) -> JSONValue
    ) async -> WireResponse {
        guard service.observer.isObserving else { return await response(id, call) }
        let audited = AuditedCall()
        return await AuditedCall.$current.withValue(audited) {
            let response = await response(id, call)
            if let error = response.error { service.refused(error, audited) }
            return response
        }
    }

    private static func response(
        _ id: String, _ call: () async throws(CognitoError) -> JSONValue
    ) async -> WireResponse {
        do throws(CognitoError) {
            return WireResponse(try await call(), requestID: id)
        } catch {
            return WireResponse(error, requestID: id)
        }
    }

    /// The members of a body; for the audit it is noted which client and user they name, and which pool in an
    /// administrator's call.
    static func notedMembers(of body: [UInt8], isAdministration: Bool) throws(CognitoError) -> [JSONMember] {
        let members = try members(of: body)
        guard let call = AuditedCall.current else { return members }
        func text(_ name: String) -> String? {
            let value = members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
            guard case .text(let text)? = value else { return nil }
            return text
        }
        call.note(
            client: text("ClientId").map { AppClientID($0) },
            pool: isAdministration ? text("UserPoolId").map { UserPoolID($0) } : nil,
            typedName: text("Username"))
        return members
    }

    /// An id of the host's, if a header can carry it.
    private static func plain(_ id: String) -> String? {
        (1...128).contains(id.utf8.count) && id.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? id : nil
    }
}
