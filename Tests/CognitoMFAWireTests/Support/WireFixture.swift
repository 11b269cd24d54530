import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import CognitoMFAWire
import Testing
import UserPoolModel

/// A service behind both endpoints, with one administrator who may make every call.
struct WireFixture {
    static let key = SigV4Credentials(
        accessKeyID: "AKIDADMIN", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    static let password = "Analytical-1843"
    static let phone = "+14155550123"

    let rows = InMemoryRecordStore()
    let store: FaultyRecordStore<InMemoryRecordStore>
    let time = ManualTimeSource()
    let sms = RecordingSMSSender()
    let email = RecordingEmailSender()
    let observer = RecordingObserver()
    let service: UserPoolService
    let publicEndpoint: PublicEndpoint
    let administrationEndpoint: AdministrationEndpoint
    let endpoint: CognitoEndpoint

    init(
        admission: some AdmissionControl = NoAdmissionControl(),
        authorizer: (any AdminAuthorizer)? = nil, profile: CognitoProfile = .current, triggers: Triggers = Triggers()
    ) {
        store = FaultyRecordStore(rows)
        var limits = FlowLimits()
        limits.triggerTimeout = .seconds(600)
        let random = SeededRandomSource(seed: 11)
        let keys = KeyRing(from: random)
        service = UserPoolService(
            store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys), sms: sms,
            email: email, passwords: PBKDF2PasswordHasher(anyIterations: 2, random: random), triggers: triggers,
            admission: admission, observer: observer, profile: profile, limits: limits, time: time, random: random)
        publicEndpoint = PublicEndpoint(service)
        let everything = AdminKeys([Self.key.accessKeyID: Self.key.secretAccessKey]) { _ in true }
        if let authorizer {
            administrationEndpoint = Self.endpoint(service, authorizer, time, random)
        } else {
            administrationEndpoint = Self.endpoint(service, everything, time, random)
        }
        endpoint = CognitoEndpoint(publicEndpoint, administrationEndpoint)
    }

    private static func endpoint(
        _ service: UserPoolService, _ authorizer: some AdminAuthorizer, _ time: ManualTimeSource,
        _ random: SeededRandomSource
    ) -> AdministrationEndpoint {
        AdministrationEndpoint(
            service.administration, authorizer: authorizer, region: "eu-west-1", time: time, random: random)
    }

    /// Returns a request as an SDK sends it.
    static func request(_ operation: String, _ body: String) -> WireRequest {
        WireRequest(
            headers: [
                ("Host", "localhost:9229"), ("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation),
                ("Content-Type", "application/x-amz-json-1.1"),
            ], body: Array(body.utf8))
    }

    /// Returns the request, signed by the administrator.
    func signed(
        _ request: WireRequest, key: SigV4Credentials = Self.key, region: String = "eu-west-1",
        service: String = "cognito-idp", after offset: Duration = .zero
    ) -> WireRequest {
        SigV4.sign(request, with: key, region: region, service: service, at: time.now() + offset)
    }

    /// Sends a request, signed if the operation is an administrator's.
    func send(_ operation: String, _ body: String) async -> Reply {
        let request = Self.request(operation, body)
        let isAdministration = administrationEndpoint.operationNames.contains(operation)
        return Reply(await endpoint.handle(isAdministration ? signed(request) : request))
    }

    /// Sends a request that must succeed.
    @discardableResult
    func call(_ operation: String, _ body: String, _ location: SourceLocation = #_sourceLocation) async -> Reply {
        let reply = await send(operation, body)
        #expect(reply.status == 200, "\(operation): \(reply.text)", sourceLocation: location)
        return reply
    }

    /// Returns every row of the store.
    func allRows() async -> [ScannedRecord] { await rows.scan(prefix: "", after: nil, limit: .max) }

    /// Moves the clock to the next step, and returns the code of an authenticator app.
    func code(_ secret: String) throws -> String {
        time.advance(by: .seconds(30))
        return TOTP.cognito.code(for: try SharedSecret(base32: secret), at: time.now()).text
    }
}

/// A response with its body parsed.
struct Reply {
    let response: WireResponse
    let body: JSONValue

    init(_ response: WireResponse) {
        self.response = response
        body = (try? JSONReader.read(response.body)) ?? .null
    }

    var status: Int { response.status }
    var text: String { String(decoding: response.body, as: UTF8.self) }
    var error: String { self["__type"] ?? "" }
    var message: String { self["message"] ?? "" }

    func header(_ name: String) -> String? { response.headers.first { $0.name == name }?.value }

    /// The string at a path in the body.
    subscript(_ path: String...) -> String? {
        if case .text(let text)? = value(path) { text } else { nil }
    }

    /// Returns the value at a path in the body.
    func value(_ path: [String]) -> JSONValue? {
        path.reduce(body) { (value: JSONValue?, name) in
            guard case .object(let members)? = value else { return nil }
            return members.first { $0.name == name }?.value
        }
    }
}

extension JSONValue {
    /// Returns a member of an object.
    func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}
