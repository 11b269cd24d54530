// The tests of a server that uses the library: its sign-in page, its store and its sender of text messages.
//
//   swift test
import CognitoMFA
import CognitoMFATesting
import Testing

// MARK: The server's own code

/// The pages between the sign-in form and the user's account.
enum Page: Equatable {
    case account
    case code(sentTo: String?)
    case form(message: String)
}

/// Answers the sign-in form.
func signIn(_ username: Username, _ password: Password, in pool: UserPool) async -> Page {
    do throws(CognitoError) {
        switch try await pool.signIn(username, password: password) {
        case .authenticated: return .account
        case .challenged(.smsMFA(let sms)): return .code(sentTo: sms.delivery.destination)
        case .challenged: return .code(sentTo: nil)
        }
    } catch {
        return .form(message: error.message)
    }
}

/// A store over a dictionary, in place of one over the server's database.
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

/// A carrier that takes every message but those to numbers that have opted out.
actor Carrier {
    private(set) var delivered: [SMSSenderContract.Delivered] = []

    func post(_ number: String, _ text: String) -> Int {
        guard number != "+14155550100" else { return 403 }
        delivered.append((number, text))
        return 202
    }
}

/// Sends through the carrier.
struct CarrierSMSSender: SMSSender {
    let carrier: Carrier

    func send(_ message: SMSMessage) async throws -> DeliveryOutcome {
        let status = await carrier.post(message.phoneNumber.e164, message.text)
        return status == 202 ? .accepted : .refused(reason: "status \(status)")
    }
}

// MARK: Tests

@Suite struct SignInPageTests {
    private static let number = "+14155550123"
    private static let password: Password = "Analytical-1843"

    /// A pool with one user, who receives codes by text message.
    private func testPool() async throws -> TestPool {
        let test = try await TestPool()
        try await test.pool.admin.createUser(
            "ada", password: Self.password, attributes: [.phoneNumber: Self.number])
        try await test.pool.admin.setMFAPreference("ada", sms: .preferred)
        return test
    }

    @Test func theFormLeadsToTheCodePage() async throws {
        let test = try await testPool()
        #expect(await signIn("ada", Self.password, in: test.pool) == .code(sentTo: "+*******0123"))
        #expect(
            await signIn("ada", "wrong", in: test.pool) == .form(message: "Incorrect username or password."))
    }

    @Test func aLockEndsAfterASecond() async throws {
        let test = try await TestPool()
        try await test.pool.admin.createUser("ada", password: Self.password)
        for _ in 1...5 { _ = await signIn("ada", "wrong", in: test.pool) }
        test.time.advance(by: .seconds(1))
        #expect(await signIn("ada", Self.password, in: test.pool) == .account)
    }

    @Test func aCodeIsGoodForThreeMinutes() async throws {
        let test = try await testPool()
        let session = try #require(await test.pool.signIn("ada", password: Self.password).challenge).session
        let code = await test.sms.lastCode(to: Self.number)
        test.time.advance(by: .seconds(180))
        await #expect(throws: CognitoError.self) {
            try await test.pool.respond(to: session, with: .smsMFA(code: code))
        }
    }

    @Test func anAuthenticatorAppReplacesTextMessages() async throws {
        let test = try await testPool()
        let session = try #require(await test.pool.signIn("ada", password: Self.password).challenge).session
        let code = await test.sms.lastCode(to: Self.number)
        let outcome = try await test.pool.respond(to: session, with: .smsMFA(code: code))
        let token = try #require(outcome.authenticationResult).accessToken
        let app = try test.authenticator(
            scanning: try await test.pool.associateSoftwareToken(token))
        try await test.pool.verifySoftwareToken(token, code: app.code())
        try await test.pool.setMFAPreference(token, softwareToken: .preferred)
        #expect(await signIn("ada", Self.password, in: test.pool) == .code(sentTo: nil))
        #expect(test.observer.names.contains("softwareTokenRegistered"))
    }
}

@Suite struct AdapterTests {
    @Test func theStoreKeepsItsContract() async throws {
        let store = DictionaryStore()
        let findings = await RecordStoreContract(open: { store }).findings()
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test func theSenderKeepsItsContract() async throws {
        let carrier = Carrier()
        let contract = SMSSenderContract(
            CarrierSMSSender(carrier: carrier), number: try PhoneNumber("+14155550123"),
            refusing: try PhoneNumber("+14155550100"), delivered: { await carrier.delivered })
        let findings = await contract.findings()
        #expect(findings.isEmpty, "\(findings)")
    }
}
