import CognitoMFA
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A pool of users in memory, who all sign in one after the other.
struct FlowWorld {
    /// A kind of sign-in.
    enum Flow: String, CaseIterable {
        case password = "password only"
        case totp = "TOTP"
        case sms = "SMS"
        case wire = "TOTP by the wire"
    }

    /// Takes every password but one: what is left is the flow's own work.
    private struct NoHashing: PasswordHasher {
        func hash(_ password: Password) async throws -> PasswordHash { PasswordHash("$none$") }
        func verify(_ password: Password, against hash: PasswordHash?) async throws -> Bool { password != "wrong" }
    }

    /// Tokens that anybody could make: the last grant's, by its user's name.
    private final class NoSigning: TokenIssuer {
        private let grants = Mutex<[String: TokenGrant]>([:])
        private let keeps = Mutex(true)

        func stopKeeping() { keeps.withLock { $0 = false } }

        func issue(_ grant: TokenGrant) async throws -> AuthenticationResult {
            if keeps.withLock({ $0 }) { grants.withLock { $0[grant.username.text] = grant } }
            return AuthenticationResult(
                accessToken: AccessToken(grant.username.text), idToken: IDToken("i"), refreshToken: nil,
                expiresIn: 3_600)
        }

        func verify(accessToken: AccessToken, now: UnixTime) async throws -> AccessTokenVerdict {
            guard let grant = grants.withLock({ $0[accessToken.text] }) else { return .malformed }
            return .valid(
                Principal(
                    userPoolID: grant.userPoolID, clientID: grant.client.id, username: grant.username, sub: grant.sub,
                    family: grant.family, generation: grant.generation, scopes: [Principal.userAdminScope],
                    authenticatedAt: grant.authenticatedAt))
        }
    }

    /// Keeps the last message.
    private actor LastMessage: SMSSender {
        private(set) var text = ""
        func send(_ message: SMSMessage) -> DeliveryOutcome {
            text = message.text
            return .accepted
        }
        var code: OneTimeCode {
            OneTimeCode(text.split { !("0"..."9").contains($0) }.first { $0.count == 6 }.map { String($0) } ?? "")
        }
    }

    /// The most users who sign in; the others are there.
    private static let active = 1_000
    private let pool: UserPool
    private let store = InMemoryRecordStore()
    private let tokens = NoSigning()
    private let time = ManualTimeSource()
    private let sms = LastMessage()
    private let names: [Flow: [Username]]
    private let apps: [Flow: [AuthenticatorApp]]
    private let endpoint: PublicEndpoint
    private let users: Int

    init(users: Int) async throws {
        let service = UserPoolService(
            store: store, keys: try KeyRing(roots: [("root", Base64.encode([UInt8](repeating: 7, count: 32)))]),
            tokens: tokens, sms: sms,
            passwords: NoHashing(),
            profile: .current, time: time)
        let pool = try await service.openPool(
            "test_pool", client: "client",
            creatingIfAbsent: UserPoolSettings(name: "Flow", mfa: .optional([.sms, .softwareToken])))
        var names = [Flow: [Username]](uniqueKeysWithValues: Flow.allCases.map { ($0, []) })
        var apps: [Flow: [AuthenticatorApp]] = [:]
        for number in 0..<users {
            let flow = Flow.allCases[number % 4]
            let name = Username("user-\(number)")
            _ = try await service.administration.adminImportUser(
                AdminImportUserRequest(
                    userPoolID: pool.id, username: name, passwordHash: PasswordHash("$none$"),
                    userAttributes: [.phoneNumber: "+1\(4_150_000_000 + number)", .phoneNumberVerified: "true"]))
            guard names[flow, default: []].count < Self.active else { continue }
            names[flow, default: []].append(name)
            switch flow {
            case .password: break
            case .sms: try await pool.admin.setMFAPreference(name, sms: .preferred)
            case .totp, .wire:
                guard let token = try await pool.signIn(name, password: "right").authenticationResult?.accessToken
                else { throw Refused() }
                let association = try await pool.associateSoftwareToken(.accessToken(token))
                let app = try AuthenticatorApp(scanning: association.keyURI, time: time)
                try await pool.verifySoftwareToken(.accessToken(token), code: app.code())
                try await pool.setMFAPreference(token, softwareToken: .preferred)
                apps[flow, default: []].append(app)
            }
        }
        tokens.stopKeeping()
        endpoint = PublicEndpoint(service)
        (self.pool, self.names, self.apps, self.users) = (pool, names, apps, users)
    }

    /// A sign-in that should have led to tokens did not.
    struct Refused: Error {}

    /// The average size of a user's rows: keys, versions and contents.
    func bytesPerUser() async -> Int {
        var bytes = 0
        for row in await store.scan(prefix: "", after: nil, limit: .max) {
            bytes += row.key.text.utf8.count + row.record.version.text.utf8.count + row.record.contents.count
        }
        return bytes / users
    }

    /// Signs users in, each after all the others, a code step and more between.
    ///
    /// - Returns: nanoseconds of processor a sign-in.
    func run(_ flow: Flow, rounds: Int) async throws -> Double {
        let names = names[flow] ?? []
        var start = Self.processorTime()
        var place = 0
        var codes: [OneTimeCode] = []
        for _ in 0..<rounds {
            if place == 0 {
                // The users' own work is not the server's.
                let pause = Self.processorTime()
                time.advance(by: .seconds(180))
                codes = apps[flow]?.map { $0.code() } ?? []
                start += Self.processorTime() - pause
            }
            switch flow {
            case .password:
                guard try await pool.signIn(names[place], password: "right").authenticationResult != nil else {
                    throw Refused()
                }
            case .totp, .sms:
                guard let session = try await pool.signIn(names[place], password: "right").challenge?.session else {
                    throw Refused()
                }
                let answer: ChallengeAnswer =
                    flow == .totp
                    ? .softwareTokenMFA(code: codes[place]) : .smsMFA(code: await sms.code)
                guard try await pool.respond(to: session, with: answer).authenticationResult != nil else {
                    throw Refused()
                }
            case .wire: try await signInByTheWire(names[place], codes[place])
            }
            place = (place + 1) % names.count
        }
        return (Self.processorTime() - start) / Double(rounds)
    }

    /// Two requests as an SDK would send them.
    private func signInByTheWire(_ name: Username, _ code: OneTimeCode) async throws {
        let challenge = await send(
            "InitiateAuth",
            #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"client","AuthParameters":{"USERNAME":"\#(name.text)","PASSWORD":"right"}}"#
        )
        // Names and texts in turn, between quotation marks.
        let parts = challenge.split(separator: UInt8(ascii: "\""))
        guard let member = parts.firstIndex(where: { $0.elementsEqual("Session".utf8) }), member + 2 < parts.count
        else { throw Refused() }
        let session = String(decoding: parts[member + 2], as: UTF8.self)
        let granted = await send(
            "RespondToAuthChallenge",
            #"{"ClientId":"client","ChallengeName":"SOFTWARE_TOKEN_MFA","Session":"\#(session)","ChallengeResponses":{"USERNAME":"\#(name.text)","SOFTWARE_TOKEN_MFA_CODE":"\#(code.text)"}}"#
        )
        guard granted.split(separator: UInt8(ascii: "\"")).contains(where: { $0.elementsEqual("AccessToken".utf8) })
        else { throw Refused() }
    }

    private func send(_ operation: String, _ body: String) async -> [UInt8] {
        let response = await endpoint.handle(
            WireRequest(
                method: "POST", path: "/",
                headers: [
                    ("Host", "localhost"), ("Content-Type", "application/x-amz-json-1.1"),
                    ("X-Amz-Target", "AWSCognitoIdentityProviderService.\(operation)"),
                ], body: Array(body.utf8), sourceAddress: "192.0.2.7"))
        return response.body
    }

    /// Nanoseconds that all threads of the process have worked: a busy machine does not lengthen them much.
    static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
