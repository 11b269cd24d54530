import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

@Suite struct RecordKeyTests {
    // R4
    @Test func keysAreShortLowerCaseASCII() {
        let keys: [RecordKey] = [
            .pool("eu-west-1_AbCdEfGhI"), .client("1EXAMPLE2"),
            .user("eu-west-1_AbCdEfGhI", CanonicalName("Ädä Lovelace 🔑", ignoringCase: false)),
        ]
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789/_-".utf8)
        for key in keys {
            #expect(key.text.utf8.count <= 120 && key.text.utf8.allSatisfy(allowed.contains), "\(key)")
        }
        #expect(Set(keys).count == 3)
    }

    @Test func aUsersKeyIsPoolAndCanonicalName() {
        let name = CanonicalName("ada", ignoringCase: true)
        let pool = Hexadecimal.encode(SHA256.hash(Array("a_b".utf8)).prefix(16))
        let user = Hexadecimal.encode(SHA256.hash(Array("ada".utf8)))
        #expect(RecordKey.user("a_b", name).text == "user/\(pool)/\(user)")
        #expect(RecordKey.user("a_b", digest: name.digest) == .user("a_b", name))
        #expect(RecordKey.user("a_c", name) != .user("a_b", name))
    }

    // R3
    @Test func namesAreTheirBytes() {
        #expect(CanonicalName("Ada", ignoringCase: true) == CanonicalName("aDA", ignoringCase: true))
        #expect(CanonicalName("Ada", ignoringCase: false) != CanonicalName("ada", ignoringCase: false))
        let composed: Username = "caf\u{E9}"
        let decomposed: Username = "cafe\u{301}"
        #expect(composed.text == decomposed.text, "Swift calls the spellings equal")
        #expect(composed != decomposed)
        #expect(CanonicalName(composed, ignoringCase: true) != CanonicalName(decomposed, ignoringCase: true))
    }

    // R1
    @Test func aNameIsTakenOnceHoweverManyAskAtOnce() async throws {
        let fixture = try await Fixture()
        let pool = fixture.pool
        let made = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<2 {
                group.addTask {
                    await failure {
                        try await pool.admin.createUser(
                            number == 0 ? "Eve" : "eve", password: Password("Password-\(number)"))
                    }
                        == nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(made == 1)
        let again = await failure { try await pool.admin.createUser("EVE", password: "Password-3") }
        #expect(again?.code == .usernameExists && again?.message == "User account already exists")
    }

    // R2
    @Test func aRecreatedNameDoesNotInherit() async throws {
        let fixture = try await Fixture()
        let old = try await fixture.tokens()
        let stored = try #require(try await fixture.store.read(fixture.key))
        _ = try await fixture.store.compareAndSwap(fixture.key, .delete(stored.version))
        let gone = await failure { _ = try await fixture.pool.user(old.accessToken) }
        #expect(gone?.code == .userNotFound)
        try await fixture.pool.admin.createUser("ada", password: Fixture.password)
        let other = await failure { _ = try await fixture.pool.user(old.accessToken) }
        #expect(other?.code == .userNotFound && other?.message == "User does not exist.")
        let associate = await failure {
            _ = try await fixture.pool.associateSoftwareToken(.accessToken(old.accessToken))
        }
        #expect(associate?.code == .userNotFound)
    }

    // R105
    @Test func noRowOfAUserPoolOrClientExpires() async throws {
        let fixture = try await Fixture()
        try await fixture.registerApp()
        _ = try await fixture.challenge()
        for key in [fixture.key, .pool("test_pool"), .client("client")] {
            #expect(try #require(await fixture.store.read(key)).expiresAt == nil)
        }
    }
}
