import CognitoMFAService
import UserPoolModel

/// The likeness of an operation to Cognito's, with a remark for its readers.
package enum Parity: Sendable, Equatable {
    /// It works as in Cognito.
    case supported(String)
    /// It works, with the difference that the remark names.
    case differs(String)
    /// Cognito has no such operation.
    case added(String)
}

/// An operation on the wire: the reader of its request, the call, and the writer of its response.
package struct WireOperation<Service: Sendable>: Sendable {
    /// The name, in Cognito's spelling.
    package let name: String
    /// The likeness to Cognito, for `Docs/Operations.md`.
    package let parity: Parity
    /// True for an operation of this library that Cognito does not have.
    package var isOurs: Bool { if case .added = parity { true } else { false } }
    /// The members that it reads.
    package var reads: [WireMember] { recorded() }
    /// The members that it writes.
    package let writes: [WireMember]

    private let recorded: @Sendable () -> [WireMember]
    private let performed: @Sendable (Service, String, [JSONMember]) async throws(CognitoError) -> JSONValue

    /// Creates an operation.
    ///
    /// `read` must ask for every member, whatever the values of the others are, so that its table can be recorded.
    init<Request: Sendable, Response>(
        _ name: String, _ parity: Parity = .supported(""), reads read: @escaping @Sendable (RequestMembers) -> Request,
        callsIn call: @escaping @Sendable (Service, _ region: String, Request) async throws(CognitoError) -> Response,
        writes shape: ResponseShape<Response>
    ) {
        self.name = name
        self.parity = parity
        writes = shape.members
        recorded = {
            let recorder = ShapeRecorder()
            _ = read(RequestMembers(recording: recorder))
            return recorder.members
        }
        performed = { (service, region, members) async throws(CognitoError) in
            let request = try Self.request(members, read)
            return shape.json(try await call(service, region, request))
        }
    }

    /// Creates an operation under a name, for a reader that makes more than the request.
    init<Request: Sendable, Response>(
        _ name: String, _ parity: Parity = .supported(""), reads read: @escaping @Sendable (RequestMembers) -> Request,
        calls call: @escaping @Sendable (Service, Request) async throws(CognitoError) -> Response,
        writes shape: ResponseShape<Response>
    ) {
        self.init(
            name, parity, reads: read,
            callsIn: { (service, _, request) async throws(CognitoError) in try await call(service, request) },
            writes: shape)
    }

    /// Creates an operation from the method that performs it; the request has the name.
    init<Request: OperationRequest, Response>(
        _ call: @escaping @Sendable (Service) -> @Sendable (Request) async throws(CognitoError) -> Response,
        _ parity: Parity = .supported(""), reads read: @escaping @Sendable (RequestMembers) -> Request,
        writes shape: ResponseShape<Response>
    ) {
        self.init(
            Request.operation, parity, reads: read,
            callsIn: { (service, _, request) async throws(CognitoError) in try await call(service)(request) },
            writes: shape)
    }

    /// Creates an operation from the method that performs it; its response has no members.
    init<Request: OperationRequest>(
        _ call: @escaping @Sendable (Service) -> @Sendable (Request) async throws(CognitoError) -> Void,
        _ parity: Parity = .supported(""), reads read: @escaping @Sendable (RequestMembers) -> Request
    ) {
        self.init(call, parity, reads: read, writes: .nothing)
    }

    private static func request<Request>(
        _ members: [JSONMember], _ read: (RequestMembers) -> Request
    ) throws(CognitoError) -> Request {
        let members = RequestMembers(members)
        let request = read(members)
        try members.validate()
        return request
    }

    /// Reads the members, makes the call, and writes the response.
    func perform(
        by service: Service, in region: String, _ members: [JSONMember]
    ) async throws(CognitoError) -> JSONValue {
        try await performed(service, region, members)
    }
}
