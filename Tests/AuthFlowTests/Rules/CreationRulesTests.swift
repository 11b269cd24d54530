import AuthFlow
import CognitoMFACore
import TestSupport
import Testing
import UserPoolModel

/// The record of a user who is created.
@Suite struct CreationRulesTests {
    private static let attributes: UserAttributes = [
        .email: "grace@example.com", .emailVerified: "true", .phoneNumber: "+14155550177",
        .phoneNumberVerified: "true", .preferredUsername: "hopper",
    ]

    // R80: an alias that is another user's stays theirs; an address may stand, unverified, a name not.
    @Test(arguments: [[], [.email], [.preferredUsername], [.email, .phoneNumber]] as [Set<AttributeName>])
    func anothersAliasIsNotTaken(_ refused: Set<AttributeName>) {
        let fixture = MachineFixture()
        let outcome = fixture.verify {
            $0.created(
                with: NewPassword(hash: "new"), temporaryUntil: fixture.hourEnd, generation: 7,
                attributes: Self.attributes, refused: refused, in: fixture.poolContext)
        }
        let now = outcome.record.attributes
        #expect(now[.email] == "grace@example.com" && now[.phoneNumber] == "+14155550177")
        #expect(now[.emailVerified] == (refused.contains(.email) ? "false" : "true"))
        #expect(now[.phoneNumberVerified] == (refused.contains(.phoneNumber) ? "false" : "true"))
        #expect(now[.preferredUsername] == (refused.contains(.preferredUsername) ? nil : "hopper"))
        #expect(outcome.record.password == "new" && outcome.record.generation == 7)
        #expect(outcome.record.temporaryPasswordExpiresAt == fixture.hourEnd && outcome.record.history == nil)
    }

    // R43: the first password is the first of the former ones, where the pool asks for any.
    @Test(arguments: [0, 1, 2]) func theFirstPasswordIsRemembered(_ size: Int) throws {
        var fixture = MachineFixture()
        fixture.pool.passwordPolicy.passwordHistorySize = size
        let digest = PasswordHistory.Digest(salt: [1], iterations: 2, hash: [3])
        let outcome = fixture.verify {
            $0.created(
                with: NewPassword(hash: "new", digest: digest), generation: 0, attributes: [:],
                in: fixture.poolContext)
        }
        #expect((outcome.record.history != nil) == (size > 0))
        if let history = outcome.record.history {
            #expect(history.contains(digest, last: size, keys: fixture.keys))
        }
    }

    // R7: what is refused loses the mark of the alias that it was, and no other is taken.
    @Test func aRefusedAliasLosesItsMark() {
        var fixture = MachineFixture(aliases: [.email])
        fixture.held.refused = [.email]
        fixture.user.reservations[.email] = ReservationMark(
            digest: [UInt8](repeating: 1, count: 32), nonce: [UInt8](repeating: 2, count: 16))
        let outcome = fixture.verify { $0.updateReservations(in: fixture.poolContext) }
        #expect(outcome.answer.isEmpty && outcome.record.reservations[.email] == nil)
    }
}
