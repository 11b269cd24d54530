import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The places in the hashing queue that are taken while a trigger runs.
@Suite struct TriggerPlaceTests {
    /// Triggers that count the places taken at each of their calls.
    private final class Counting: CustomMessage, PreTokenGeneration {
        let service = Mutex<UserPoolService?>(nil)
        let admitted = Mutex<[Int]>([])

        private func count() {
            guard let service = service.withLock({ $0 }) else { return }
            admitted.withLock { $0.append(service.hashing.admitted) }
        }

        func message(for request: CustomMessageRequest) async throws -> CustomMessageResponse {
            count()
            return CustomMessageResponse()
        }

        func customize(_ request: PreTokenGenerationRequest) async throws -> PreTokenGenerationResponse {
            count()
            return PreTokenGenerationResponse()
        }
    }

    // R39: a slow trigger keeps nobody from the queue.
    @Test func aTriggerHoldsNoPlace() async throws {
        let counting = Counting()
        let fixture = try await Fixture(
            triggers: Triggers(customMessage: counting, preTokenGeneration: counting), members: .verifyingEmail)
        let admin = fixture.pool.admin
        counting.service.withLock { $0 = fixture.service }
        _ = try await fixture.tokens()
        _ = try await fixture.signUp("grace", [.email: "grace@example.com"])
        try await admin.setPassword("ada", "Temporary-1843", permanent: false)
        let first = try #require(await fixture.pool.signIn("ada", password: "Temporary-1843").challenge)
        let answer = try await fixture.pool.respond(to: first.session, with: .newPassword("Difference-1822"))
        #expect(answer.authenticationResult != nil)
        try await fixture.preferSMS()
        _ = try await fixture.pool.signIn("ada", password: "Difference-1822")
        #expect(counting.admitted.withLock { $0 } == [0, 0, 0, 0])
    }
}
