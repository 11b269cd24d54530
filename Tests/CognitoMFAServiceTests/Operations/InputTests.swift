import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// Malformed requests: the service's own texts, and nothing changes.
@Suite struct InputTests {
    private struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let call: @Sendable (Fixture, AccessToken, SessionHandle) async throws -> Void

        init(
            _ name: String, _ text: String,
            _ call: @escaping @Sendable (Fixture, AccessToken, SessionHandle) async throws -> Void
        ) {
            (self.name, self.text, self.call) = (name, text, call)
        }

        var testDescription: String { name }
    }

    private static let userPattern = #"Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+"#

    private static func one(_ member: String, _ constraint: String) -> String {
        "1 validation error detected: Value at '\(member)' failed to satisfy constraint: \(constraint)"
    }

    private static let cases: [Case] = [
        Case(
            "set-up code of letters",
            "2 validation errors detected: Value at 'userCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9]+; Value at 'userCode' failed to satisfy constraint: Member must have length greater than or equal to 6"
        ) { fixture, token, _ in try await fixture.pool.verifySoftwareToken(.accessToken(token), code: "Aaaa") },
        Case("set-up code of seven digits", one("userCode", "Member must have length less than or equal to 6")) {
            fixture, token, _ in
            try await fixture.pool.verifySoftwareToken(
                .accessToken(token), code: "1234567")
        },
        Case(
            "long name of a device",
            "1 validation error detected: Value '\(String(repeating: "x", count: 257))' at 'friendlyDeviceName' failed to satisfy constraint: Member must have length less than or equal to 256"
        ) { fixture, token, _ in
            try await fixture.pool.verifySoftwareToken(
                .accessToken(token), code: "123456", friendlyDeviceName: String(repeating: "x", count: 257))
        },
        Case(
            "access token with a blank",
            one("accessToken", "Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+")
        ) { fixture, _, _ in _ = try await fixture.pool.user("a b") },
        Case("access token that is none", "Invalid Access Token") { fixture, _, _ in
            _ = try await fixture.pool.user("a.b.c")
        },
        Case("short session", one("session", "Member must have length greater than or equal to 20")) { fixture, _, _ in
            _ = try await fixture.pool.respond(to: "short", with: .softwareTokenMFA(code: "123456"))
        },
        Case("long session", one("session", "Member must have length less than or equal to 4096")) { fixture, _, _ in
            _ = try await fixture.pool.associateSoftwareToken(
                .session(SessionHandle(String(repeating: "A", count: 4097))))
        },
        Case("forged session", "Invalid session for the user.") { fixture, _, _ in
            _ = try await fixture.pool.respond(
                to: SessionHandle(String(repeating: "A", count: 200)), with: .softwareTokenMFA(code: "123456"))
        },
        Case(
            "unknown flow",
            "1 validation error detected: Value 'PASSWORD' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set: [\(AuthFlowType.model.joined(separator: ", "))]"
        ) { fixture, _, _ in
            _ = try await fixture.service.initiateAuth(
                .init(authFlow: AuthFlowType(rawValue: "PASSWORD"), clientID: "client", authParameters: [:]))
        },
        Case("flow the client does not allow", "USER_SRP_AUTH flow not enabled for this client") { fixture, _, _ in
            _ = try await fixture.service.initiateAuth(
                .init(authFlow: AuthFlowType(rawValue: "USER_SRP_AUTH"), clientID: "client", authParameters: [:]))
        },
        Case("administrators' flow at the public door", "Initiate Auth method not supported.") { fixture, _, _ in
            _ = try await fixture.service.initiateAuth(
                .init(authFlow: .adminUserPasswordAuth, clientID: "client", authParameters: [:]))
        },
        Case("no name", "Missing required parameter USERNAME") { fixture, _, _ in
            _ = try await fixture.service.initiateAuth(
                .init(authFlow: .userPasswordAuth, clientID: "client", authParameters: ["PASSWORD": "x"]))
        },
        Case("no password", "Missing required parameter PASSWORD") { fixture, _, _ in
            _ = try await fixture.service.initiateAuth(
                .init(authFlow: .userPasswordAuth, clientID: "client", authParameters: ["USERNAME": "ada"]))
        },
        Case("no code", "Missing required parameter SOFTWARE_TOKEN_MFA_CODE") { fixture, _, session in
            _ = try await fixture.service.respondToAuthChallenge(
                .init(
                    clientID: "client", challengeName: .softwareTokenMFA, session: session,
                    challengeResponses: ["USERNAME": "ada"]))
        },
        Case("unknown client", "User pool client nobody does not exist.") { fixture, _, _ in
            _ = try await fixture.service.initiateAuth(
                .init(authFlow: .userPasswordAuth, clientID: "nobody", authParameters: [:]))
        },
        Case("SECRET_HASH for a client without a secret", "Unable to verify secret hash for client client") {
            fixture, _, _ in
            _ = try await fixture.service.initiateAuth(
                .init(
                    authFlow: .userPasswordAuth, clientID: "client",
                    authParameters: ["USERNAME": "ada", "PASSWORD": "x", "SECRET_HASH": "x"]))
        },
        Case("user name with a control character", one("username", userPattern)) { fixture, _, _ in
            try await fixture.pool.admin.createUser("a\u{7}b", password: "Password-1")
        },
        Case("long user name", one("username", "Member must have length less than or equal to 128")) { fixture, _, _ in
            try await fixture.pool.admin.createUser(
                Username(String(repeating: "x", count: 129)), password: "Password-1")
        },
        Case("number without a plus", "Invalid phone number format.") { fixture, _, _ in
            try await fixture.pool.admin.updateAttributes("ada", [.phoneNumber: "4155550123"])
        },
        Case("address without an at", "Invalid email address format.") { fixture, _, _ in
            try await fixture.pool.admin.updateAttributes("ada", [.email: "nobody"])
        },
        Case(
            "attribute outside the schema",
            "Attributes did not conform to the schema: shoe_size: Attribute does not exist in the schema."
        ) { fixture, _, _ in try await fixture.pool.admin.updateAttributes("ada", ["shoe_size": "38"]) },
        Case("code for another attribute", "Invalid attribute name. Only phone_number and email can be verified.") {
            fixture, token, _ in try await fixture.pool.sendVerificationCode(token, for: "name")
        },
        Case("code of another attribute", "Invalid attribute name. Only phone_number and email can be verified.") {
            fixture, token, _ in try await fixture.pool.verifyAttribute(token, "name", code: "123456")
        },
        Case("the sub", "user.sub: Attribute cannot be updated.") { fixture, _, _ in
            try await fixture.pool.admin.updateAttributes("ada", [.sub: "x"])
        },
        Case("unknown user", "User does not exist.") { fixture, _, _ in
            try await fixture.pool.admin.signOutEverywhere("nobody")
        },
        Case(
            "password with a blank at its end",
            one("password", #"Member must satisfy regular expression pattern: ^[\S]+.*[\S]+$"#)
        ) { fixture, _, _ in try await fixture.pool.admin.setPassword("ada", "With-blank 1 ") },
    ]

    @Test(arguments: cases) private func anAnswerAndNothingElse(_ row: Case) async throws {
        let fixture = try await Fixture()
        let token = try await fixture.tokens().accessToken
        try await fixture.registerApp()
        let session = try await fixture.challenge().session
        let before = try await fixture.record()
        let refused = await failure { try await row.call(fixture, token, session) }
        #expect(refused?.message == row.text)
        #expect(try await fixture.record() == before)
    }

    @Test func everySecretStaysOutOfTheTexts() async throws {
        let fixture = try await Fixture()
        let secret = "s3cret value"
        let errors = [
            await failure { _ = try await fixture.pool.user(AccessToken(secret)) },
            await failure { _ = try await fixture.pool.associateSoftwareToken(.session(SessionHandle(secret))) },
            await failure { try await fixture.pool.admin.setPassword("ada", Password(secret)) },
            await failure { try await fixture.pool.admin.createUser(Username(secret), password: Password(secret)) },
        ]
        for error in errors {
            let error = try #require(error)
            #expect(!error.message.contains(secret) && !"\(error)".contains(secret))
        }
    }

    // R75: an unknown name is answered like a wrong password where the client asks for it.
    @Test func unknownNamesAreToldOnlyWhereTheClientAllows() async throws {
        let fixture = try await Fixture()
        let told = await failure { _ = try await fixture.pool.signIn("eve", password: "x") }
        #expect(told?.code == .userNotFound && told?.message == "User does not exist.")
        try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
            $0.client.preventsUserExistenceErrors = true
        }
        let kept = await failure { _ = try await fixture.pool.signIn("eve", password: "x") }
        #expect(kept == .incorrectPassword)
    }

    @Test func aClientWithASecretAsksForItsHash() async throws {
        let fixture = try await Fixture()
        let client = try await fixture.service.administration.createUserPoolClient(
            .init(
                userPoolID: "test_pool", clientName: "web", generateSecret: true,
                explicitAuthFlows: [.allowUserPasswordAuth]))
        let without = await failure {
            _ = try await fixture.service.pool("test_pool", client: client.id).signIn("ada", password: Fixture.password)
        }
        #expect(
            without?.message
                == "Client \(client.id.text) is configured for secret but secret was not received")
        let wrong = await failure {
            _ = try await fixture.service.pool("test_pool", client: client.id, secret: "guess")
                .signIn("ada", password: Fixture.password)
        }
        #expect(wrong?.message == "Unable to verify secret hash for client \(client.id.text)")
        let outcome = try await fixture.service.pool("test_pool", client: client.id, secret: client.secret)
            .signIn("ada", password: Fixture.password)
        #expect(outcome.authenticationResult != nil)
    }

    @Test func aStoreThatFailsIsAnInternalErrorWithItsCauseInProcessOnly() async throws {
        let fixture = try await Fixture()
        let row = VersionedRecord(version: RecordVersion("v"), contents: [1, 2, 3])
        await fixture.store.put(row, under: fixture.key)
        let error = await failure { _ = try await fixture.challenge() }
        #expect(error?.code == .internalError && error?.message == "Something went wrong")
        #expect(error?.underlyingError is CodecError)
        #expect(error.map { "\($0)" } == "InternalErrorException: Something went wrong")
        #expect(try await fixture.store.read(fixture.key) == row)
    }
}
