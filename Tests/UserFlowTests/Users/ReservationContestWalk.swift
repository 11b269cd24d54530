import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import TestSupport
import Testing
import UserPoolModel

/// Walks one contest and checks every end of it.
struct ReservationContestWalk {
    /// The outcome of one run.
    private struct Outcome {
        /// The error of each operation that has answered; the inner nil means success.
        let answers: [CognitoError??]

        func succeeded(_ party: Int) -> Bool { if case .some(.none) = answers[party] { true } else { false } }
        func crashed(_ party: Int) -> Bool { answers[party] == nil }
        var hasCrash: Bool { answers.contains { $0 == nil } }
    }

    private let contest: ReservationContest
    private let store: SteppedStore
    private let parties: [(pool: UserPool, random: RewindableRandomSource)]
    private let bystander: (pool: UserPool, random: RewindableRandomSource)
    private let id: UserPoolID = "test_pool"

    init(_ contest: ReservationContest) throws {
        self.contest = contest
        let id = id
        let users = contest.everyone.map { RecordKey.user(id, CanonicalName($0, ignoringCase: true)) }
        let shared = Set(users + [Self.reservationKey(of: contest.prize, in: id)])
        let reservationsAreShared = contest.meetsAtOneName
        let store = SteppedStore { shared.contains($0) || reservationsAreShared && $0.text.hasPrefix("alias/") }
        self.store = store
        func pool(seed: UInt64) throws -> (UserPool, RewindableRandomSource) {
            let random = RewindableRandomSource(seed: seed)
            let keys = try KeyRing(base64: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
            let service = UserPoolService(
                store: store, keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
                passwords: PlainPasswordHasher(), time: ManualTimeSource(), random: random)
            return (service.pool(id, client: "client"), random)
        }
        parties = try contest.moves.indices.map { try pool(seed: UInt64(10 + $0)) }
        bystander = try pool(seed: 1)
    }

    private static func reservationKey(of prize: ReservationContest.Prize, in pool: UserPoolID) -> RecordKey {
        .reservation(pool, digest: CanonicalName(Username(prize.text), ignoringCase: true).digest)
    }

    /// The rows before the contest.
    private func prepare() async throws -> [RecordKey: VersionedRecord] {
        _ = try await bystander.pool.service.openPool(
            id, client: "client",
            creatingIfAbsent: UserPoolSettings(name: "T", aliasAttributes: [contest.prize.attribute]))
        for name in contest.others { try await bystander.pool.admin.createUser(name, password: Fixture.password) }
        if let owner = contest.owner {
            try await bystander.pool.admin.createUser(
                owner, password: Fixture.password,
                attributes: owner == Username(contest.prize.text) ? [:] : contest.prize.attributes)
        }
        return store.rows
    }

    /// Runs the contest along the walk's present path.
    private func run(from rows: [RecordKey: VersionedRecord]) async -> Outcome {
        for (_, random) in parties + [bystander] { random.rewind() }
        store.begin(with: rows, parties: parties.count)
        let answers = await withTaskGroup(of: (Int, CognitoError?).self) { group in
            for (number, party) in parties.enumerated() {
                group.addTask { [store, contest] in
                    await SteppedStore.$party.withValue(number) {
                        let error = await failure { try await contest.moves[number].run(party.pool) }
                        store.finish(number, with: error.map { $0.description } ?? "done")
                        return (number, error)
                    }
                }
            }
            var answers: [CognitoError??] = Array(repeating: nil, count: parties.count)
            for await (number, error) in group { answers[number] = .some(error) }
            return answers
        }
        let crashed = parties.indices.map { store.hasCrashed($0) }
        #expect(store.shared.isEmpty, "the parties meet nowhere but where the search looks")
        return Outcome(answers: zip(answers, crashed).map { $1 ? nil : $0 })
    }

    /// Returns the valid owners of the alias: users of that name, and the holder whose record carries the reservation's nonce.
    ///
    /// If no record carries it, the owner is the one from whom the reservation was taken.
    private func believed() async throws -> [Username] {
        let records = bystander.pool.service.records
        let name = Username(contest.prize.text)
        let holders = try await reservationHolders()
        guard contest.prize == .name else { return holders }
        let key = RecordKey.user(id, CanonicalName(name, ignoringCase: true))
        let isUser = try await records.read(key, as: UserAuthRecord.self) != nil
        return isUser ? [name] + holders.filter { $0 != name } : holders
    }

    private func reservationHolders() async throws -> [Username] {
        let records = bystander.pool.service.records
        let key = Self.reservationKey(of: contest.prize, in: id)
        guard let reservation = try await records.read(key, as: AliasReservation.self)?.record else { return [] }
        for nonce in [reservation.holder.nonce, reservation.previous?.nonce] {
            var carriers: [Username] = []
            for name in contest.everyone {
                let key = RecordKey.user(id, CanonicalName(name, ignoringCase: true))
                let user = try await records.read(key, as: UserAuthRecord.self)?.record
                if let mark = user?.reservations[contest.prize.attribute], mark.nonce == nonce { carriers.append(name) }
            }
            if !carriers.isEmpty { return carriers }
        }
        return []
    }

    private func owner() async -> Username? {
        try? await bystander.pool.admin.user(Username(contest.prize.text)).username
    }

    /// Checks the final rows against the rules of reservations.
    private func verify(_ outcome: Outcome) async throws {
        let label = Comment(rawValue: "\(contest.testDescription): \(outcome.answers)")
        let owner = await owner()
        // R5, R6: one owner, and no other record that carries the nonce.
        #expect(try await believed() == [owner].compactMap(\.self), label)
        try await verifyAnswers(outcome, owner, label)
        // Each answer fits the caller's own request.
        for (number, move) in contest.moves.enumerated() {
            guard case .some(.some(let error)) = outcome.answers[number] else { continue }
            let verdicts: [CognitoError.Code] =
                move.isCreation ? [.usernameExists] : [.aliasExists, .userNotFound]
            #expect(verdicts.contains(error.code), label)
        }
        // The next attempt repairs: a crashed operation can run again, and gets an answer.
        for (number, move) in contest.moves.enumerated() where outcome.crashed(number) {
            let again = await failure { try await move.run(bystander.pool) }
            #expect(again?.code != .internalError && again?.code != .tooManyRequests, label)
        }
        // R6, R7: a third user gets the address, unless it has an owner.
        let before = await self.owner()
        let third = await failure {
            try await bystander.pool.admin.createUser(
                "third", password: Fixture.password, attributes: contest.prize.attributes)
        }
        if let before {
            #expect(third?.code == .usernameExists, label)
            #expect(await self.owner() == before, "no alias is lost: \(label)")
        } else {
            #expect(third == nil, label)
            #expect(await self.owner() == "third", "nobody is locked out: \(label)")
        }
        #expect(try await self.believed().count == 1, label)
    }

    private func verifyAnswers(_ outcome: Outcome, _ owner: Username?, _ label: Comment) async throws {
        let takers = contest.moves.indices.filter { contest.moves[$0].owner != nil && outcome.succeeded($0) }
        let leavers = contest.moves.indices.filter { contest.moves[$0].owner == nil && outcome.succeeded($0) }
        // R5: only the owner receives success, unless another has taken the address by force or released it since.
        var possible: Set<Username?> = Set(takers.map { contest.moves[$0].owner })
        for (number, move) in contest.moves.enumerated() where outcome.crashed(number) {
            if move.isForced || takers.isEmpty || move.owner == nil { possible.insert(move.owner) }
        }
        if !leavers.isEmpty || takers.isEmpty && contest.owner == nil { possible.insert(nil) }
        if takers.isEmpty && leavers.isEmpty { possible.insert(contest.owner) }
        #expect(possible.contains(owner), label)
        if !contest.moves.contains(where: \.isForced), contest.owner == nil {
            #expect(takers.count <= 1, "never two owners: \(label)")
        }
        guard !outcome.hasCrash else { return }
        // R8: only the owner has it verified.
        for name in contest.everyone {
            // An alias leads to another user.
            guard let user = try? await bystander.pool.admin.user(name), user.username == name else { continue }
            let prize = contest.prize.attributes
            let has = prize.allSatisfy { user.attributes[$0.key] == $0.value }
            if !has, name == Username(contest.prize.text) { continue }
            #expect(has == (name == owner), label)
        }
    }

    /// Every order of the contest's calls.
    func walk(crashes: Bool) async throws -> InterleavingSearch {
        let rows = try await prepare()
        store.follow(InterleavingSearch(crashes: crashes))
        var verified: Set<InterleavingSearch.End> = []
        repeat {
            let outcome = await run(from: rows)
            guard !store.isAbandoned else { continue }
            let end = InterleavingSearch.End(rows: store.rows.mapValues(\.version), answers: "\(outcome.answers)")
            if verified.insert(end).inserted { try await verify(outcome) }
        } while store.advance()
        let search = store.search
        print(
            "\(contest.testDescription)\(crashes ? ", with crashes" : ""): \(Int(search.orders())) orders,",
            "\(search.states) states, \(search.transitions) transitions, \(verified.count) ends")
        return search
    }
}
