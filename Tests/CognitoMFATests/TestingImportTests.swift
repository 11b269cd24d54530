import CognitoMFATesting
import Testing

/// A host's test with one import of the library's.
@Suite struct TestingImportTests {
    @Test func aLockEndsWithTime() async throws {
        let test = try await TestPool()
        try await test.pool.admin.createUser("ada", password: "Analytical-1843")
        for _ in 1...5 { _ = try? await test.pool.signIn("ada", password: "wrong") }
        await #expect(throws: CognitoError.self) { try await test.pool.signIn("ada", password: "Analytical-1843") }
        test.time.advance(by: .seconds(1))
        #expect(try await test.pool.signIn("ada", password: "Analytical-1843").authenticationResult != nil)
    }

    @Test("the types of the library come along with CognitoMFATesting") func theLibrarysTypesComeAlong() {
        let now: UnixTime = ManualTimeSource().now()
        let code: OneTimeCode = "123456"
        #expect(now.seconds > 0 && code.isDecimal)
        #expect(CognitoError.Code.notAuthorized.rawValue == "NotAuthorizedException")
    }
}
