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

    // R122: where no code is under way one that nothing matches is verified, for users and for names that nobody has.
    @Test func aCodeOfNobodyIsReadAndMatchesNothing() throws {
        let keys = KeyRing(from: SeededRandomSource(seed: 3))
        for number in 0..<200 {
            var nothing = try #require(VerificationCode.nothing())
            let code = OneTimeCode(number: UInt32(number * 4999), digits: 6)
            let verdict = nothing.verifyHidden(
                code, for: .recovery, user: "s", isServed: true, keys: keys, at: UnixTime(seconds: -1))
            #expect(verdict == .wrong && nothing.sent.failures == 1)
        }
    }

    // R12, R122: what is counted on a decoy before it has a row is there afterwards.
    @Test func aFirstDecoyCountsFromItsFirstCall() async throws {
        let fixture = try await fixture()
        for name in ["nobody", "nemo"] as [Username] {
            await fixture.store.forgetCalls()
            for _ in 0..<5 { _ = try await fixture.pool.forgotPassword(name) }
            #expect(await failure { _ = try await fixture.pool.forgotPassword(name) }?.code == .limitExceeded)
            fixture.time.advance(by: .seconds(3600))
            _ = try await fixture.pool.forgotPassword(name)
        }
        await fixture.service.shutDown()
    }

    // R105: a row that was made from the first decoy's bytes has a time of its own.
    @Test func aDecoyExpiresTwoHoursAfterItsLastCall() async throws {
        let fixture = try await fixture()
        _ = try await fixture.pool.forgotPassword("nemo")
        fixture.time.advance(by: .seconds(7200))
        _ = try await fixture.pool.forgotPassword("nobody")
        await fixture.service.shutDown()
        var ends: [UnixTime?] = []
        for key in await fixture.store.keys() where key.text.hasPrefix("decoy/") {
            ends.append(await fixture.store.row(key)?.expiresAt)
        }
        let now = fixture.time.now()
        #expect(ends.compactMap { $0 }.sorted() == [now, now + .seconds(7200)])
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
