import AuthFlow
import CognitoMFACore
import CognitoMFAService
import Testing
import UserPoolModel

/// The verdict on a refresh token, to the millisecond.
@Suite struct FamilyRecordTests {
    private static let start = UnixTime(seconds: 1_700_000_000)

    private func client(rotating grace: Int? = 0, refresh: Int = 3600, access: Int = 600) -> AppClient {
        var client = AppClient(id: "client", userPoolID: "a_b", name: "n")
        client.refreshTokenRotation = grace.map { RefreshTokenRotation(retryGracePeriodSeconds: $0) }
        client.refreshTokenValiditySeconds = refresh
        client.accessTokenValiditySeconds = access
        return client
    }

    private func family(of client: AppClient) -> FamilyRecord {
        FamilyRecord(
            TokenGrant(
                id: [UInt8](repeating: 1, count: 16), family: TokenFamilyID([UInt8](repeating: 2, count: 12)),
                generation: 3, userPoolID: "a_b", client: client, username: "ada", sub: "s", attributes: [:],
                authenticatedAt: Self.start, issuedAt: Self.start),
            of: CanonicalName("ada", ignoringCase: true))
    }

    private func present(
        _ family: inout FamilyRecord, _ number: UInt32, _ client: AppClient, after milliseconds: Int64
    ) -> FamilyRecord.Verdict {
        family.present(number, through: client, at: Self.start + .milliseconds(milliseconds))
    }

    // R97: the one before the last for max(grace, 10 s); older ones end the family.
    @Test(arguments: [(0, 10_000), (10, 10_000), (11, 11_000), (60, 60_000)] as [(Int, Int64)])
    func theOneBeforeTheLastIsHonestForAShortTime(_ grace: Int, _ end: Int64) {
        let client = client(rotating: grace)
        var family = family(of: client)
        #expect(present(&family, 0, client, after: 0) == .good(1))
        #expect(present(&family, 0, client, after: end - 1) == .good(1), "the same successor")
        var late = family
        #expect(present(&late, 0, client, after: end) == .reused)
        #expect(late.isRevoked && present(&late, 1, client, after: end) == .refuse(.revokedRefreshToken))
        #expect(present(&family, 1, client, after: 1) == .good(2))
        #expect(present(&family, 0, client, after: 2) == .reused, "two before the last")
        #expect(family.isRevoked)
    }

    // R97
    @Test func withoutRotationTheTokenStaysTheSame() {
        let client = client(rotating: nil)
        var family = family(of: client)
        for round in 0..<3 { #expect(present(&family, 0, client, after: Int64(round) * 1000) == .good(0)) }
        #expect(family.rotatedAt == nil)
    }

    // R96
    @Test func aTokenEndsWithItsTimeItsClientAndItsFamily() {
        let client = client()
        var family = family(of: client)
        #expect(present(&family, 1, client, after: 0) == .refuse(.invalidRefreshToken), "none was given out")
        var other = AppClient(id: "other", userPoolID: "a_b", name: "n")
        other.refreshTokenRotation = client.refreshTokenRotation
        #expect(present(&family, 0, other, after: 0) == .refuse(.invalidRefreshToken))
        #expect(present(&family, 0, client, after: 3_600_000) == .refuse(.expiredRefreshToken))
        #expect(!family.isRevoked && family.counter == 0)
        #expect(present(&family, 0, client, after: 3_599_999) == .good(1))
        family.revoke()
        #expect(present(&family, 1, client, after: 3_599_999) == .refuse(.revokedRefreshToken))
    }

    // R105: the row stays as long as any of its tokens can be shown.
    @Test func theRowStaysAsLongAsATokenOfIt() {
        let short = client(refresh: 60, access: 600)
        var family = family(of: short)
        #expect(family.expiresAt == Self.start + .seconds(600))
        #expect(present(&family, 0, short, after: 59_000) == .good(1))
        #expect(family.expiresAt == Self.start + .seconds(659))
        #expect(self.family(of: client()).expiresAt == Self.start + .seconds(3600))
    }

    // R21: the time of a rotation never goes back.
    @Test func aClockThatGoesBackDoesNotShortenTheGrace() {
        let client = client()
        var family = family(of: client)
        _ = present(&family, 0, client, after: 60_000)
        _ = present(&family, 1, client, after: 0)
        #expect(family.rotatedAt == Self.start + .seconds(60) && family.counter == 2)
    }

    // R95, R97: the last number there is goes on as it is, however often it is shown.
    @Test func theLastNumberIsNotReplacedAnyMore() throws {
        let client = client()
        var writer = FieldWriter()
        family(of: client).write(to: &writer)
        // The number is the tenth field: a tag, a length of four bytes, and eight bytes.
        var bytes = writer.bytes
        let field: [UInt8] = [10, 0, 0, 0, 8]
        let place = try #require(
            (0..<bytes.count - 13).first { Array(bytes[$0..<$0 + 13]) == field + [UInt8](repeating: 0, count: 8) })
        bytes.replaceSubrange(place + 9..<place + 13, with: UInt32.max.bigEndianBytes)
        var reader = FieldReader(bytes, in: 0..<bytes.count)
        var family = try FamilyRecord(from: &reader)
        #expect(family.counter == .max)
        for round in 0..<2 { #expect(present(&family, .max, client, after: Int64(round)) == .good(.max)) }
        #expect(family.counter == .max && family.rotatedAt == nil && !family.isRevoked)
    }
}
