import UserPoolModel

/// An operation on the wire: the reader of its request, the call, and the writer of its response.
package struct WireOperation<Service: Sendable>: Sendable {
    /// The name, in Cognito's spelling.
    package let name: String
    /// True for an operation of this library that Cognito does not have.
    package let isOurs: Bool
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
        performed = { (service, region, members) async throws(CognitoError) in
            let request = try Self.request(members, read)
            return shape.json(try await call(service, region, request))
        }
    }

    /// Creates an operation that is the same in every region.
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

    /// Creates an operation whose response has no members.
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

    /// Reads the members, makes the call, and writes the response.
    func perform(
        by service: Service, in region: String, _ members: [JSONMember]
    ) async throws(CognitoError) -> JSONValue {
        try await performed(service, region, members)
    }
}
