import CognitoMFAHTTP
import CognitoMFAService
import UserPoolModel

/// One request at an endpoint, and the response that is made of its outcome.
struct WireExchange: Sendable {
    private let call: Result<WireCall, CognitoError>
    private let requestID: HeaderValue
    private let sourceAddress: String?
    private let service: UserPoolService

    /// Begins an exchange.
    ///
    /// - Parameters:
    ///   - call: the parsed request, or the refusal of its head.
    ///   - sourceAddress: the address that the operation runs under (R78).
    ///   - requestID: the id that your server has chosen; a random UUID replaces one that no header can carry.
    ///   - random: the source of that UUID.
    ///   - service: the service whose observer is notified of refusals.
    init(
        _ call: Result<WireCall, CognitoError>, from sourceAddress: String?, requestID: String?,
        random: any RandomSource, service: UserPoolService
    ) {
        self.call = call
        self.requestID =
            requestID.flatMap(Self.plain)
            ?? HeaderValue(replacingUnprintable: UUIDText.random(random.bytes(count: 16, for: .nonce)))
        self.sourceAddress = sourceAddress
        self.service = service
    }

    /// Performs the call under its source address, and makes a response of the outcome.
    ///
    /// A refusal that comes before any operation is reported to the service's observer here (R125).
    func response(
        _ perform: (WireCall) async throws(CognitoError) -> JSONValue
    ) async -> WireResponse {
        guard let sourceAddress else { return identified(await audited(perform)) }
        return identified(await SourceAddress.$current.withValue(sourceAddress) { await audited(perform) })
    }

    /// Returns the response with the id of its request.
    func identified(_ response: WireResponse) -> WireResponse {
        response.adding([HeaderField("x-amzn-RequestId", requestID)])
    }

    private func audited(_ perform: (WireCall) async throws(CognitoError) -> JSONValue) async -> WireResponse {
        guard service.observer.isObserving else { return await outcome(perform) }
        let audited = AuditedCall()
        return await AuditedCall.$current.withValue(audited) {
            let response = await outcome(perform)
            if let error = response.error { service.refused(error, audited) }
            return response
        }
    }

    private func outcome(_ perform: (WireCall) async throws(CognitoError) -> JSONValue) async -> WireResponse {
        do throws(CognitoError) {
            return WireResponse(try await perform(try call.get()))
        } catch {
            return WireResponse(error)
        }
    }

    /// Returns an id that your server has chosen, if a header can carry it.
    private static func plain(_ id: String) -> HeaderValue? {
        guard (1...128).contains(id.utf8.count), id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return try? HeaderValue(validating: id)
    }
}

extension WireCall {
    /// Reads the body, and records for the audit the client and the user that it names.
    ///
    /// The pool is recorded for an administrator's call only.
    func auditedMembers(isAdministration: Bool) throws(CognitoError) -> [JSONMember] {
        let members = try members()
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
}
