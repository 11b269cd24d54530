import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Every operation that sets a password validates it against the pool's policy and the user's former passwords.
@Suite struct PasswordPathsTests {
    enum Path: CaseIterable {
        case signUp, adminCreate, adminCreateTemporary, change, adminSet, adminSetTemporary, recovery, newPassword

        /// True when the user exists before, with former passwords.
        var hasFormer: Bool { ![.signUp, .adminCreate, .adminCreateTemporary].contains(self) }
    }

    private static let former: Password = "Former-1000000"

    /// Makes the operation ready for a user whose present password is the fixture's.
    private func call(
        _ path: Path, _ fixture: Fixture
    ) async throws -> (Password) async throws -> Void {
        let (pool, admin) = (fixture.pool, fixture.pool.admin)
        switch path {
        case .signUp: return { _ = try await pool.signUp("grace", password: $0) }
        case .adminCreate: return { try await admin.createUser("grace", password: $0) }
        case .adminCreateTemporary: return { try await admin.createUser("grace", temporaryPassword: $0) }
        case .change:
            let token = try await fixture.tokens().accessToken
            return { try await pool.changePassword(token, from: Fixture.password, to: $0) }
        case .adminSet: return { try await admin.setPassword("ada", $0) }
        case .adminSetTemporary: return { try await admin.setPassword("ada", $0, permanent: false) }
        case .recovery:
            let code = try await fixture.recoveryCode()
            return { try await pool.confirmForgotPassword("ada", code: code, password: $0) }
        case .newPassword:
            // The status is the expected one; the password and the former passwords stay.
            try await fixture.rewrite(fixture.key, as: UserAuthRecord.self) { $0.status = .forceChangePassword }
            let session = try await fixture.challenge().session
            return { _ = try await pool.respond(to: session, with: .newPassword($0)) }
        }
    }

    private func fixture() async throws -> Fixture {
        let fixture = try await Fixture(attributes: .verifiedEmail)
        try await fixture.rewrite(.pool(fixture.pool.id), as: PoolRecord.self) {
            $0.passwordPolicy.passwordHistorySize = 3
        }
        for password in [Self.former, Fixture.password] { try await fixture.pool.admin.setPassword("ada", password) }
        return fixture
    }

    // Source: developer guide, password requirements.
    @Test(arguments: Path.allCases) func thePolicyIsAskedByEach(_ path: Path) async throws {
        for password: Password in ["Short-1", "alllowercase-1", "ALLUPPERCASE-1", "Without-Digits", "WithoutSymbol1"] {
            let fixture = try await fixture()
            let call = try await call(path, fixture)
            let before = await fixture.store.row(fixture.key)
            #expect(await failure { try await call(password) }?.code == .invalidPassword, "\(password.text)")
            #expect(await fixture.store.row(fixture.key) == before)
            #expect(await fixture.store.row(fixture.userKey("grace")) == nil)
        }
        let fixture = try await fixture()
        let call = try await call(path, fixture)
        #expect(await failure { try await call("Compiler-1952") } == nil)
    }

    // R43
    @Test(arguments: Path.allCases.filter(\.hasFormer)) func formerPasswordsAreRefusedByEach(_ path: Path) async throws
    {
        for password in [Self.former, Fixture.password] {
            let fixture = try await fixture()
            let call = try await call(path, fixture)
            let before = try await fixture.record()
            #expect(await failure { try await call(password) } == .passwordReused, "\(password.text)")
            let after = try await fixture.record()
            #expect(after.password == before.password && after.status == before.status)
            #expect(after.generation == before.generation && after.history == before.history)
        }
    }

    // R43: the password that each operation sets counts as a former one from then on.
    @Test(arguments: Path.allCases.filter(\.hasFormer)) func whatEachSetsIsRemembered(_ path: Path) async throws {
        let fixture = try await fixture()
        let call = try await call(path, fixture)
        try await call("Compiler-1952")
        #expect(try await fixture.record().history?.entries.count == 3)
        let again = await failure { try await fixture.pool.admin.setPassword("ada", "Compiler-1952") }
        #expect(again == .passwordReused)
    }
}
