import CognitoMFA
import CognitoMFATesting
import Testing

@testable import CognitoMFAServer

@Suite struct CryptoPasswordHasherTests {
    private let crypto = CryptoPasswordHasher(iterations: 1_000)
    private let library = PBKDF2PasswordHasher(iterations: 1_000)

    /// A store can change from one hasher to the other.
    @Test(
        "the hasher for development and the own one verify one another",
        arguments: ["Analytical-1843", "Analytical-1843\u{0}", "päss wörd", ""] as [Password])
    func eachVerifiesTheOthersHashes(password: Password) async throws {
        let theirs = try await library.hash(password)
        let ours = try await crypto.hash(password)
        #expect(try await crypto.verify(password, against: theirs))
        #expect(try await library.verify(password, against: ours))
        #expect(try await !crypto.verify("Wrong-1843", against: theirs))
        #expect(try await !library.verify("Wrong-1843", against: ours))
        #expect(!crypto.needsRehash(theirs) && !library.needsRehash(ours))
        #expect(CryptoPasswordHasher(iterations: 2_000).needsRehash(theirs))
        #expect(try await CryptoPasswordHasher(iterations: 2_000).verify(password, against: theirs))
    }

    /// Former passwords are compared by the same key, so a store can change hashers with its histories.
    @Test func bothDeriveTheSameHistoryKeys() async throws {
        let (password, salt) = (Array("Analytical-1843".utf8), [UInt8](0..<16))
        let ours = try await crypto.historyKey(password, salt: salt, iterations: 1_200)
        #expect(try await library.historyKey(password, salt: salt, iterations: 1_200) == ours)
        #expect(try await crypto.historyKey(password, salt: salt, iterations: 1_201) != ours)
        #expect(crypto.historyIterations == 1_000 && library.historyIterations == 1_000)
    }

    @Test func nobodyHasNoPassword() async throws {
        #expect(try await !crypto.verify("Analytical-1843", against: nil))
        await #expect(throws: CryptoPasswordHasher.UnreadableHash.self) {
            try await self.crypto.verify("Analytical-1843", against: PasswordHash("$2b$10$abc"))
        }
    }
}
