import CognitoMFAService
import CognitoMFATesting
import Testing

@Suite struct RecordingObserverTests {
    @Test func aSlowMachineLeavesNoEvent() async throws {
        let test = try await TestPool()
        let names = test.observer.names
        test.observer.observe(.passwordHashIsSlow(took: .seconds(3)))
        #expect(test.observer.names == names && names.contains("poolChanged"))
    }
}
