import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Two numbers that are set up at once, and an administrator's beside one, in every order of their store calls.
@Suite struct DestinationSetUpInterleavingTests {
    private static let numbers = ["+14155550188", "+14155550177", "+14155550166"]

    /// A request of one browser tab, or of an administrator.
    enum Move: Equatable {
        /// The right code of a tab's number.
        case answer(Int)
        /// The other number in a tab.
        case change(Int)
        /// A number that an administrator sets.
        case administrator
    }

    // Two tabs, two numbers: one grant, one number, and the other code is refused.
    @Test func ofTwoTabsOneSetsItsNumber() async throws {
        let ends = try await Walk.ends([.answer(0), .answer(1)])
        var winners: Set<Int> = []
        for end in ends {
            let winner = try #require(end.errors.firstIndex(of: nil))
            winners.insert(winner)
            #expect(end.errors[1 - winner] == .invalidSession)
            #expect(end.user.attributes[.phoneNumber] == Self.numbers[winner])
            #expect(end.user.attributes.isVerified(.phoneNumber) && end.user.mfa.preferredFactor == .sms)
            #expect(end.user.reservations[.phoneNumber] != nil)
        }
        #expect(winners == [0, 1])
    }

    // The administrator's number always stands in the end; the grant won only if it came first.
    @Test func anAdministratorsNumberStands() async throws {
        let ends = try await Walk.ends([.answer(0), .administrator])
        var seen: Set<Bool> = []
        for end in ends {
            #expect(end.errors[1] == nil && (end.errors[0] == nil || end.errors[0] == .invalidSession))
            #expect(end.user.attributes[.phoneNumber] == Self.numbers[2])
            #expect(!end.user.attributes.isVerified(.phoneNumber) && end.user.reservations[.phoneNumber] == nil)
            #expect(end.user.mfa.factors.isEmpty == (end.errors[0] != nil))
            seen.insert(end.errors[0] == nil)
        }
        #expect(seen == [true, false])
    }

    // A number is answered or changed, never both: the one that is changed is nobody's.
    @Test func aNumberIsAnsweredOrChanged() async throws {
        let ends = try await Walk.ends([.answer(0), .change(0)])
        var winners: Set<Int> = []
        for end in ends {
            let winner = try #require(end.errors.firstIndex(of: nil))
            winners.insert(winner)
            #expect(end.errors[1 - winner] == .usedSession)
            #expect(end.user.attributes[.phoneNumber] == (winner == 0 ? Self.numbers[0] : nil))
        }
        #expect(winners == [0, 1])
    }

    /// Two requests, and all their ends.
    private struct Walk {
        struct End {
            let errors: [CognitoError?]
            let user: UserAuthRecord
        }

        private let moves: [Move]
        private let store: SteppedStore
        private let random = (0..<3).map { RewindableRandomSource(seed: UInt64(10 + $0)) }
        private let pools: [UserPool]
        private let rows: [RecordKey: VersionedRecord]
        private let tabs: [(session: SessionHandle, code: OneTimeCode)]
        private let key: RecordKey
        private let numbers = DestinationSetUpInterleavingTests.numbers

        static func ends(_ moves: [Move]) async throws -> [End] {
            let ends = try await Walk(moves).run()
            #expect(ends.count > 2)
            return ends
        }

        private init(_ moves: [Move]) async throws {
            self.moves = moves
            let id: UserPoolID = "test_pool"
            let key = RecordKey.user(id, CanonicalName("ada", ignoringCase: true))
            self.key = key
            let store = SteppedStore { $0 == key || $0.text.hasPrefix("alias/") }
            self.store = store
            let (time, sms) = (ManualTimeSource(), RecordingSMSSender())
            let keys = try KeyRing(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
            pools = random.map { random in
                UserPoolService(
                    store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys), sms: sms,
                    passwords: PlainPasswordHasher(), time: time, random: random
                ).pool(id, client: "client")
            }
            let host = pools[2]
            _ = try await host.service.openPool(
                id, client: "client",
                creatingIfAbsent: UserPoolSettings(
                    name: "T", mfa: .on([.sms]), aliasAttributes: [.phoneNumber]))
            try await host.admin.createUser("ada", password: Fixture.password)
            var tabs: [(session: SessionHandle, code: OneTimeCode)] = []
            for number in DestinationSetUpInterleavingTests.numbers.prefix(2) {
                let setUp = try #require(await host.signIn("ada", password: Fixture.password).challenge)
                let sent = try #require(
                    await host.respond(to: setUp.session, with: .mfaSetupBySMS(PhoneNumber(number))).challenge)
                tabs.append((sent.session, await sms.lastCode(to: number)))
            }
            time.advance(by: .seconds(30))
            self.tabs = tabs
            rows = store.rows
        }

        private func run() async throws -> [End] {
            var ends: [End] = []
            store.follow(InterleavingSearch())
            repeat {
                for source in random { source.rewind() }
                store.begin(with: rows, parties: moves.count)
                let errors = await store.errors(of: moves.count) { [self] party in
                    try await perform(moves[party], in: pools[party])
                }
                guard !store.isAbandoned else { continue }
                #expect(store.shared.isEmpty)
                let user = try #require(await pools[2].service.records.read(key, as: UserAuthRecord.self)?.record)
                ends.append(End(errors: errors, user: user))
            } while store.advance()
            return ends
        }

        private func perform(_ move: Move, in pool: UserPool) async throws {
            switch move {
            case .answer(let number):
                let tab = tabs[number]
                _ = try await pool.respond(to: tab.session, with: .smsMFA(code: tab.code))
            case .change(let number):
                _ = try await pool.respond(to: tabs[number].session, with: .mfaSetupBySMS(PhoneNumber(numbers[2])))
            case .administrator: try await pool.admin.updateAttributes("ada", [.phoneNumber: numbers[2]])
            }
        }
    }
}
