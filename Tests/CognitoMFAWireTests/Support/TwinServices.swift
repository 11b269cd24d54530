import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import CognitoMFAWire
import Synchronization
import UserPoolModel

/// A store of two layers: rows that operations write lie over rows that a test has put, until `takeOff()`.
final class LayeredRecordStore: RecordStore {
    private struct Layers {
        var put: [RecordKey: VersionedRecord] = [:]
        /// Written rows; nil for a deleted one.
        var written: [RecordKey: VersionedRecord?] = [:]

        func row(_ key: RecordKey) -> VersionedRecord? { written[key] ?? put[key] }
    }
    private let layers = Mutex(Layers())

    func read(_ key: RecordKey) async -> VersionedRecord? { layers.withLock { $0.row(key) } }

    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) async -> SwapOutcome {
        layers.withLock { layers in
            let row = layers.row(key)
            switch change {
            case .insert(let new) where row == nil: layers.written[key] = .some(new)
            case .replace(let old, let new) where row?.version == old: layers.written[key] = .some(new)
            case .delete(let old) where row?.version == old: layers.written[key] = .some(nil)
            default: return .conflict
            }
            return .swapped
        }
    }

    func put<Record: StorableRecord>(_ record: Record, under key: RecordKey) throws {
        let contents = try SealedRecordCodec(sealer: NoSealer()).encode(record, of: key)
        layers.withLock {
            $0.put[key] = VersionedRecord(
                version: RecordVersion("put"), contents: contents, expiresAt: record.expiresAt)
        }
    }

    /// Moves all written rows to the layer of put rows.
    func keep() {
        layers.withLock { layers in
            for (key, row) in layers.written { layers.put[key] = row }
            layers.written = [:]
        }
    }

    /// Forgets all written rows.
    func takeOff() { layers.withLock { $0.written = [:] } }
}

/// Two services with the same keys, pool and client: a name is a user in one, and unknown in the other.
struct TwinServices {
    /// The pool's settings for sign-in names.
    enum Naming: String, CaseIterable { case plain, aliased, addressed }

    /// A state of a user.
    enum UserState: CaseIterable {
        case unconfirmed, numberVerified, addressVerified, bothVerified, nothingVerified, resetRequired, disabled
        case codeUnderWay
    }

    /// One of the two services.
    struct Side {
        let store = LayeredRecordStore()
        let email = RecordingEmailSender()
        let service: UserPoolService
        let endpoint: PublicEndpoint

        init(_ profile: CognitoProfile, _ time: ManualTimeSource, _ keys: KeyRing) {
            let random = SeededRandomSource(seed: 12)
            service = UserPoolService(
                store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
                sms: RecordingSMSSender(), email: email,
                passwords: PBKDF2PasswordHasher(anyIterations: 2, random: random), profile: profile, time: time,
                random: random)
            endpoint = PublicEndpoint(service)
        }

        /// Returns the whole answer to the first call after the rows were put.
        func first(_ operation: String, _ body: String) async -> Answer {
            let response = await endpoint.handle(WireFixture.request(operation, body), requestID: "id")
            await service.shutDown()
            store.takeOff()
            return Answer(response)
        }
    }

    /// The status, headers and body of a response.
    struct Answer: Equatable {
        let status: Int
        let headers: [String]
        let body: String

        init(_ response: WireResponse) {
            status = response.status
            headers = response.headers.map { "\($0.name): \($0.value)" }
            body = String(decoding: response.body, as: UTF8.self)
        }

        /// The medium, destination and attribute of a sent code.
        var delivery: (medium: String, destination: String, attribute: String)? {
            let members = (try? JSONReader.read(Array(body.utf8)))?.member("CodeDeliveryDetails")
            func text(_ name: String) -> String? {
                if case .text(let text)? = members?.member(name) { text } else { nil }
            }
            guard let medium = text("DeliveryMedium"), let destination = text("Destination"),
                let attribute = text("AttributeName")
            else { return nil }
            return (medium, destination, attribute)
        }
    }

    static let pool: UserPoolID = "test_pool"
    let naming: Naming
    let keys = KeyRing(from: SeededRandomSource(seed: 11))
    let time = ManualTimeSource()
    /// The service in which the names are users.
    let known: Side
    /// The service in which the names are unknown.
    let unknown: Side
    private let password: PasswordHash

    init(_ naming: Naming, _ profile: CognitoProfile) async throws {
        self.naming = naming
        known = Side(profile, time, keys)
        unknown = Side(profile, time, keys)
        password = try await PBKDF2PasswordHasher(anyIterations: 2).hash("Analytical-1843")
        for side in [known, unknown] {
            _ = try await side.service.openPool(
                Self.pool, client: "client",
                creatingIfAbsent: UserPoolSettings(
                    name: "Test", mfa: .optional([.sms, .softwareToken]), preventsUserExistenceErrors: true,
                    members: UserPoolOptions(autoVerifiedAttributes: [.email, .phoneNumber]),
                    aliasAttributes: naming == .aliased ? [.email] : [],
                    usernameAttributes: naming == .addressed ? [.email] : []))
            side.store.keep()
        }
    }

    /// Puts a user's rows into the first service.
    ///
    /// - Returns: the name by which the user signs in.
    func putUser(_ number: Int, _ state: UserState) throws -> String {
        let digits = String(10_000 + number % 10_000).dropFirst()
        let address = ["ada", "Grace", "7up"][number % 3] + "\(number)@" + ["example.com", "3d.test"][number % 2]
        let sub = "00000000-0000-4000-8000-\(String(100_000_000_000 + number))"
        let name = naming == .addressed ? Username(sub) : Username("user\(number)")
        var user = UserAuthRecord(
            username: name, sub: UserSub(sub), status: .confirmed,
            attributes: [
                .email: address, .phoneNumber: ["+1415555", "+44791112", "+491511234"][number / 3 % 3] + digits,
                .emailVerified: "false", .phoneNumberVerified: "false",
            ], password: password, createdAt: time.now())
        switch state {
        case .unconfirmed: user.status = .unconfirmed
        case .numberVerified: user.attributes[.phoneNumberVerified] = "true"
        case .addressVerified, .codeUnderWay: user.attributes[.emailVerified] = "true"
        case .bothVerified, .resetRequired, .disabled:
            user.attributes[.phoneNumberVerified] = "true"
            user.attributes[.emailVerified] = "true"
        case .nothingVerified: break
        }
        if state == .resetRequired { user.status = .resetRequired }
        user.isEnabled = state != .disabled
        if [.unconfirmed, .resetRequired, .codeUnderWay].contains(state) {
            let purpose = state == .unconfirmed ? CodePurpose.signUp : .recovery
            let id = SessionID([UInt8](repeating: 9, count: 16))
            guard let destination = user.attributes.destination(.email) else { preconditionFailure("an address") }
            user.codes[purpose] = VerificationCode(
                id: id,
                sent: SentCode(
                    "271828", for: purpose, to: destination, user: user.sub, session: id, keys: keys,
                    expiresAt: time.now() + purpose.life))
        }
        let isFoundByAddress =
            naming == .addressed || naming == .aliased && user.attributes.isVerified(.email) && number % 2 == 0
        let owner = CanonicalName(name, ignoringCase: true)
        if isFoundByAddress || naming == .aliased && user.attributes.isVerified(.email) {
            let alias = CanonicalName(Username(address), ignoringCase: true)
            let nonce = [UInt8](repeating: 7, count: 16)
            user.reservations[.email] = ReservationMark(digest: alias.digest, nonce: nonce)
            try known.store.put(
                AliasReservation(attribute: .email, holder: .init(name: owner, nonce: nonce), expiresAt: nil),
                under: .reservation(Self.pool, digest: alias.digest))
        }
        try known.store.put(user, under: .user(Self.pool, owner))
        return isFoundByAddress ? address : name.text
    }
}
