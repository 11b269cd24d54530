import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The trigger that changes tokens: what it sees, what it may change, and what is lost when it fails.
///
/// Source: developer guide, pre token generation trigger, version 2.
@Suite struct PreTokenGenerationTests {
    private let triggers = RecordingTriggers()

    private func fixture(limits: FlowLimits = FlowLimits()) async throws -> Fixture {
        try await Fixture(
            limits: limits, attributes: [.phoneNumber: Fixture.phone, .email: "ada@example.com", "name": "Ada"],
            triggers: triggers.triggers)
    }

    @Test func itSeesTheWholeUser() async throws {
        let fixture = try await fixture()
        let client = try await fixture.client { $0.readAttributes = [.email] }
        let pool = fixture.service.pool(fixture.pool.id, client: client.id)
        let tokens = try #require(await pool.signIn("ada", password: Fixture.password).authenticationResult)
        let request = try #require(triggers.grants.first)
        let record = try await fixture.record()
        #expect(request.triggerSource == .authentication && request.clientID == client.id)
        #expect(request.userPoolID == fixture.pool.id && request.username == "ada")
        #expect(
            request.scopes == ["aws.cognito.signin.user.admin"] && request.groupConfiguration == GroupConfiguration())
        #expect(
            request.userAttributes
                == record.attributes.merging(["sub": record.sub.text, "cognito:user_status": "CONFIRMED"]) { $1 })
        #expect(try tokens.idClaims()["name"] == nil, "the client may not read it")
    }

    @Test func itChangesBothTokens() async throws {
        let fixture = try await fixture()
        triggers.set {
            $0.changes = PreTokenGenerationResponse(
                idTokenGeneration: ClaimOverrides(
                    claimsToAddOrOverride: ["tier": "gold", "email": "countess@example.com", "both": "x"],
                    claimsToSuppress: ["name", "both", "phone_number"]),
                accessTokenGeneration: ClaimOverrides(
                    claimsToAddOrOverride: ["rooms": .array([1, 2]), "aud": "client", "both": "x"],
                    claimsToSuppress: ["both"]),
                scopesToAdd: ["museum/read", "museum/write", "museum/read"], scopesToSuppress: ["museum/write"],
                groupOverrideDetails: GroupConfiguration(
                    groupsToOverride: ["guides", "admins"], iamRolesToOverride: ["r", "s"], preferredRole: "s"))
        }
        let tokens = try await fixture.tokens()
        let (identity, access) = (try tokens.idClaims(), try tokens.accessClaims())
        #expect(identity["tier"] as? String == "gold" && identity["email"] as? String == "countess@example.com")
        for name in ["name", "both", "phone_number", "rooms"] { #expect(identity[name] == nil, "\(name)") }
        #expect(access["rooms"] as? [Int] == [1, 2] && access["aud"] as? String == "client")
        #expect(access["both"] == nil && access["tier"] == nil)
        #expect(access["scope"] as? String == "aws.cognito.signin.user.admin museum/read")
        for claims in [identity, access] { #expect(claims["cognito:groups"] as? [String] == ["guides", "admins"]) }
        #expect(identity["cognito:roles"] as? [String] == ["r", "s"] && access["cognito:roles"] == nil)
        #expect(identity["cognito:preferred_role"] as? String == "s" && access["cognito:preferred_role"] == nil)
        triggers.set { $0.changes = PreTokenGenerationResponse(groupOverrideDetails: GroupConfiguration()) }
        #expect(try await fixture.tokens().idClaims()["cognito:groups"] == nil)
    }

    @Test func withoutItsScopeATokenIsNoUsersOwn() async throws {
        let fixture = try await fixture()
        triggers.set { $0.changes.scopesToSuppress = ["aws.cognito.signin.user.admin"] }
        let token = try await fixture.tokens().accessToken
        #expect(await failure { _ = try await fixture.pool.user(token) } == .missingScope)
    }

    static let unchangeable = [
        "acr", "amr", "at_hash", "auth_time", "azp", "client_id", "cognito:username", "device_key", "event_id", "exp",
        "iat", "identities", "iss", "jti", "nbf", "nonce", "origin_jti", "sub", "token_use", "version",
        "cognito:groups",
        "cognito:roles", "aud",
    ]

    /// The tokens are those that the trigger would not have touched, the ids and times of a grant apart.
    @Test(arguments: unchangeable + ["scope", "username"], [false, true])
    func someClaimsCannotBeChanged(_ name: String, _ suppresses: Bool) async throws {
        let plain = try await fixture().tokens()
        let (plainIdentity, plainAccess) = (try plain.idClaims(), try plain.accessClaims())
        triggers.set {
            let changes = ClaimOverrides(
                claimsToAddOrOverride: suppresses ? [:] : [name: "forged"], claimsToSuppress: suppresses ? [name] : [])
            if Self.unchangeable.contains(name) { $0.changes.idTokenGeneration = changes }
            $0.changes.accessTokenGeneration = changes
        }
        // An equal fixture: the same seed gives the same ids.
        let tokens = try await fixture().tokens()
        let (identity, access) = (try tokens.idClaims(), try tokens.accessClaims())
        #expect("\(identity[name].map { "\($0)" } ?? "")" == "\(plainIdentity[name].map { "\($0)" } ?? "")")
        #expect("\(access[name].map { "\($0)" } ?? "")" == "\(plainAccess[name].map { "\($0)" } ?? "")")
        #expect(identity.keys.sorted() == plainIdentity.keys.sorted())
        #expect(access.keys.sorted() == plainAccess.keys.sorted())
    }

    private static func names(_ count: Int) -> [String: ClaimValue] {
        Dictionary(uniqueKeysWithValues: (0..<count).map { ("claim\($0)", true) })
    }

    static let answers: [(PreTokenGenerationResponse, Bool)] = [
        (PreTokenGenerationResponse(idTokenGeneration: ClaimOverrides(claimsToAddOrOverride: names(5_000))), true),
        (PreTokenGenerationResponse(idTokenGeneration: ClaimOverrides(claimsToAddOrOverride: names(5_001))), false),
        (
            PreTokenGenerationResponse(
                idTokenGeneration: ClaimOverrides(claimsToAddOrOverride: names(2_000)),
                accessTokenGeneration: ClaimOverrides(claimsToSuppress: Set(names(2_998).keys)), scopesToAdd: ["a"],
                scopesToSuppress: ["b"]), true
        ),
        (
            PreTokenGenerationResponse(
                idTokenGeneration: ClaimOverrides(claimsToAddOrOverride: names(2_000)),
                accessTokenGeneration: ClaimOverrides(claimsToSuppress: Set(names(2_998).keys)),
                scopesToAdd: ["a", "c"], scopesToSuppress: ["b"]), false
        ),
        (PreTokenGenerationResponse(scopesToAdd: ["two words"]), false),
        (PreTokenGenerationResponse(scopesToAdd: ["tab\t"]), false),
        (PreTokenGenerationResponse(scopesToAdd: ["a\u{0600} admin"]), false),
        (PreTokenGenerationResponse(scopesToAdd: ["a\u{0}"]), false),
        (PreTokenGenerationResponse(scopesToAdd: ["a\u{7F}"]), false),
        (PreTokenGenerationResponse(scopesToAdd: ["\""]), false),
        (PreTokenGenerationResponse(scopesToAdd: ["\\"]), false),
        (PreTokenGenerationResponse(scopesToAdd: ["café"]), false),
        (PreTokenGenerationResponse(scopesToAdd: ["!#$%&'()*+,-./09:;<=>?@AZ[]^_`az{|}~"]), true),
        (PreTokenGenerationResponse(scopesToAdd: [""]), false),
        (
            PreTokenGenerationResponse(
                accessTokenGeneration: ClaimOverrides(claimsToAddOrOverride: [
                    "a": .array([.object(["b": .double(.nan)])])
                ])),
            false
        ),
        (
            PreTokenGenerationResponse(
                idTokenGeneration: ClaimOverrides(claimsToAddOrOverride: ["a": .double(-.infinity)])), false
        ),
    ]

    @Test(arguments: answers) func anAnswerHasBounds(_ changes: PreTokenGenerationResponse, _ isGood: Bool) async throws
    {
        let fixture = try await fixture()
        triggers.set { $0.changes = changes }
        #expect(await failure { _ = try await fixture.tokens() } == (isGood ? nil : .invalidTriggerAnswer))
    }

    // R94: the code is spent, the grant is counted, and nothing is signed.
    @Test func aThrowLosesTheGrant() async throws {
        let fixture = try await fixture()
        let app = try await fixture.registerApp()
        let challenge = try await fixture.challenge()
        let families = await fixture.store.keys().count { $0.text.hasPrefix("family/") }
        let before = try await fixture.record()
        triggers.set { $0.error = TriggerError("The museum is closed") }
        let answer = ChallengeAnswer.softwareTokenMFA(code: app.code())
        let error = await failure { _ = try await fixture.pool.respond(to: challenge.session, with: answer) }
        #expect(error?.code == .userLambdaValidation)
        #expect(error?.message == "PreTokenGeneration failed with error The museum is closed.")
        let after = try await fixture.record()
        #expect(after.sessions.isEmpty && before.sessions.count == 1 && after.hourly != before.hourly)
        #expect(await fixture.store.keys().count { $0.text.hasPrefix("family/") } == families)
        triggers.set { $0.error = nil }
        #expect(
            await failure { _ = try await fixture.pool.respond(to: challenge.session, with: answer) } == .usedSession)
        let next = try await fixture.challenge()
        let used = await failure { _ = try await fixture.pool.respond(to: next.session, with: answer) }
        #expect(used?.message == CognitoError.softwareTokenCodeUsed.message)
        fixture.time.advance(by: .seconds(30))
        let last = try await fixture.challenge()
        let outcome = try await fixture.pool.respond(to: last.session, with: .softwareTokenMFA(code: app.code()))
        #expect(outcome.authenticationResult != nil)
    }

    @Test func aTriggerHasItsTime() async throws {
        let fixture = try await fixture(limits: .impatient)
        triggers.set { $0.hangs = true }
        #expect(await failure { _ = try await fixture.tokens() } == .triggerTimedOut("PreTokenGeneration"))
        #expect(await fixture.store.keys().allSatisfy { !$0.text.hasPrefix("family/") })
        #expect(try await fixture.record().hourly != HourlyUses(), "the grant is counted")
    }

    @Test func aThrowLosesARefreshAndNotTheSignIn() async throws {
        let fixture = try await fixture()
        let refresh = try #require(await fixture.tokens().refreshToken)
        triggers.set { $0.error = TriggerError("no") }
        #expect(await failure { _ = try await fixture.pool.refresh(refresh) }?.code == .userLambdaValidation)
        triggers.set { $0.error = nil }
        _ = try await fixture.pool.refresh(refresh)
    }

    // R94, R97: the client keeps the old token, which is good for a retry until the grace ends.
    @Test(arguments: [Int64(0), 9, 10, 11])
    func whereTokensRotateTheGraceIsLeftForARetry(_ seconds: Int64) async throws {
        let fixture = try await fixture()
        try await fixture.rewrite(.client("client"), as: ClientRecord.self) {
            $0.client.refreshTokenRotation = RefreshTokenRotation()
        }
        let zero = try #require(await fixture.tokens().refreshToken)
        triggers.set { $0.error = TriggerError("no") }
        #expect(await failure { _ = try await fixture.pool.refresh(zero) }?.code == .userLambdaValidation)
        triggers.set { $0.error = nil }
        fixture.time.advance(by: .seconds(seconds))
        let retry = await failure {
            let one = try #require(try await fixture.pool.refresh(zero).refreshToken)
            _ = try await fixture.pool.refresh(one)
        }
        #expect(retry?.code == (seconds < 10 ? nil : .refreshTokenReuse))
    }

    @Test func itIsAskedAtEachIssueAndItsClaimsAreNotStored() async throws {
        let fixture = try await fixture()
        triggers.set {
            $0.changes = PreTokenGenerationResponse(
                idTokenGeneration: ClaimOverrides(claimsToAddOrOverride: ["tier": "platinum-7719"]),
                scopesToAdd: ["scope-7719"],
                groupOverrideDetails: GroupConfiguration(groupsToOverride: ["group-7719"]))
        }
        let tokens = try await fixture.tokens()
        #expect(try tokens.idClaims()["tier"] as? String == "platinum-7719")
        for key in await fixture.store.keys() {
            let row = try #require(await fixture.store.row(key))
            #expect(!String(decoding: row.contents, as: UTF8.self).contains("7719"))
        }
        triggers.set { $0.changes = PreTokenGenerationResponse() }
        let refreshed = try await fixture.pool.refresh(try #require(tokens.refreshToken))
        let claims = try refreshed.idClaims()
        #expect(claims["tier"] == nil && claims["cognito:groups"] == nil)
        #expect(try refreshed.accessClaims()["scope"] as? String == "aws.cognito.signin.user.admin")
        #expect(triggers.grants.map(\.triggerSource) == [.authentication, .refreshTokens])
    }
}
