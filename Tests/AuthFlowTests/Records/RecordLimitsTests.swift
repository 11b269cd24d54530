import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The numbers of the rules, each at its boundary.
@Suite struct RecordLimitsTests {
    private static let now = UnixTime(seconds: 1_700_000_000)

    private func session(_ number: UInt8, _ minutes: Int = 3, firstFactorAt: UnixTime = now) -> ChallengeSession {
        var client = AppClient(id: "client", userPoolID: "a_b", name: "n")
        client.authSessionValidityMinutes = minutes
        return ChallengeSession(
            id: SessionID([UInt8](repeating: number, count: 16)), client: client, generation: 0, now: Self.now,
            firstFactorAt: firstFactorAt, satisfied: [], state: .awaitingFactor(.softwareToken))
    }

    // R31
    @Test func aSessionEndsWithItsClientsTimeOrFifteenMinutesAfterTheFirstFactor() {
        for minutes in [3, 5, 15] {
            #expect(session(1, minutes).expiresAt == Self.now + .seconds(Int64(minutes) * 60))
        }
        let first = Self.now + .seconds(-721)
        #expect(session(1, firstFactorAt: first).expiresAt == first + .seconds(900))
        #expect(session(1, firstFactorAt: Self.now + .seconds(-719)).expiresAt == Self.now + .seconds(180))
    }

    // R34
    @Test func deadSessionsGoBeforeTheOldest() {
        var user = UserAuthRecord(
            username: "ada", sub: "s", status: .confirmed, attributes: [:], password: nil, createdAt: Self.now)
        for number in UInt8(1)...8 { user.open(session(number), now: Self.now) }
        #expect(user.sessions.count == 8)
        let end = Self.now + .seconds(180)
        var alive = user
        alive.open(session(9), now: end + .milliseconds(-1))
        #expect(alive.sessions.count == 8 && alive.sessions.first?.id == session(2).id)
        alive.open(session(9), now: end + .milliseconds(-1))
        #expect(alive.sessions.count == 8, "again under its id")
        user.open(session(9), now: end)
        #expect(user.sessions.map(\.id) == [session(9).id])
        user.generation = 1
        user.open(session(10), now: Self.now)
        #expect(user.sessions.map(\.id) == [session(10).id], "those of another generation are dead")
    }

    // R105
    @Test func aDecoyStaysTwoHoursAndWithWrongRecoveryCodesADay() {
        var decoy = DecoyRecord(at: Self.now)
        #expect(decoy.expiresAt == Self.now + .seconds(7200))
        decoy.touch(at: Self.now + .seconds(10))
        decoy.touch(at: Self.now)
        #expect(decoy.expiresAt == Self.now + .seconds(7210))
        decoy.standIn.recoveryFailures = 1
        #expect(decoy.expiresAt == Self.now + .seconds(86_410))
    }

    // R53, R69
    @Test(arguments: CodePurpose.allCases) func aCodeDiesAfterFiveTriesAndAfterItsTime(_ purpose: CodePurpose) throws {
        let life: Duration = purpose == .recovery ? .seconds(3600) : .seconds(86_400)
        #expect(purpose.life == life)
        let keys = KeyRing(from: SeededRandomSource(seed: 5))
        let destination = try #require(CodeDestination(.email, "ada@example.com"))
        let id = SessionID([UInt8](repeating: 9, count: 16))
        let code = VerificationCode(
            id: id,
            sent: SentCode(
                "123456", for: purpose, to: destination, user: "s", session: id, keys: keys,
                expiresAt: Self.now + life))
        func verify(_ code: inout VerificationCode, _ text: OneTimeCode, after time: Duration)
            -> VerificationCode.Verdict
        {
            code.verify(text, for: purpose, user: "s", keys: keys, at: Self.now + time)
        }
        var fresh = code
        #expect(verify(&fresh, "123456", after: life) == .expired)
        #expect(verify(&fresh, "123456", after: life - .milliseconds(1)) == .right)
        var guessed = code
        for _ in 0..<4 { #expect(verify(&guessed, "000000", after: .zero) == .wrong) }
        var last = guessed
        #expect(verify(&guessed, "123456", after: .zero) == .right)
        #expect(verify(&last, "000000", after: .zero) == .wrong)
        #expect(verify(&last, "123456", after: .zero) == .expired)
        // R66: bound to user, purpose, session and destination.
        let other = CodePurpose.allCases.first { $0 != purpose } ?? purpose
        var bound = code
        let verdicts = [
            bound.verify("123456", for: other, user: "s", keys: keys, at: Self.now),
            bound.verify("123456", for: purpose, user: "t", keys: keys, at: Self.now),
            bound.verify(
                "123456", for: purpose, user: "s", keys: KeyRing(from: SeededRandomSource(seed: 6)),
                at: Self.now),
        ]
        #expect(verdicts == [.wrong, .wrong, .wrong] && bound.sent.failures == 3)
    }

    // R68: only a change that waits for its code gives the attribute a value.
    @Test func aCodeGivesNoValueUnlessItIsSaidTo() throws {
        let id = SessionID([UInt8](repeating: 9, count: 16))
        let sent = SentCode(
            "123456", for: .email, to: try #require(CodeDestination(.email, "ada@example.com")), user: "s", session: id,
            keys: KeyRing(from: SeededRandomSource(seed: 5)), expiresAt: Self.now)
        let code = VerificationCode(id: id, sent: sent)
        #expect(!code.setsValue && code == VerificationCode(id: id, sent: sent, setsValue: false))
        #expect(VerificationCode(id: id, sent: sent, setsValue: true).setsValue)
    }

    // R39, R40, R72
    @Test func theBoundsOfTheService() {
        let limits = FlowLimits()
        #expect(limits.sendTimeout == .seconds(10) && limits.hashingLine == 64 && limits.hashingThreads == nil)
        #expect(FlowLimits.swapTries == 16 && FlowLimits.checksPerName == 2)
    }
}
