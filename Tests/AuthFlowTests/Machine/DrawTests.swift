import Synchronization
import Testing

@testable import AuthFlow

/// R11: tries differ in nothing but what they read; what is drawn late is drawn once.
struct DrawTests {
    /// Remembers what it was asked for.
    private final class AskedSource: RandomSource {
        let calls = Mutex<[String]>([])
        func bytes(count: Int, for purpose: RandomPurpose) -> [UInt8] {
            let number = calls.withLock { calls in
                calls.append("\(count) \(purpose)")
                return calls.count
            }
            return [UInt8](repeating: UInt8(number), count: count)
        }
        var asked: [String] { calls.withLock { $0 } }
    }

    @Test func nothingIsDrawnBeforeItIsAskedFor() {
        let source = AskedSource()
        let draw = Draw(source)
        #expect(source.asked == ["32 session"])
        #expect(draw.operationID.count == 16)
        #expect(draw.session.bytes.count == 16)
        _ = (draw.grantID, draw.family)
        #expect(source.asked == ["32 session", "28 nonce"])
        _ = draw.code
        #expect(source.asked.dropFirst(2) == ["8 code", "8 code"])
        _ = draw.claimNonce
        #expect(source.asked.dropFirst(4) == ["16 nonce"])
    }

    @Test func everyTryHasTheSame() {
        let source = AskedSource()
        let draw = Draw.withSecret(source)
        let copy = draw
        let first = (draw.grantID, draw.family, draw.code, draw.code(for: .email), draw.claimNonce)
        let count = source.asked.count
        #expect((copy.grantID, copy.family) == (first.0, first.1))
        #expect((copy.code, copy.code(for: .email), copy.claimNonce) == (first.2, first.3, first.4))
        #expect(draw.secret == copy.secret)
        #expect(source.asked.count == count)
        #expect(source.asked.first == "32 secret")
    }
}
