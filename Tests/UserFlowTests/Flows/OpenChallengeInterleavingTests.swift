import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Two requests on one open challenge, in every order of their store calls.
@Suite struct OpenChallengeInterleavingTests {
    /// A request of one browser tab.
    enum Move: String {
        case send, answer, change, end

        func run(_ pool: UserPool, _ session: SessionHandle, _ code: OneTimeCode) async throws {
            switch self {
            case .send: _ = try await pool.sendNewCode(session)
            case .answer: _ = try await pool.respond(to: session, with: .smsMFA(code: code))
            case .change: _ = try await pool.useAnotherFactor(session, .softwareToken)
            case .end: try await pool.endSignIn(session)
            }
        }
    }

    private static func walk(_ moves: [Move]) async throws -> Walk {
        var walk = try await Walk(moves)
        try await walk.run()
        return walk
    }

    // Of two requests within the wait one at most sends, whatever their order.
    @Test func twoRequestsSendOneMessage() async throws {
        let walk = try await Self.walk([.send, .send])
        #expect(walk.orders > 10 && !walk.ends.isEmpty)
        for end in walk.ends {
            #expect(end.messages == 1)
            #expect(end.errors.count { $0 == nil } == 1)
            #expect(end.errors.contains { $0?.code == .limitExceeded })
            #expect(end.codes == 1)
        }
    }

    // The old code either signs in before it is replaced, or it never does; it is never taken after the new one is stored.
    @Test func aCodeIsTakenOrReplacedNeverBoth() async throws {
        let walk = try await Self.walk([.send, .answer])
        var seen: Set<String> = []
        for end in walk.ends {
            if end.errors[1] == nil {
                seen.insert("answered")
                #expect(end.errors[0] == .usedSession && end.messages == 0 && end.sessions == 0)
            } else {
                seen.insert("replaced")
                #expect(end.errors[0] == nil && end.messages == 1 && end.codes == 1)
                #expect(end.errors[1]?.code == .codeMismatch)
            }
        }
        #expect(seen == ["answered", "replaced"])
    }

    // A change of factor spends the session: either the answer or the change wins.
    @Test func anAnswerAndAChangeOfFactorExcludeEachOther() async throws {
        let walk = try await Self.walk([.change, .answer])
        var winners: Set<Int> = []
        for end in walk.ends {
            let winner = try #require(end.errors.firstIndex(of: nil))
            winners.insert(winner)
            #expect(end.errors[1 - winner] == .usedSession)
            #expect(end.sessions == (winner == 0 ? 1 : 0))
        }
        #expect(winners == [0, 1])
    }

    @Test func anEndedSignInIsAnsweredByNothing() async throws {
        for other in [Move.answer, .send, .change] {
            let walk = try await Self.walk([.end, other])
            for end in walk.ends {
                #expect(end.errors[0] == nil || end.errors[0] == .usedSession)
                if end.errors[1] == nil, end.errors[0] == nil { #expect(other == .send && end.sessions == 0) }
            }
        }
    }

    /// One pair of requests and all its ends.
    private struct Walk {
        struct End {
            let errors: [CognitoError?]
            /// Messages sent since the sign-in.
            let messages: Int
            let sessions: Int
            /// Sessions that wait for a code by message.
            let codes: Int
        }

        private let moves: [Move]
        private let store: SteppedStore
        private let random = (0..<3).map { RewindableRandomSource(seed: UInt64(10 + $0)) }
        private let pools: [UserPool]
        private let sms = RecordingSMSSender()
        private let rows: [RecordKey: VersionedRecord]
        private let session: SessionHandle
        private let code: OneTimeCode
        private let key: RecordKey
        private(set) var ends: [End] = []
        private(set) var orders = 0.0

        init(_ moves: [Move]) async throws {
            self.moves = moves
            let id: UserPoolID = "test_pool"
            let key = RecordKey.user(id, CanonicalName("ada", ignoringCase: true))
            self.key = key
            let number = try PhoneNumber(Fixture.phone)
            let quota = RecordKey.sendQuota(id, .phone(number), of: CanonicalName("ada", ignoringCase: true))
            let store = SteppedStore { $0 == key || $0 == quota || $0 == .sendQuota(id, .phone(number)) }
            self.store = store
            let time = ManualTimeSource()
            let keys = try KeyRing(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
            pools = random.map { [sms] random in
                UserPoolService(
                    store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys), sms: sms,
                    passwords: PlainPasswordHasher(), time: time, random: random
                ).pool(id, client: "client")
            }
            let host = pools[2]
            _ = try await host.service.openPool(
                id, client: "client",
                creatingIfAbsent: UserPoolSettings(name: "T", mfa: .optional([.sms, .softwareToken])))
            try await host.admin.createUser(
                "ada", password: Fixture.password, attributes: [.phoneNumber: Fixture.phone])
            let token = try #require(await host.signIn("ada", password: Fixture.password).authenticationResult)
            let association = try await host.associateSoftwareToken(.accessToken(token.accessToken))
            let app = try AuthenticatorApp(scanning: association.keyURI, time: time)
            try await host.verifySoftwareToken(.accessToken(token.accessToken), code: app.code())
            try await host.admin.setMFAPreference("ada", sms: .preferred, softwareToken: .enabled)
            session = try #require(await host.signIn("ada", password: Fixture.password).challenge).session
            code = await sms.lastCode(to: Fixture.phone)
            time.advance(by: .seconds(30))
            rows = store.rows
        }

        mutating func run() async throws {
            store.follow(InterleavingSearch())
            repeat {
                for source in random { source.rewind() }
                let before = await sms.messages.count
                store.begin(with: rows, parties: moves.count)
                let errors = await store.errors(of: moves.count) { [moves, pools, session, code] party in
                    try await moves[party].run(pools[party], session, code)
                }
                guard !store.isAbandoned else { continue }
                #expect(store.shared.isEmpty)
                let user = try #require(
                    await pools[2].service.records.read(key, as: UserAuthRecord.self)?.record)
                ends.append(
                    End(
                        errors: errors, messages: await sms.messages.count - before, sessions: user.sessions.count,
                        codes: user.sessions.count { $0.state.sentCode != nil }))
            } while store.advance()
            orders = store.search.orders()
        }
    }
}
