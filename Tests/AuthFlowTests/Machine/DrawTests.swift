import Synchronization
import Testing

@testable import AuthFlow

/// R19: all the chance of an operation is drawn before its first try, the same calls for every operation.
struct DrawTests {
    /// Remembers what it was asked for.
    private final class AskedSource: RandomSource {
        let calls = Mutex<[String]>([])
        func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
            let number = calls.withLock { calls in
                calls.append("\(count) \(purpose)")
                return calls.count
            }
            return (0..<count).map { UInt8(number) &* 50 &+ UInt8($0) }
        }
        var asked: [String] { calls.withLock { $0 } }
    }

    @Test func everythingIsDrawnAtOnce() {
        let source = AskedSource()
        let draw = Draw(source)
        let calls = ["16 session", "16 session", "8 code", "8 code", "44 nonce"]
        #expect(source.asked == calls)
        let parts = [draw.operationID, draw.session.bytes, draw.grantID, draw.claimNonce]
        #expect(Set(parts).count == 4)
        #expect(parts.allSatisfy { $0.count == 16 })
        #expect(draw.family.bytes.count == 12)
        #expect(draw.code != draw.code(for: .email))
        #expect(source.asked == calls, "nothing is drawn later")
    }

    @Test func aSecretComesFirst() {
        let source = AskedSource()
        #expect(Draw.withSecret(source).secret != nil)
        #expect(source.asked == ["32 secret", "16 session", "16 session", "8 code", "8 code", "44 nonce"])
        #expect(Draw(source).secret == nil)
    }
}
