// A record store and an SMS sender of your own: the two things that every server must provide.
import CognitoMFA

/// A store on a dictionary. In SQL, each case of the switch is one statement; see Docs/StorageContract.md.
actor DictionaryStore: RecordStore {
    private var rows: [String: VersionedRecord] = [:]

    func read(_ key: RecordKey) -> VersionedRecord? { rows[key.text] }

    func compareAndSwap(_ key: RecordKey, _ change: RecordChange) -> SwapOutcome {
        let stored = rows[key.text]?.version
        switch change {
        case .insert(let new):
            guard stored == nil else { return .conflict }
            rows[key.text] = new
        case .replace(let old, let new):
            guard stored == old else { return .conflict }
            rows[key.text] = new
        case .delete(let old):
            guard stored == old else { return .conflict }
            rows[key.text] = nil
        }
        return .swapped
    }
}

/// A sender that passes messages to a carrier and returns the carrier's answer.
struct CarrierSMSSender: SMSSender {
    let post: @Sendable (_ to: String, _ text: String) async throws -> Int

    func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        try await post(message.phoneNumber.e164, message.text) == 202
            ? .accepted : .refused(reason: "the carrier said no")
    }
}

// The 32 bytes that all processes of the server share. A server reads them from its secret store; here they are zeros.
let keys = try KeyRing(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
let carrier = CarrierSMSSender { to, text in
    print("carrier takes \"\(text)\" for \(to)")
    return 202
}
let service = UserPoolService(
    store: DictionaryStore(), keys: keys, tokens: .hs256(issuer: "https://example.com", keys: keys), sms: carrier,
    passwords: PBKDF2PasswordHasher(iterations: 1_000))  // the default is 600,000; this is a demo
let pool = try await service.openPool(
    "eu-west-1_main", client: "web", creatingIfAbsent: UserPoolSettings(name: "Example", mfa: .optional([.sms])))
try await pool.admin.createUser("ada", password: "Analytical-1843", attributes: [.phoneNumber: "+14155550123"])
try await pool.admin.setMFAPreference("ada", sms: .preferred)
print(try await pool.signIn("ada", password: "Analytical-1843"))
