import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// ConfirmSignUp and ConfirmForgotPassword: the answers to codes, for hidden users and for others.
@Suite struct HiddenCodeTests {
    /// The two operations; each has a code of its own.
    enum Operation: String, CaseIterable {
        case signUp, recovery

        var life: Duration { self == .signUp ? .seconds(86_400) : .seconds(3600) }
        var name: Username { self == .signUp ? "grace" : "ada" }
        var purpose: CodePurpose { self == .signUp ? .signUp : .recovery }

        func confirm(_ pool: UserPool, _ name: Username, _ code: OneTimeCode) async throws {
            switch self {
            case .signUp: try await pool.confirmSignUp(name, code: code)
            case .recovery: try await pool.confirmForgotPassword(name, code: code, password: "Difference-1822")
            }
        }
    }

    /// `ada` with a verified address, and `grace`, who has signed up only.
    private func fixture(hides: Bool = true, limits: FlowLimits = FlowLimits()) async throws -> Fixture {
        try await Fixture(limits: limits, attributes: .verifiedEmail, hidesUnknown: hides, members: .verifyingEmail)
    }

    private func code(_ operation: Operation, _ fixture: Fixture) async throws -> OneTimeCode {
        try await operation == .signUp ? fixture.signUp() : fixture.recoveryCode()
    }

    private func answer(
        _ operation: Operation, _ fixture: Fixture, _ code: OneTimeCode, of name: Username? = nil
    ) async -> CognitoError? {
        await failure { try await operation.confirm(fixture.pool, name ?? operation.name, code) }
    }

    // R123
    @Test(arguments: Operation.allCases) func theRightCodeAloneIsToldItsEndForADay(_ operation: Operation) async throws
    {
        let fixture = try await fixture()
        let code = try await code(operation, fixture)
        fixture.time.advance(by: operation.life)
        #expect(await answer(operation, fixture, wrong(code)) == .verificationCodeMismatch)
        #expect(await answer(operation, fixture, code) == .verificationCodeExpired)
        fixture.time.advance(by: .seconds(86_400) - .milliseconds(1))
        #expect(await answer(operation, fixture, code) == .verificationCodeExpired)
        fixture.time.advance(by: .milliseconds(1))
        #expect(await answer(operation, fixture, code) == .verificationCodeMismatch)
    }

    // R123
    @Test(arguments: Operation.allCases) func aRightCodeInTimeIsTaken(_ operation: Operation) async throws {
        let fixture = try await fixture()
        let code = try await code(operation, fixture)
        fixture.time.advance(by: operation.life - .milliseconds(1))
        #expect(await answer(operation, fixture, code) == nil)
        #expect(await answer(operation, fixture, code) == .verificationCodeMismatch, "once")
    }

    // R53, R123: dead codes are not recognized, whether they have expired or not.
    @Test(arguments: Operation.allCases, [Duration.zero, .seconds(86_400)])
    func aDeadCodeIsAMismatch(_ operation: Operation, _ wait: Duration) async throws {
        let fixture = try await fixture()
        let code = try await code(operation, fixture)
        fixture.time.advance(by: wait)
        for _ in 0..<4 { #expect(await answer(operation, fixture, wrong(code)) == .verificationCodeMismatch) }
        #expect(try await fixture.failures(of: operation.purpose, operation.name) == 4)
        #expect(await answer(operation, fixture, wrong(code)) == .verificationCodeMismatch)
        #expect(await answer(operation, fixture, code) == .verificationCodeMismatch)
        #expect(try await fixture.failures(of: operation.purpose, operation.name) == 5)
    }

    // R123: the right code reveals nothing about a disabled user, and counts like a wrong one.
    @Test(arguments: Operation.allCases) func aDisabledUserIsAMismatch(_ operation: Operation) async throws {
        let fixture = try await fixture()
        let code = try await code(operation, fixture)
        try await fixture.pool.admin.disableUser(operation.name)
        #expect(await answer(operation, fixture, code) == .verificationCodeMismatch)
        #expect(try await fixture.failures(of: operation.purpose, operation.name) == 1)
        if operation == .recovery { #expect(try await fixture.record().recoveryFailures == 1) }
        try await fixture.pool.admin.enableUser(operation.name)
        #expect(await answer(operation, fixture, code) == nil)
    }

    // R123: an administrator has confirmed the user in the meantime, with a password.
    @Test func aConfirmedUserIsAMismatch() async throws {
        let fixture = try await fixture()
        let code = try await fixture.signUp()
        try await fixture.pool.admin.setPassword("grace", "Difference-1822", permanent: true)
        #expect(await answer(.signUp, fixture, code) == .verificationCodeMismatch)
    }

    // R53, R123: no code was requested; the hundredth wrong one closes recovery, for users and for unknown names.
    @Test func recoveryClosesAlikeForUsersAndNobody() async throws {
        var limits = FlowLimits()
        limits.hourly.confirmForgotPassword = 1000
        let fixture = try await fixture(limits: limits)
        for name in ["ada", "nobody"] as [Username] {
            for _ in 0..<100 {
                #expect(await answer(.recovery, fixture, "123456", of: name) == .verificationCodeMismatch)
            }
            #expect(await answer(.recovery, fixture, "123456", of: name) == .recoveryClosed)
        }
    }

    // R53, R69, R123: a client that does not hide users distinguishes a dead, late or absent code from a wrong one.
    @Test(arguments: Operation.allCases) func anOpenClientTellsAsBefore(_ operation: Operation) async throws {
        let fixture = try await fixture(hides: false)
        let code = try await code(operation, fixture)
        for _ in 0..<5 { #expect(await answer(operation, fixture, wrong(code)) == .verificationCodeMismatch) }
        #expect(await answer(operation, fixture, code) == .verificationCodeExpired, "dead")
        let late = try await self.fixture(hides: false)
        let other = try await self.code(operation, late)
        if operation == .recovery {
            #expect(await answer(operation, late, "123456", of: "ada") == .verificationCodeMismatch)
        }
        late.time.advance(by: operation.life)
        #expect(await answer(operation, late, wrong(other)) == .verificationCodeExpired, "late")
        let absent = try await self.fixture(hides: false)
        #expect(await answer(.recovery, absent, "123456") == .verificationCodeExpired, "absent")
    }
}

extension Fixture {
    /// The wrong tries of a user's code.
    fileprivate func failures(of purpose: CodePurpose, _ name: Username) async throws -> Int? {
        let key = RecordKey.user(pool.id, CanonicalName(name, ignoringCase: true))
        return try #require(await service.records.read(key, as: UserAuthRecord.self)).record.codes[purpose]?.sent
            .failures
    }
}
