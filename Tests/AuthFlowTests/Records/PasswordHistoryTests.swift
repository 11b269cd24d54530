import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import Testing
import UserPoolModel

/// Former passwords: which are remembered, and what is told of them.
@Suite struct PasswordHistoryTests {
    private static let salt = [UInt8](repeating: 5, count: 16)
    private let keys = KeyRing(from: SeededRandomSource(seed: 41))

    private func digest(_ number: Int) throws -> PasswordHistory.Digest {
        try PasswordHistory.digest(of: Password("Password-\(number)"), salt: Self.salt, iterations: 1)
    }

    private func history(of numbers: ClosedRange<Int>, last size: Int) throws -> PasswordHistory {
        var history = PasswordHistory(salt: Self.salt, iterations: 1)
        for number in numbers { history.remember(try digest(number), last: size, keys: keys) }
        return history
    }

    private func remembered(_ history: PasswordHistory, last size: Int, of numbers: ClosedRange<Int>) throws -> [Int] {
        try numbers.filter { history.contains(try digest($0), last: size, keys: keys) }
    }

    // R43: one hash checks all 24, and there are never more.
    @Test func twentyFourAreRememberedAndNoMore() throws {
        for size in [24, 25, 1000] {
            let history = try history(of: 1...30, last: size)
            #expect(history.entries.count == 24)
            #expect(try remembered(history, last: size, of: 1...31) == Array(7...30), "of \(size)")
        }
    }

    // R43
    @Test(arguments: [0, 1, 3, 23]) func asManyCountAsThePoolSays(_ size: Int) throws {
        let all = try history(of: 1...24, last: 24)
        let expected = Array((1...24).suffix(size))
        #expect(try remembered(all, last: size, of: 1...25) == expected, "a pool that asks for fewer than are kept")
        let few = try history(of: 1...24, last: size)
        #expect(few.entries.count == size)
        #expect(try remembered(few, last: 24, of: 1...25) == expected, "one that asks for more again")
    }

    // R100: an entry whose key has left the ring says nothing, and the others still do.
    @Test func anEntryOfAKeyThatIsGoneIsNoFormerPassword() throws {
        let others = KeyRing(from: SeededRandomSource(seed: 42))
        var history = try history(of: 1...2, last: 24)
        #expect(!history.contains(try digest(1), last: 24, keys: others))
        history.remember(try digest(3), last: 24, keys: others)
        #expect(try (1...4).filter { history.contains(try digest($0), last: 24, keys: others) } == [3])
        #expect(try remembered(history, last: 24, of: 1...4) == [1, 2])
        #expect(try remembered(history, last: 1, of: 1...4).isEmpty, "the last is the other key's")
    }

    // R43: one salt and one cost for all of them.
    @Test func aHashUnderAnotherSaltOrCostIsNoFormerPassword() throws {
        let history = try history(of: 1...1, last: 24)
        let password = Password("Password-1")
        let others = [
            try PasswordHistory.digest(of: password, salt: Array(Self.salt.dropLast()), iterations: 1),
            try PasswordHistory.digest(of: password, salt: Self.salt, iterations: 2),
        ]
        for other in others { #expect(!history.contains(other, last: 24, keys: keys)) }
    }
}
