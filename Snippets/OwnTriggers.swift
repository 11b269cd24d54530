// Steps of your own in the pool's operations: the wording of messages, claims in tokens, users of another directory.
import CognitoMFA

/// Words the code of a sign-in, and leaves the other messages to the pool's templates.
struct MuseumMessages: CustomMessage {
    func message(for request: CustomMessageRequest) async throws -> CustomMessageResponse {
        guard request.triggerSource == .authentication else { return CustomMessageResponse() }
        let name = request.userAttributes["name"] ?? request.username.text
        return CustomMessageResponse(smsMessage: "\(name), your code for the museum is \(request.codeParameter)")
    }
}

/// Adds a claim and a scope for members, and refuses those whose membership has ended.
struct Memberships: PreTokenGeneration {
    let levels: [String: String]

    func customize(_ request: PreTokenGenerationRequest) async throws -> PreTokenGenerationResponse {
        guard let level = levels[request.username.text] else { throw TriggerError("The membership has ended") }
        return PreTokenGenerationResponse(
            idTokenGeneration: ClaimOverrides(claimsToAddOrOverride: ["membership": .string(level)]),
            scopesToAdd: ["museum/read"])
    }
}

/// Brings a user over from a former application at the first sign-in.
struct FormerApplication: UserMigration {
    let passwords: [String: String]

    func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
        guard let password = passwords[request.username.text], request.password == Password(password) else {
            return nil
        }
        return MigratedUser(attributes: ["name": "Grace"])
    }
}

let triggers = Triggers(
    userMigration: FormerApplication(passwords: ["grace": "Compiler-1952"]), customMessage: MuseumMessages(),
    preTokenGeneration: Memberships(levels: ["grace": "gold"]))

// The 32 bytes that all processes of the server share. A server reads them from its secret store; here they are zeros.
let keys = try KeyRing(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
let service = UserPoolService(
    store: InMemoryRecordStore(), keys: keys, tokens: .hs256(issuer: "https://example.com", keys: keys), sms: .console,
    passwords: PBKDF2PasswordHasher(iterations: 1_000), triggers: triggers)  // the default is 600,000; this is a demo
let pool = try await service.openPool(
    "eu-west-1_main", client: "web", creatingIfAbsent: UserPoolSettings(name: "Example", mfa: .optional([.sms])))
print(try await pool.signIn("grace", password: "Compiler-1952"))
try await pool.admin.createUser("ada", password: "Analytical-1843", attributes: [.phoneNumber: "+14155550123"])
try await pool.admin.setMFAPreference("ada", sms: .preferred)
print(try await pool.signIn("ada", password: "Analytical-1843"))
