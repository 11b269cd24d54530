import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// Answers with a code at sign-in: those refused without verification, the counts of wrong ones, the effects of right ones.
@Suite struct CodeAnswerTests {
    /// A user with all three factors, in a pool that asks for each of them.
    private func fixture(_ factors: Set<MFAType> = [.sms, .email, .softwareToken]) throws -> MachineFixture {
        var fixture = MachineFixture(.optional(factors))
        try fixture.addApp()
        fixture.user.mfa = UserMFAPreference(enabled: FactorSet(factors), preferred: nil)
        return fixture
    }

    /// Opens a session that awaits a code of the factor, and answers it with the right one.
    private func answerRight(_ factor: SecondFactor, _ fixture: inout MachineFixture) throws
        -> MachineFixture.Outcome<
            SignInAction
        >
    {
        let code = try fixture.appCode()
        guard let name = factor.attribute else {
            let session = fixture.open(.awaitingFactor(.softwareToken))
            let context = fixture.signInContext
            return fixture.verify { $0.softwareTokenCodeSubmitted(code, session: session, in: context) }
        }
        let session = fixture.openSent(name)
        return answer(MachineFixture.code, session, fixture)
    }

    private func answer(
        _ code: OneTimeCode, _ session: ChallengeSession, _ fixture: MachineFixture
    ) -> MachineFixture.Outcome<SignInAction> {
        fixture.verify { $0.sentCodeSubmitted(code, session: session, in: fixture.signInContext) }
    }

    // R50, R56: the code is not spent, nothing is counted, and the session stays.
    @Test(arguments: SecondFactor.allCases) func aRightCodeIsNotVerifiedWhereItCannotPass(_ factor: SecondFactor) throws
    {
        var closed = try fixture()
        closed.close(factor)
        let refused = try answerRight(factor, &closed)
        #expect(refused.answer == .refuse(.attemptsExceeded(.changeCall)))
        #expect(refused.record == closed.user && refused.events.isEmpty)
        var spent = try fixture()
        spent.exhaust(.grants)
        let limited = try answerRight(factor, &spent)
        #expect(limited.answer == .refuse(.tooManyRequests.advising(.waitUntil(spent.hourEnd))))
        #expect(limited.record == spent.user && limited.events.isEmpty)
    }

    /// R46, R53: the advice names the limit that is reached first: the code's five tries or the ladder's free failures.
    @Test(
        arguments: [
            (0, 0, .anotherCode(attemptsLeft: 4, clockOff: false)),
            (3, 0, .anotherCode(attemptsLeft: 1, clockOff: false)),
            (0, 3, .anotherCode(attemptsLeft: 1, clockOff: false)), (4, 0, .newSignIn), (4, 3, .newSignIn),
        ] as [(Int, Int, CognitoError.Advice)])
    func aWrongCodeSaysWhatIsLeft(_ onCode: Int, _ onLadder: Int, _ advice: CognitoError.Advice) throws {
        var fixture = try fixture()
        for _ in 0..<onLadder { fixture.user.codeFailures.fail(.sms, at: fixture.now) }
        let session = fixture.openSent(failures: onCode)
        let outcome = answer(MachineFixture.wrongCode, session, fixture)
        #expect(outcome.answer == .refuse(.sentCodeMismatch.advising(advice)))
        let left = if case .anotherCode(let left, _) = advice { left } else { 0 }
        #expect(
            outcome.events == [.codeRejected(fixture.subject, .smsMFA, attemptsLeft: left, lockedUntil: nil)])
        var counted = SentCode(
            MachineFixture.code, to: fixture.destination(.phoneNumber), user: fixture.user.sub, session: session.id,
            keys: fixture.keys, expiresAt: fixture.now + .seconds(180))
        counted.failures = onCode + 1
        let expected = fixture.changed { user in
            user.codeFailures.fail(.sms, at: fixture.now)
            user.update(session.id) { $0.state = .awaitingFactor(.sentCode(counted)) }
            if left == 0 { user.close(session.id) }
        }
        #expect(outcome.record == expected)
    }

    // R8, R68: the reservation comes first; without it nothing changes.
    @Test func aNumberThatBecomesAnAliasIsReservedFirst() throws {
        var fixture = MachineFixture(.on([.sms]), aliases: [.phoneNumber])
        fixture.user.attributes[.phoneNumberVerified] = "false"
        let session = fixture.openSent()
        let alias = fixture.pool.alias(.phoneNumber, Fixture.phone)
        let first = answer(MachineFixture.code, session, fixture)
        #expect(first.answer == .reserveFirst([alias]))
        #expect(first.record == fixture.user && first.events.isEmpty)

        let mark = ReservationMark(digest: alias.digest, nonce: [1])
        fixture.held.marks[.phoneNumber] = mark
        let granted = answer(MachineFixture.code, session, fixture)
        let expected = fixture.changed {
            $0.attributes[.phoneNumberVerified] = "true"
            $0.reservations[.phoneNumber] = mark
            $0.close(session.id)
            $0.codeFailures.clear(.sms)
            $0.hourly.use(.grants, at: fixture.now)
        }
        #expect(granted.answer.isGrant && granted.record == expected)
        let verified: [AuthEvent] = [
            .attributeVerified(fixture.subject, .phoneNumber), .signedIn(fixture.subject, factors: [.sms]),
        ]
        #expect(granted.events == verified)

        fixture.held = HeldReservations()
        fixture.held.refused = [.phoneNumber]
        let refused = answer(MachineFixture.code, session, fixture)
        #expect(refused.answer.isGrant && refused.record.attributes[.phoneNumberVerified] == "false")
        let untaken: [AuthEvent] = [
            .aliasNotTaken(fixture.subject, .phoneNumber), .signedIn(fixture.subject, factors: [.sms]),
        ]
        #expect(refused.events == untaken)
    }

    @Test func aNumberThatIsVerifiedAlreadyIsNotToldAgain() {
        var fixture = MachineFixture(.on([.sms]))
        let session = fixture.openSent()
        let outcome = answer(MachineFixture.code, session, fixture)
        #expect(outcome.answer.isGrant && outcome.record.attributes == fixture.user.attributes)
        #expect(outcome.events == [.signedIn(fixture.subject, factors: [.sms])])
    }

    // R68: a number that has changed since is not verified by the code of the old one.
    @Test func theCodeOfAnotherNumberVerifiesNothing() throws {
        var fixture = MachineFixture(.on([.sms]))
        fixture.user.attributes[.phoneNumberVerified] = "false"
        let session = fixture.openSent()
        fixture.user.attributes[.phoneNumber] = "+14155550199"
        let outcome = answer(MachineFixture.code, session, fixture)
        #expect(outcome.answer.isGrant && outcome.record.attributes == fixture.user.attributes)
        #expect(outcome.events == [.signedIn(fixture.subject, factors: [.sms])])
    }

    // R81: a choice is validated against the present settings, and a refused one leaves the session open.
    @Test func aChoiceThatCannotBeMadeAnyMoreIsRefused() throws {
        var fixture = try fixture([.sms, .softwareToken])
        let session = fixture.open(.selectingMFAType([.sms, .softwareToken]))
        func choose(_ factor: MFAType) -> MachineFixture.Outcome<SignInAction> {
            fixture.verify { $0.mfaTypeSelected(factor, session: session, in: fixture.signInContext) }
        }
        let notOffered = SignInAction.refuse(
            .choiceNotOffered.advising(.anotherCode(attemptsLeft: 1, clockOff: false)))
        let whole = fixture.user
        let lost: [(MFAType, SignInAction, (inout MachineFixture) -> Void)] = [
            (.email, notOffered, { _ in }),
            (.sms, notOffered, { $0.user.attributes[.phoneNumber] = nil }),
            (.sms, notOffered, { $0.close(.sms) }),
            (.softwareToken, notOffered, { $0.user.softwareToken = nil }),
            (.softwareToken, notOffered, { $0.close(.softwareToken) }),
            (
                .sms, .refuse(.attemptLimitExceeded(until: fixture.hourEnd)),
                { $0.exhaust(.sendsWithPassword) }
            ),
        ]
        for (factor, answer, change) in lost {
            fixture.user = whole
            change(&fixture)
            let outcome = choose(factor)
            #expect(outcome.answer == answer)
            #expect(outcome.record == fixture.user && outcome.events.isEmpty)
        }
        fixture.user = whole
        let narrow = fixture.open(.selectingMFAType([.sms, .email]), 2)
        let added = fixture.verify { $0.mfaTypeSelected(.softwareToken, session: narrow, in: fixture.signInContext) }
        #expect(added.answer == notOffered && added.record == fixture.user, "what was not offered is no choice")
        fixture.user = whole
        #expect(choose(.softwareToken).record.sessions.map(\.state) == [.awaitingFactor(.softwareToken)])
    }
}
