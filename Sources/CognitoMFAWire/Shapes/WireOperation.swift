import UserPoolModel

/// An operation on the wire: how its request is read, what is called, how the response is written.
package struct WireOperation<Service: Sendable>: Sendable {
    /// The name, in Cognito's spelling.
    package let name: String
    /// Whether it is one of our own, which Cognito does not have.
    package let isOurs: Bool
    /// What it reads.
    package var reads: [WireMember] { recorded() }
    /// What it writes.
    package let writes: [WireMember]

    private let recorded: @Sendable () -> [WireMember]
    private let answered: @Sendable (Service, String, [JSONMember]) async throws(CognitoError) -> JSONValue

    /// Puts an operation together.
    ///
    /// `read` asks for every member whatever the others say, so that its table can be taken.
    init<Request: Sendable, Response>(
        _ name: String, isOurs: Bool = false, reads read: @escaping @Sendable (RequestMembers) -> Request,
        callsIn call: @escaping @Sendable (Service, _ region: String, Request) async throws(CognitoError) -> Response,
        writes shape: ResponseShape<Response>
    ) {
        self.name = name
        self.isOurs = isOurs
        writes = shape.members
        recorded = {
            let recorder = ShapeRecorder()
            _ = read(RequestMembers(recording: recorder))
            return recorder.members
        }
        answered = { (service, region, members) async throws(CognitoError) in
            let request = try Self.request(members, read)
            return shape.json(try await call(service, region, request))
        }
    }

    /// Puts an operation together that is the same in every region.
    init<Request: Sendable, Response>(
        _ name: String, isOurs: Bool = false, reads read: @escaping @Sendable (RequestMembers) -> Request,
        calls call: @escaping @Sendable (Service, Request) async throws(CognitoError) -> Response,
        writes shape: ResponseShape<Response>
    ) {
        self.init(
            name, isOurs: isOurs, reads: read,
            callsIn: { (service, _, request) async throws(CognitoError) in try await call(service, request) },
            writes: shape)
    }

    /// Puts an operation together that answers nothing.
    init<Request: Sendable>(
        _ name: String, isOurs: Bool = false, reads read: @escaping @Sendable (RequestMembers) -> Request,
        calls call: @escaping @Sendable (Service, Request) async throws(CognitoError) -> Void
    ) {
        self.init(name, isOurs: isOurs, reads: read, calls: call, writes: .nothing)
    }

    private static func request<Request>(
        _ members: [JSONMember], _ read: (RequestMembers) -> Request
    ) throws(CognitoError) -> Request {
        let members = RequestMembers(members)
        let request = read(members)
        try members.validate()
        return request
    }

    /// Reads the members, calls, and writes the response.
    func answer(
        _ service: Service, in region: String, _ members: [JSONMember]
    ) async throws(CognitoError) -> JSONValue {
        try await answered(service, region, members)
    }
}
