import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import UserPoolModel

// A sign-in under way, by its session alone.
extension FaultedOperation {
    private static let setUp = WorldSettings(mfa: .on([.softwareToken]))

    /// Before a code by text message, with an app beside it, past the first wait.
    private static let waited: @Sendable (FaultWorld) async throws -> Given = { world in
        _ = try await world.registerApp()
        try await world.pool.admin.setMFAPreference("ada", sms: .preferred, softwareToken: .enabled)
        let session = try await world.challenge().session
        world.time.advance(by: .seconds(30))
        return Given(session: session)
    }

    /// Before an app's code, with a number beside it.
    private static let atApp: @Sendable (FaultWorld) async throws -> Given = { world in
        _ = try await world.registerApp()
        try await world.pool.admin.setMFAPreference("ada", sms: .enabled)
        return Given(session: try await world.challenge().session)
    }

    /// In a set-up, with a secret.
    private static let associated: @Sendable (FaultWorld) async throws -> Given = { world in
        let session = try await world.challenge().session
        let association = try await world.pool.associateSoftwareToken(.session(session))
        return Given(session: association.session ?? "")
    }

    private static let byNumber = WorldSettings(mfa: .on([.sms]))

    /// A user without a number, in MFA_SETUP.
    private static let asked: @Sendable (FaultWorld) async throws -> Given = { world in
        try await world.pool.admin.updateAttributes("ada", [.phoneNumber: ""])
        return Given(session: try await world.challenge().session)
    }

    /// Before the code to a number that is set up, past the first wait.
    private static let entered: @Sendable (FaultWorld) async throws -> Given = { world in
        let given = try await asked(world)
        let sent = try await world.pool.respond(to: given.session, with: .mfaSetupBySMS(PhoneNumber(newNumber)))
        world.time.advance(by: .seconds(30))
        return Given(session: sent.challenge?.session ?? "", code: world.ports.lastCode(to: newNumber))
    }

    private static let newNumber = "+14155550188"

    static let openChallenges: [FaultedOperation] = [
        FaultedOperation("RespondToAuthChallenge", "number", .refused, settings: byNumber, given: asked) {
            world, given in
            Told(try await world.pool.respond(to: given.session, with: .mfaSetupBySMS(PhoneNumber(newNumber))))
        },
        FaultedOperation("RespondToAuthChallenge", "another number", .refused, settings: byNumber, given: entered) {
            world, given in
            Told(
                try await world.pool.respond(to: given.session, with: .mfaSetupBySMS(PhoneNumber("+14155550177"))))
        },
        FaultedOperation(
            "RespondToAuthChallenge", "code of a number", .refused, settings: byNumber, partial: ["alias"],
            residues: [("state is pending", "a reservation that is confirmed at the next look-up by it (R5, R6)")],
            given: entered
        ) { world, given in
            Told(try await world.pool.respond(to: given.session, with: .smsMFA(code: given.code)))
        },
        FaultedOperation("GetOpenChallenge", .reads, given: waited) { world, given in
            let open = try await world.pool.challenge(of: given.session)
            return Told("\(open.challenge.name) \(open.expiresAt) \(open.otherFactors)")
        },
        FaultedOperation("SendNewCode", .refused, given: waited) { world, given in
            Told(try await world.pool.sendNewCode(given.session).challenge.name.rawValue)
        },
        FaultedOperation("UseAnotherFactor", "choice", .refused, given: waited) { world, given in
            Told(try await world.pool.useAnotherFactor(given.session))
        },
        FaultedOperation("UseAnotherFactor", "text message", .refused, given: atApp) { world, given in
            Told(try await world.pool.useAnotherFactor(given.session, .sms))
        },
        FaultedOperation("GetPendingSoftwareToken", .reads, settings: setUp, given: associated) { world, given in
            Told("\(try await world.pool.pendingSoftwareToken(of: given.session).secretCode.count) characters")
        },
        FaultedOperation("CancelSetup", .refused, settings: setUp, given: associated) { world, given in
            Told(try await world.pool.cancelSetup(given.session)?.challenge?.name.rawValue ?? "ended")
        },
        FaultedOperation("EndSignIn", .refused, given: waited) { world, given in
            try await world.pool.endSignIn(given.session)
            return .done
        },
    ]
}
