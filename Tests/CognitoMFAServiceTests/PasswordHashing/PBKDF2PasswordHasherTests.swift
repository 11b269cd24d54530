import AuthFlow
import CognitoMFAService
import Testing
import UserPoolModel

@Suite struct PBKDF2PasswordHasherTests {
    private let hasher = PBKDF2PasswordHasher(iterations: PBKDF2PasswordHasher.floorIterations)

    // R37. HMAC fills its key up with zeros, so that without care a password would equal itself and a NUL.
    @Test(arguments: ["Analytical-1843", "Analytical-1843\0"]) func aNULAtTheEndCounts(_ text: String) async throws {
        let hash = try await hasher.hash(Password(text))
        #expect(try await hasher.verify(Password(text), against: hash))
        for other in ["Analytical-1843", "Analytical-1843\0", "Analytical-1843\0\0"]
        where !(other.utf8.elementsEqual(text.utf8)) {
            #expect(try await !hasher.verify(Password(other), against: hash))
        }
    }
}
