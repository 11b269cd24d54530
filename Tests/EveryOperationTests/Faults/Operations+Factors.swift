import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import UserPoolModel

extension FaultedOperation {
    private static let setUp = WorldSettings(mfa: .on([.softwareToken]))

    /// Signed in, with a secret associated and its code.
    private static let associated: @Sendable (FaultWorld) async throws -> Given = { world in
        var given = try await signedIn(world)
        let association = try await world.pool.associateSoftwareToken(.accessToken(given.token))
        given.code = TOTP.cognito.code(for: association.secret, at: world.time.now())
        return given
    }

    /// Signed in, with an app registered.
    private static let registered: @Sendable (FaultWorld) async throws -> Given = { world in
        let app = try await world.registerApp()
        let session = try await world.challenge().session
        let outcome = try await world.pool.respond(to: session, with: .softwareTokenMFA(code: app.code()))
        return Given(token: outcome.authenticationResult?.accessToken ?? "")
    }

    static let factors: [FaultedOperation] = [
        FaultedOperation("AssociateSoftwareToken", "by token", .runs, given: signedIn) { world, given in
            _ = try await world.pool.associateSoftwareToken(.accessToken(given.token))
            return Told("secret")
        },
        FaultedOperation(
            "AssociateSoftwareToken", "by session", .refused, settings: setUp,
            given: { world in Given(session: try await world.challenge().session) },
            { world, given in
                _ = try await world.pool.associateSoftwareToken(.session(given.session))
                return Told("secret")
            }),
        FaultedOperation(
            "VerifySoftwareToken", "by token",
            .refused,
            given: associated
        ) { world, given in
            try await world.pool.verifySoftwareToken(.accessToken(given.token), code: given.code)
            return .done
        },
        FaultedOperation("VerifySoftwareToken", "wrong code", .runs, given: associated) { world, given in
            try await world.pool.verifySoftwareToken(.accessToken(given.token), code: wrong(given.code))
            return .done
        },
        FaultedOperation(
            "VerifySoftwareToken", "by session", .refused, settings: setUp,
            given: { world in
                let session = try await world.challenge().session
                let association = try await world.pool.associateSoftwareToken(.session(session))
                let code = TOTP.cognito.code(for: association.secret, at: world.time.now())
                return Given(session: association.session ?? "", code: code)
            },
            { world, given in
                _ = try await world.pool.verifySoftwareToken(.session(given.session), code: given.code)
                return .done
            }),
        FaultedOperation("CancelPendingSoftwareToken", .sets, given: associated) { world, given in
            try await world.pool.cancelPendingSoftwareToken(given.token)
            return .done
        },
        FaultedOperation(
            "RemoveSoftwareToken", .refused, given: registered
        ) { world, given in
            try await world.pool.removeSoftwareToken(given.token, password: FaultWorld.password)
            return .done
        },
        FaultedOperation("RemoveSoftwareToken", "wrong password", .runs, given: registered) { world, given in
            try await world.pool.removeSoftwareToken(given.token, password: "wrong")
            return .done
        },
        FaultedOperation(
            "AdminDeleteSoftwareToken", .sets, given: registered
        ) { world, _ in
            try await world.pool.admin.deleteSoftwareToken("ada")
            return .done
        },
        FaultedOperation("SetUserMFAPreference", .sets, given: signedIn) { world, given in
            try await world.pool.setMFAPreference(given.token, sms: .preferred)
            return .done
        },
        FaultedOperation("AdminSetUserMFAPreference", .sets) { world, _ in
            try await world.pool.admin.setMFAPreference("ada", sms: .preferred)
            return .done
        },
        FaultedOperation("SetUserSettings", .sets, given: signedIn) { world, given in
            try await world.service.setUserSettings(
                SetUserSettingsRequest(accessToken: given.token, mfaOptions: [MFAOption()]))
            return .done
        },
        FaultedOperation("AdminSetUserSettings", .sets) { world, _ in
            try await world.admin.adminSetUserSettings(
                AdminSetUserSettingsRequest(userPoolID: "test_pool", username: "ada", mfaOptions: [MFAOption()]))
            return .done
        },
        FaultedOperation("GetUserAuthFactors", .reads, given: signedIn) { world, given in
            let found = try await world.service.getUserAuthFactors(
                GetUserAuthFactorsRequest(accessToken: given.token))
            return Told("\(found.username) \(found.userMFASettingList)")
        },
    ]
}
