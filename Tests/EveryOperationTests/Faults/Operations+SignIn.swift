import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import UserPoolModel

extension FaultedOperation {
    private static func initiate(_ world: FaultWorld, _ name: String, _ password: Password) async throws -> Told {
        Told(try await world.pool.signIn(Username(name), password: password))
    }

    private static let hidden = WorldSettings(hidesUnknown: true)
    private static let setUp = WorldSettings(mfa: .on([.softwareToken]))

    static let signIn: [FaultedOperation] = [
        FaultedOperation("InitiateAuth", "tokens", .runs) { world, _ in
            try await initiate(world, "ada", FaultWorld.password)
        },
        FaultedOperation("InitiateAuth", "by address", .runs) { world, _ in
            try await initiate(world, FaultWorld.email, FaultWorld.password)
        },
        FaultedOperation(
            "InitiateAuth", "text message", .runs,
            given: { world in
                try await world.preferSMS()
                return Given()
            }, { world, _ in try await initiate(world, "ada", FaultWorld.password) }),
        FaultedOperation("InitiateAuth", "set-up", .runs, settings: setUp) { world, _ in
            try await initiate(world, "ada", FaultWorld.password)
        },
        FaultedOperation("InitiateAuth", "wrong password", .runs) { world, _ in
            try await initiate(world, "ada", "wrong")
        },
        FaultedOperation(
            "InitiateAuth", "wrong password, fifth", .runs,
            given: { world in
                for _ in 0..<4 { _ = await failure { _ = try await initiate(world, "ada", "wrong") } }
                return Given()
            }, { world, _ in try await initiate(world, "ada", "wrong") }),
        FaultedOperation("InitiateAuth", "unknown name", .runs, settings: hidden) { world, _ in
            try await initiate(world, "nobody", "wrong")
        },
        FaultedOperation(
            "InitiateAuth", "migration", .runs, settings: WorldSettings(migrates: true),
            partial: ["mary", "alias", "decoy"],
            residues: [
                ("state is pending", "a reservation that is confirmed at the next look-up by it (R5, R6)"),
                ("decoy", "a failure of the directory counts (R79)"),
            ]
        ) {
            world, _ in try await initiate(world, "mary", FaultWorld.password)
        },
        FaultedOperation("InitiateAuth", "refresh", .runs, given: signedIn) { world, given in
            Told(
                try await world.service.initiateAuth(
                    InitiateAuthRequest(
                        authFlow: .refreshTokenAuth, clientID: "client",
                        authParameters: [ChallengeParameter.refreshToken: given.refresh.text])))
        },
        FaultedOperation("AdminInitiateAuth", .runs) { world, _ in
            Told(try await world.pool.admin.signIn("ada", password: FaultWorld.password))
        },
        FaultedOperation("RespondToAuthChallenge", "authenticator", .refused, given: atApp) {
            world, given in
            Told(try await world.pool.respond(to: given.session, with: .softwareTokenMFA(code: given.code)))
        },
        FaultedOperation("RespondToAuthChallenge", "wrong authenticator code", .runs, given: atApp) { world, given in
            Told(try await world.pool.respond(to: given.session, with: .softwareTokenMFA(code: wrong(given.code))))
        },
        FaultedOperation("RespondToAuthChallenge", "text message", .refused, given: atSMS) {
            world, given in
            Told(try await world.pool.respond(to: given.session, with: .smsMFA(code: given.code)))
        },
        FaultedOperation("RespondToAuthChallenge", "wrong text message code", .runs, given: atSMS) { world, given in
            Told(try await world.pool.respond(to: given.session, with: .smsMFA(code: wrong(given.code))))
        },
        FaultedOperation(
            "RespondToAuthChallenge", "text message, number becomes an alias", .refused,
            partial: ["alias"],
            residues: [("state is pending", "a reservation that is confirmed at the next look-up by it (R5, R6)")],
            given: { world in
                try await world.pool.admin.updateAttributes("ada", [.phoneNumber: "+14155550177"])
                try await world.preferSMS()
                let session = try await world.challenge().session
                return Given(session: session, code: world.ports.lastCode(to: "+14155550177"))
            },
            { world, given in
                Told(try await world.pool.respond(to: given.session, with: .smsMFA(code: given.code)))
            }),
        FaultedOperation(
            "RespondToAuthChallenge", "choice of a text message", .refused,
            given: { world in
                _ = try await world.registerApp()
                try await world.pool.admin.setMFAPreference("ada", sms: .enabled, softwareToken: .enabled)
                return Given(session: try await world.challenge().session)
            }, { world, given in Told(try await world.pool.respond(to: given.session, with: .selectMFAType(.sms))) }),
        FaultedOperation(
            "RespondToAuthChallenge", "set-up done", .refused, settings: setUp,
            given: { world in
                let session = try await world.challenge().session
                let association = try await world.pool.associateSoftwareToken(.session(session))
                let code = TOTP.cognito.code(for: association.secret, at: world.time.now())
                let next = try await world.pool.verifySoftwareToken(
                    .session(association.session ?? ""), code: code)
                return Given(session: next ?? "")
            }, { world, given in Told(try await world.pool.respond(to: given.session, with: .mfaSetup)) }),
        FaultedOperation(
            "RespondToAuthChallenge", "new password", .refused,
            given: { world in
                try await world.pool.admin.setPassword("ada", "Temporary-1843", permanent: false)
                let outcome = try await world.pool.signIn("ada", password: "Temporary-1843")
                return Given(session: outcome.challenge?.session ?? "")
            },
            { world, given in
                Told(try await world.pool.respond(to: given.session, with: .newPassword("Analytical-1844")))
            }),
        FaultedOperation("AdminRespondToAuthChallenge", .refused, given: atApp) { world, given in
            Told(try await world.pool.admin.respond(to: given.session, with: .softwareTokenMFA(code: given.code)))
        },
        FaultedOperation("GetTokensFromRefreshToken", .runs, given: signedIn) { world, given in
            Told("tokens", tokens: try await world.pool.refresh(given.refresh))
        },
        FaultedOperation(
            "GetTokensFromRefreshToken", "rotation", .runs, settings: WorldSettings(rotates: true), given: signedIn
        ) { world, given in
            Told("tokens", tokens: try await world.pool.refresh(given.refresh))
        },
        FaultedOperation("RevokeToken", .sets, given: signedIn) { world, given in
            try await world.pool.signOut(given.refresh)
            return .done
        },
        FaultedOperation("GlobalSignOut", .refused, given: signedIn) { world, given in
            try await world.pool.signOutEverywhere(given.token)
            return .done
        },
        FaultedOperation("AdminUserGlobalSignOut", .runs, given: signedIn) { world, _ in
            try await world.pool.admin.signOutEverywhere("ada")
            return .done
        },
    ]

    /// Before the authenticator's challenge.
    private static let atApp: @Sendable (FaultWorld) async throws -> Given = { world in
        let app = try await world.registerApp()
        return Given(session: try await world.challenge().session, code: app.code())
    }

    /// Before the text message's challenge.
    private static let atSMS: @Sendable (FaultWorld) async throws -> Given = { world in
        try await world.preferSMS()
        let session = try await world.challenge().session
        return Given(session: session, code: world.ports.lastCode(to: FaultWorld.phone))
    }
}
