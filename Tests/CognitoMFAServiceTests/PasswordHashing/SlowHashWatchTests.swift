import CognitoMFAService
import Synchronization
import Testing
import UserPoolModel

@Suite struct SlowHashWatchTests {
    @Test func theFirstSlowHashIsNoticedAndNoOther() {
        let noticed = Mutex<[Duration]>([])
        let watch = SlowHashWatch { duration in noticed.withLock { $0.append(duration) } }
        for seconds in [1, 2] { watch.note(.seconds(seconds)) }
        #expect(noticed.withLock { $0 }.isEmpty)
        for seconds in [3, 40, 1] { watch.note(.seconds(seconds)) }
        #expect(noticed.withLock { $0 } == [.seconds(3)])
    }
}
