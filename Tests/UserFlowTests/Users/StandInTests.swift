import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The work that a user's operation does, done for a name that nobody has (R122).
@Suite struct StandInTests {
    private func fixture() async throws -> Fixture {
        try await Fixture(
            attributes: [.email: "ada@example.com", .emailVerified: "true"], hidesUnknown: true,
            members: UserPoolOptions(autoVerifiedAttributes: [.email]))
    }

    private func decoy(_ fixture: Fixture) async throws -> (record: DecoyRecord, byteCount: Int) {
        let key = try #require(await fixture.store.keys().first { $0.text.hasPrefix("decoy/") })
        let row = try #require(await fixture.store.row(key))
        let record = try SealedRecordCodec(sealer: NoSealer()).decode(row.contents, as: DecoyRecord.self, of: key)
        return (record, row.contents.count)
    }

    @Test func aCodeIsMadeForNobodyAndSentToNobody() async throws {
        for purpose in [CodePurpose.recovery, .signUp] {
            let fixture = try await fixture()
            if purpose == .recovery {
                _ = try await fixture.pool.forgotPassword("nobody")
            } else {
                _ = try await fixture.pool.resendConfirmationCode("nobody")
            }
            await fixture.service.shutDown()
            let first = try await decoy(fixture).record.standIn
            let code = try #require(first.codes[purpose])
            #expect(code.sent.digest.count == 32)
            #expect(await fixture.email.messages.isEmpty)
            #expect(await fixture.sms.messages.isEmpty)
            // A wrong code is compared with it, as a user's is.
            _ = await failure {
                if purpose == .recovery {
                    try await fixture.pool.confirmForgotPassword(
                        "nobody", code: "000000", password: "Difference-1822")
                } else {
                    try await fixture.pool.confirmSignUp("nobody", code: "000000")
                }
            }
            let second = try #require(try await decoy(fixture).record.standIn.codes[purpose])
            #expect(second.sent.digest == code.sent.digest && second.sent.failures == 1)
        }
    }

    @Test func aCodeThatNobodyAskedForIsDigestedOnce() async throws {
        let fixture = try await fixture()
        _ = await failure { try await fixture.pool.confirmSignUp("nobody", code: "000000") }
        #expect(try await decoy(fixture).record.standIn.codes[.signUp] != nil)
    }

    @Test func aRowHasTheSizeOfAUsualUsers() async throws {
        let fixture = try await fixture()
        for number in 0..<12 {
            _ = await failure { _ = try await fixture.pool.signIn("nobody", password: Password("wrong \(number)")) }
            #expect(try await decoy(fixture).byteCount >= DecoyRecord.paddedByteCount)
            #expect(try await decoy(fixture).byteCount <= DecoyRecord.paddedByteCount + 128)
        }
        let user = try #require(await fixture.store.row(fixture.key)).contents.count
        #expect(user < DecoyRecord.paddedByteCount + 128, "a usual user's row is no longer")
    }

    /// Nobody signs in as a stand-in: its record stands under the key of a decoy.
    @Test func aStandInIsNoUser() async throws {
        let fixture = try await fixture()
        _ = try await fixture.pool.forgotPassword("nobody")
        await fixture.service.shutDown()
        let standIn = try await decoy(fixture).record.standIn
        for name in [standIn.username, "nobody@decoy.invalid", "+10000000000"] {
            let user = await failure { _ = try await fixture.pool.admin.user(name) }
            #expect(user?.code == .userNotFound)
        }
    }
}
