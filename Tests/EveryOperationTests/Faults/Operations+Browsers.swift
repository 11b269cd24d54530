import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

// Sign-ins of pages, and the browser sessions that they end in.
extension FaultedOperation {
    /// Two browsers of a user without a factor.
    private static let signedInTwice: @Sendable (FaultWorld) async throws -> Given = { world in
        var given = Given(browser: try await browser(world), other: try await browser(world))
        given.token = AccessToken(given.browser)
        return given
    }

    /// Two browsers of a user with an app, and the challenge before a third session, which takes the first one's place.
    private static let atApp: @Sendable (FaultWorld) async throws -> Given = { world in
        let app = try await world.registerApp()
        var given = Given()
        for browser in [Browser.caller, .other] {
            let challenge = try await world.challenge()
            let outcome = try await world.pool.respondInBrowser(
                to: challenge.session, with: .softwareTokenMFA(code: app.code()))
            if browser == .caller { given.browser = try session(outcome) } else { given.other = try session(outcome) }
            world.time.advance(by: .seconds(60))
        }
        given.session = try await world.challenge().session
        given.code = app.code()
        given.token = AccessToken(given.browser)
        return given
    }

    private static func session(_ outcome: BrowserOutcome) throws -> BrowserSession {
        guard case .signedIn(let session) = outcome else {
            Issue.record("\(outcome)")
            throw CancellationError()
        }
        return session
    }

    private static func browser(_ world: FaultWorld) async throws -> BrowserSession {
        try session(try await world.pool.signInBrowser("ada", password: FaultWorld.password))
    }

    /// A lost answer leaves a session that nobody has, and its grant is counted.
    private static let counted = [("hourly", "a sign-in whose answer was lost has counted as one (R56)")]

    /// The row with the sessions that the call ends, and those that it leaves.
    private func ending(
        _ ends: Browser...,
        keeping keeps: Browser...
    ) -> FaultedOperation {
        var row = self
        (row.ends, row.keeps) = (ends, keeps)
        return row
    }

    static let browsers: [FaultedOperation] = [
        FaultedOperation("InitiateAuth", "on a page", .runs, given: signedInTwice) { world, _ in
            Told(try await world.pool.signInBrowser("ada", password: FaultWorld.password))
        }.ending(keeping: .caller, .other),
        FaultedOperation("InitiateAuth", "on a page, over a session", .runs, given: signedInTwice) { world, given in
            Told(try await world.pool.signInBrowser("ada", password: FaultWorld.password, replacing: given.browser))
        }.ending(.caller, keeping: .other),
        FaultedOperation("InitiateAuth", "on a page, wrong password", .runs, given: signedInTwice) { world, given in
            Told(try await world.pool.signInBrowser("ada", password: "wrong", replacing: given.browser))
        }.ending(keeping: .caller, .other),
        FaultedOperation("InitiateAuth", "on a page, authenticator", .runs, given: atApp) { world, given in
            Told(try await world.pool.signInBrowser("ada", password: FaultWorld.password, replacing: given.browser))
        }.ending(keeping: .caller, .other),
        FaultedOperation("RespondToAuthChallenge", "on a page", .refused, given: atApp) { world, given in
            Told(
                try await world.pool.respondInBrowser(
                    to: given.session, with: .softwareTokenMFA(code: given.code), replacing: given.browser))
        }.ending(.caller, keeping: .other),
        FaultedOperation("RespondToAuthChallenge", "on a page, wrong code", .runs, given: atApp) { world, given in
            Told(
                try await world.pool.respondInBrowser(
                    to: given.session, with: .softwareTokenMFA(code: wrong(given.code)), replacing: given.browser))
        }.ending(keeping: .caller, .other),
        FaultedOperation("Reauthenticate", .runs, residues: counted, given: signedInTwice) { world, given in
            Told(try await world.pool.reauthenticate(given.browser, password: FaultWorld.password))
        }.ending(.caller, keeping: .other),
        FaultedOperation("Reauthenticate", "authenticator", .runs, given: atApp) { world, given in
            Told(try await world.pool.reauthenticate(given.browser, password: FaultWorld.password))
        }.ending(keeping: .caller, .other),
        FaultedOperation("Reauthenticate", "wrong password", .runs, given: signedInTwice) { world, given in
            Told(try await world.pool.reauthenticate(given.browser, password: "wrong"))
        }.ending(keeping: .caller, .other),
        FaultedOperation("BrowserSession", "read", .reads, given: atApp) { world, given in
            let found = try await world.pool.signedInBrowser(given.browser)
            return Told("\(found.principal.username) \(found.factorsUsed) \(found.expiresAt)")
        }.ending(keeping: .caller, .other),
        FaultedOperation("BrowserSession", "end", .sets, given: signedInTwice) { world, given in
            try await world.pool.endBrowserSession(given.browser)
            return .done
        }.ending(.caller, keeping: .other),
        FaultedOperation("ChangePassword", "in a browser", .runs, given: signedInTwice) { world, given in
            try await world.pool.changePassword(given.token, from: FaultWorld.password, to: "Analytical-1844")
            return .done
        }.ending(.other, keeping: .caller),
        FaultedOperation("GlobalSignOut", "in a browser", .refused, given: signedInTwice) { world, given in
            try await world.pool.signOutEverywhere(given.token)
            return .done
        }.ending(.caller, .other),
        FaultedOperation(
            "SetUserPoolMfaConfig", "with browsers", .sets, settings: WorldSettings(profile: .current),
            given: signedInTwice
        ) { world, _ in
            try await world.pool.admin.setMFA(.on([.sms, .softwareToken]))
            return .done
        }.ending(.caller, .other),
    ]
}
