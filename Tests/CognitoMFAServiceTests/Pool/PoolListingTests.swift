import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import TestSupport
import Testing
import UserPoolModel

/// The lists that name pools and clients, and the ids that are drawn for them.
@Suite struct PoolListingTests {
    // R10: a pool and a client are listed as confirmed once their records are there.
    @Test func whatIsThereIsListedAsConfirmed() async throws {
        let fixture = try await Fixture()
        let client = try await fixture.client()
        let pool = try #require(await fixture.service.records.read(.pool(fixture.pool.id), as: PoolRecord.self)).record
        #expect(pool.clients.isConfirmed("client") == true && pool.clients.isConfirmed(client.id) == true)
        let directory = try #require(await fixture.service.records.read(.directory, as: DirectoryRecord.self)).record
        #expect(directory.pools.isConfirmed(fixture.pool.id) == true)
    }

    // R10: a full pool takes no new client, but one whose creation was cut off after it was listed.
    @Test func aListedClientHasItsPlaceInAFullPool() async throws {
        let fixture = try await Fixture()
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) {
            for number in 2..<PoolRecord.clientCap { $0.clients.expect(AppClientID("client\(number)")) }
            $0.clients.expect("late")
        }
        #expect(await failure { _ = try await fixture.client() } == .tooManyClients)
        let pool = try await fixture.service.openPool(fixture.pool.id, client: "late")
        #expect(try await pool.signIn("ada", password: Fixture.password).authenticationResult != nil)
    }

    // R10: the entry comes before the record, so that a crash between them leaves nothing that no list names.
    @Test func aPoolAndAClientAreListedBeforeTheyAreThere() async throws {
        let fixture = try await Fixture()
        for kind in ["pool", "client"] {
            await fixture.store.before("swap \(kind)", times: 99) {
                throw ScriptedStore.Fault()
            }
            let error = await failure {
                _ = try await fixture.service.openPool(kind == "pool" ? "late_pool" : "test_pool", client: "late")
            }
            #expect(error?.code == .tooManyRequests)
        }
        let records = fixture.service.records
        let directory = try #require(await records.read(.directory, as: DirectoryRecord.self)).record
        #expect(directory.pools.isConfirmed("late_pool") == false)
        let pool = try #require(await records.read(.pool("test_pool"), as: PoolRecord.self)).record
        #expect(pool.clients.isConfirmed("late") == false)
    }

    /// Draws the same bytes again for each id of a pool or client, which have 9 and 26.
    private struct RepeatingSource: RandomSource {
        let base = SeededRandomSource(seed: 3)

        func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
            purpose == .nonce && [9, 26].contains(count)
                ? [UInt8](repeating: 7, count: count) : base.bytes(count: count, for: purpose)
        }
    }

    @Test func anIDThatIsDrawnTwiceIsGivenOnce() async throws {
        let keys = KeyRing(from: SeededRandomSource(seed: 1))
        let service = UserPoolService(
            store: ScriptedStore(), keys: keys, tokens: .hs256(issuer: "https://test.invalid", keys: keys),
            random: RepeatingSource())
        let pool = try await service.administration.createUserPool(.init(poolName: "p"))
        #expect(
            await failure { _ = try await service.administration.createUserPool(.init(poolName: "q")) }
                == .tooManyRequests)
        func client() async throws {
            _ = try await service.administration.createUserPoolClient(.init(userPoolID: pool.id, clientName: "c"))
        }
        try await client()
        #expect(await failure { try await client() } == .tooManyRequests)
    }

    @Test func aFullLastPageHasNoNext() async throws {
        let fixture = try await Fixture()
        for count in 1...3 {
            let page = try await fixture.admin.listUserPoolClients(
                .init(userPoolID: fixture.pool.id, maxResults: count))
            #expect(page.userPoolClients.count == count && page.nextToken == nil)
            _ = try await fixture.client()
        }
        let page = try await fixture.admin.listUserPoolClients(.init(userPoolID: fixture.pool.id, maxResults: 3))
        #expect(page.userPoolClients.count == 3 && page.nextToken != nil)
    }

    /// A reads that there is none.
    ///
    /// B creates it. A's insertion meets it, and A tells nothing.
    @Test(arguments: ["pool", "client"]) func whatTwoProcessesCreateIsToldOnce(_ kind: String) async throws {
        let fixture = try await Fixture()
        let pool: UserPoolID = kind == "pool" ? "other_pool" : "test_pool"
        @Sendable func open() async throws { _ = try await fixture.service.openPool(pool, client: "theirs") }
        let before = fixture.observer.names
        await fixture.store.before("swap \(kind)") { try await open() }
        try await open()
        let told = fixture.observer.names.dropFirst(before.count)
        #expect(told.filter { $0 == "poolChanged" }.count == (kind == "pool" ? 1 : 0))
        #expect(told.filter { $0 == "clientChanged" }.count == 1)
    }
}
