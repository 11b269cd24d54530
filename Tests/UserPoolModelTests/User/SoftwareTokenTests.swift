import CognitoMFACore
import Testing
import UserPoolModel

@Suite struct SoftwareTokenTests {
    /// The secret of RFC 6238, appendix B; its codes there, cut to six digits, are 287082 at 59 s and 081804 at 1111111109 s.
    private func secret() throws -> SharedSecret { try SharedSecret(bytes: Array("12345678901234567890".utf8)) }

    private func verified(floor: UInt64) throws -> VerifiedSoftwareToken {
        VerifiedSoftwareToken(secret: try secret(), friendlyDeviceName: "phone", replayFloor: TimeStep(floor))
    }

    @Test func aRightCodeVerifiesAPendingTokenAndSpendsItsStep() throws {
        let pending = PendingSoftwareToken(secret: try secret(), associatedAt: UnixTime(seconds: 0))
        #expect(pending.failures == 0)
        let token = try #require(
            pending.verified(by: "081804", friendlyDeviceName: "phone", at: UnixTime(seconds: 1_111_111_109)))
        #expect(token.friendlyDeviceName == "phone" && token.secret == pending.secret)
        #expect(token.replayFloor == TimeStep(1_111_111_109 / 30))
        var verified = token
        let again = verified.verify("081804", at: UnixTime(seconds: 1_111_111_109))
        #expect(again == .alreadyUsed(TimeStep(1_111_111_109 / 30)) && verified == token)
    }

    @Test func aPendingTokenRefusesAWrongStaleOrEarlyCode() throws {
        let pending = PendingSoftwareToken(secret: try secret(), associatedAt: UnixTime(seconds: 0))
        let now = UnixTime(seconds: 1_111_111_109)
        #expect(pending.verified(by: "081805", friendlyDeviceName: nil, at: now) == nil)
        #expect(pending.verified(by: "", friendlyDeviceName: nil, at: now) == nil)
        #expect(pending.verified(by: "81804", friendlyDeviceName: nil, at: now) == nil)
        #expect(pending.verified(by: "081804", friendlyDeviceName: nil, at: now + .seconds(60)) == nil)
        #expect(pending.verified(by: "081804", friendlyDeviceName: nil, at: now - .seconds(60)) == nil)
        #expect(pending.verified(by: "081804", friendlyDeviceName: nil, at: now + .seconds(30)) != nil)
    }

    // R58
    @Test func anAcceptedStepRaisesTheFloorAndNothingElseDoes() throws {
        var token = try verified(floor: 0)
        let wrong = token.verify("000000", at: UnixTime(seconds: 59))
        #expect(wrong == .noMatch && token.replayFloor == TimeStep(0))
        let right = token.verify("287082", at: UnixTime(seconds: 59))
        #expect(right == .matched(TimeStep(1)) && token.replayFloor == TimeStep(1))
        let replayed = token.verify("287082", at: UnixTime(seconds: 89))
        #expect(replayed == .alreadyUsed(TimeStep(1)) && token.replayFloor == TimeStep(1))
    }

    @Test func aCodeBelowTheFloorIsUsedEvenWhenItNeverWas() throws {
        var token = try verified(floor: 2)
        let older = token.verify("287082", at: UnixTime(seconds: 59))
        #expect(older == .alreadyUsed(TimeStep(1)) && token.replayFloor == TimeStep(2))
    }

    @Test func theSecretDoesNotPrint() throws {
        let pending = PendingSoftwareToken(secret: try secret(), associatedAt: UnixTime(seconds: 0))
        var texts = ["\(pending)", String(reflecting: pending), "\(try verified(floor: 0))"]
        var dumped = ""
        dump(pending, to: &dumped)
        dump(try verified(floor: 0), to: &dumped)
        texts.append(dumped)
        let base32 = try secret().base32
        for text in texts {
            #expect(text.contains("SharedSecret"), "\(text)")
            // As text, as Base32 and as the first bytes of a printed array.
            #expect(!text.contains("1234567890") && !text.contains(base32) && !text.contains("49, 50"), "\(text)")
        }
    }
}
