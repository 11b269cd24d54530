import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Synchronization
import Testing

/// R19: all the randomness of an operation is drawn before its first try, the same calls for every operation.
struct OperationRandomnessTests {
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
        let randomness = OperationRandomness(source)
        let calls = ["16 session", "16 session", "8 code", "8 code", "16 nonce", "12 nonce", "16 nonce"]
        #expect(source.asked == calls)
        let parts = [randomness.operationID, randomness.session.bytes, randomness.grantID, randomness.reservationNonce]
        #expect(Set(parts).count == 4)
        #expect(parts.allSatisfy { $0.count == 16 })
        #expect(randomness.family.bytes.count == 12)
        #expect(randomness.code != randomness.code(for: .email))
        #expect(source.asked == calls, "nothing is drawn later")
    }

    @Test func aSecretComesFirst() {
        let source = AskedSource()
        #expect(OperationRandomness.withSecret(source).secret != nil)
        #expect(source.asked.prefix(2) == ["32 secret", "16 session"])
        #expect(OperationRandomness(source).secret == nil)
    }

    /// The kernel's generator is asked once for all; what comes of it is cut into parts that have nothing in common.
    @Test func theSystemsChanceIsCutIntoParts() {
        let draws = (0..<64).map { _ in OperationRandomness(SystemRandomSource()) }
        let ids = draws.flatMap { [$0.operationID, $0.session.bytes, $0.grantID, $0.reservationNonce] }
        #expect(ids.allSatisfy { $0.count == 16 })
        #expect(Set(ids).count == 4 * draws.count)
        #expect(Set(draws.map(\.family)).count == draws.count)
        #expect(draws.allSatisfy { $0.family.bytes.count == 12 })
        let codes = draws.flatMap { [$0.code.text, $0.code(for: .email).text] }
        #expect(codes.allSatisfy { $0.utf8.count == 6 && OneTimeCode($0).isDecimal })
        #expect(Set(codes).count > codes.count - 8)
    }
}
