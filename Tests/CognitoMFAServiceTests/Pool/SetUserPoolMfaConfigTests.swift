import AuthFlow
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// SetUserPoolMfaConfig: each cell of R86's table, what is stored and what is asked.
@Suite struct SetUserPoolMfaConfigTests {
    private static let sms = SMSMFAConfiguration()
    private static let modes: [UserPoolMFAMode] = [.off, .optional, .on]

    /// A pool with an SMS role and all three factors, in a mode.
    private func fixture(_ mode: UserPoolMFAMode) async throws -> (Fixture, UserPoolID) {
        let fixture = try await Fixture(profile: .current)
        let made = try await fixture.admin.createUserPool(
            CreateUserPoolRequest(
                poolName: "p",
                members: UserPoolOptions(mfaConfiguration: mode, smsConfiguration: SMSConfiguration()),
                softwareTokenMFAConfiguration: SoftwareTokenMFAConfiguration(),
                emailMFAConfiguration: EmailMFAConfiguration()))
        return (fixture, made.id)
    }

    private func set(
        _ fixture: Fixture, _ request: SetUserPoolMFAConfigRequest
    ) async -> Result<UserPoolMFAConfigResponse, CognitoError> {
        do throws(CognitoError) { return .success(try await fixture.admin.setUserPoolMFAConfig(request)) } catch {
            return .failure(error)
        }
    }

    @Test(arguments: modes) func withoutModeAndBlocksNothingChanges(_ mode: UserPoolMFAMode) async throws {
        let (fixture, id) = try await fixture(mode)
        let before = try await fixture.admin.getUserPoolMFAConfig(.init(userPoolID: id))
        #expect(await set(fixture, .init(userPoolID: id)) == .success(before))
    }

    @Test(arguments: modes) func aBlockNeedsAMode(_ mode: UserPoolMFAMode) async throws {
        let (fixture, id) = try await fixture(mode)
        for request in [
            SetUserPoolMFAConfigRequest(userPoolID: id, smsMFAConfiguration: Self.sms),
            SetUserPoolMFAConfigRequest(userPoolID: id, softwareTokenMFAConfiguration: .init()),
            SetUserPoolMFAConfigRequest(userPoolID: id, emailMFAConfiguration: .init()),
        ] {
            #expect(await set(fixture, request) == .failure(.offWithFactor))
        }
    }

    @Test(arguments: modes) func passkeySettingsChangeAlone(_ mode: UserPoolMFAMode) async throws {
        let (fixture, id) = try await fixture(mode)
        let before = try await fixture.admin.getUserPoolMFAConfig(.init(userPoolID: id))
        let passkeys = SettingValue.object(["UserVerification": .text("preferred")])
        let after = try await set(fixture, .init(userPoolID: id, webAuthnConfiguration: passkeys)).get()
        #expect(after.webAuthnConfiguration == passkeys && after.mfaConfiguration == before.mfaConfiguration)
        #expect(after.softwareTokenMFAConfiguration == before.softwareTokenMFAConfiguration)
    }

    @Test(arguments: [UserPoolMFAMode.optional, .on], [UserPoolMFAMode.optional, .on])
    func smsThatIsLeftOutStaysWhereMFAIsOn(_ stored: UserPoolMFAMode, _ asked: UserPoolMFAMode) async throws {
        let (fixture, id) = try await fixture(stored)
        let after = try await set(
            fixture, .init(userPoolID: id, softwareTokenMFAConfiguration: .init(), mfaConfiguration: asked)
        ).get()
        #expect(after.smsMFAConfiguration != nil && after.mfaConfiguration == asked)
        // E-mail was left out and is off, and an event says so.
        #expect(after.emailMFAConfiguration == nil)
        let withdrawn = fixture.observer.events.compactMap { event in
            if case .factorsWithdrawn(_, let factors) = event { factors } else { nil }
        }
        #expect(withdrawn == [[.email]])
    }

    @Test(arguments: [UserPoolMFAMode.optional, .on])
    func smsThatIsLeftOutIsRefusedWhereMFAIsOff(_ asked: UserPoolMFAMode) async throws {
        let (fixture, id) = try await fixture(.off)
        let request = SetUserPoolMFAConfigRequest(
            userPoolID: id, softwareTokenMFAConfiguration: .init(), mfaConfiguration: asked)
        #expect(await set(fixture, request) == .failure(.cannotDropSMS))
    }

    @Test(arguments: modes) func offKeepsTheRole(_ mode: UserPoolMFAMode) async throws {
        let (fixture, id) = try await fixture(mode)
        let after = try await set(fixture, .init(userPoolID: id, mfaConfiguration: .off)).get()
        #expect(after.mfaConfiguration == .off)
        #expect(try await fixture.admin.describeUserPool(.init(userPoolID: id)).smsConfiguration != nil)
    }
}
