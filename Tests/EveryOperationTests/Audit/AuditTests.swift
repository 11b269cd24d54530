import AuthFlow
import CognitoMFACore
import CognitoMFAInMemory
import CognitoMFAService
import CognitoMFATesting
import CognitoMFATokens
import Synchronization
import TestSupport
import Testing
import UserPoolModel

/// The audit entry of a call: the caller, the source address, the user, and the reason of a refusal.
@Suite struct AuditTests {
    // R125
    @Test func aWrongPasswordNamesTheKnownUser() async throws {
        let fixture = try await Fixture()
        let told = try await fixture.onlyRefusal { _ = try await fixture.pool.signIn("ADA", password: "Wrong-1") }
        let sub = try await fixture.record().sub
        let subject = EventSubject(userPoolID: "test_pool", username: "ada", sub: sub, time: fixture.time.now())
        #expect(told.entry.operation == "InitiateAuth" && told.entry.clientID == "client")
        #expect(told.entry.subject == subject && told.entry.nameDigest == nil)
        #expect(told.entry.sourceAddress == Fixture.address && told.entry.administrator == nil)
        #expect(told.code == .notAuthorized && told.reason == "Incorrect username or password.")
    }

    // R125
    @Test(arguments: [false, true]) func aNameOfNobodyIsADigest(_ hides: Bool) async throws {
        let fixture = try await Fixture(hidesUnknown: hides)
        func digest(_ name: Username) async throws -> String {
            let told = try await fixture.onlyRefusal { _ = try await fixture.pool.signIn(name, password: "Wrong-1") }
            #expect(told.entry.subject == nil && told.entry.userPoolID == "test_pool")
            return try #require(told.entry.nameDigest)
        }
        let first = try await digest("nobody")
        #expect(first.utf8.count == 16 && first.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) })
        #expect(try await digest("Nobody") == first)
        #expect(try await digest("noone") != first)
    }

    // R125: without the key ring nobody can test names against a log.
    @Test func theDigestIsKeyed() async throws {
        var digests: Set<String> = []
        for root in ["A", "B"] {
            let watch = AuditWatch()
            let keys = try KeyRing(base64: String(repeating: root, count: 42) + "A=")
            try await AuditWatch.$current.withValue(watch) {
                let service = UserPoolService(
                    store: InMemoryRecordStore(), keys: keys,
                    tokens: .hs256(issuer: "https://test.invalid", keys: keys),
                    passwords: PBKDF2PasswordHasher(anyIterations: 2, random: SeededRandomSource(seed: 1)),
                    observer: WatchedObserver())
                let pool = try await service.openPool("test_pool", client: "client")
                _ = await failure { _ = try await pool.signIn("nobody", password: "Wrong-1") }
            }
            digests.insert(try #require(watch.refusals.first?.entry.nameDigest))
        }
        #expect(digests.count == 2)
    }

    // R125: an attempt during a lock emits an event, for users and unknown names alike.
    @Test(arguments: ["ada", "nobody"] as [Username]) func triesInALockAreToldOf(_ name: Username) async throws {
        let fixture = try await Fixture(hidesUnknown: true)
        var reasons: [String] = []
        for _ in 0..<7 {
            reasons += await fixture.refusals { _ = try await fixture.pool.signIn(name, password: "Wrong-1") }.map(
                \.reason)
        }
        #expect(reasons.filter { $0 == "Incorrect username or password." }.count == 5)
        #expect(reasons.filter { $0 == "Password attempts exceeded" }.count == 2)
    }

    // R125
    @Test func wrongCodesOutsideSignInAreToldOf() async throws {
        let fixture = try await Fixture(attributes: .verifiedEmail, members: .verifyingEmail)
        let code = try await fixture.recoveryCode()
        let recovery = try await fixture.onlyRefusal {
            try await fixture.pool.confirmForgotPassword("ada", code: wrong(code), password: "Difference-1822")
        }
        #expect(recovery.entry.operation == "ConfirmForgotPassword" && recovery.code == .codeMismatch)
        #expect(recovery.entry.subject?.username == "ada")
        let token = try await fixture.tokens().accessToken
        _ = try await fixture.pool.associateSoftwareToken(.accessToken(token))
        let setUp = try await fixture.onlyRefusal {
            _ = try await fixture.pool.verifySoftwareToken(.accessToken(token), code: "000000")
        }
        #expect(setUp.entry.operation == "VerifySoftwareToken" && setUp.code == .enableSoftwareTokenMFA)
        #expect(setUp.entry.subject?.username == "ada" && setUp.entry.clientID == "client")
    }

    // R125
    @Test func sessionsAndTokensThatAreForgedAreToldOf() async throws {
        let fixture = try await Fixture()
        let forged = SessionHandle(String(repeating: "A", count: 180))
        let session = try await fixture.onlyRefusal {
            _ = try await fixture.pool.respond(to: forged, with: .smsMFA(code: "123456"), as: "ada")
        }
        // The session leads to no user, so the name was only typed.
        #expect(session.entry.operation == "RespondToAuthChallenge" && session.entry.subject == nil)
        #expect(session.entry.nameDigest != nil && session.reason == "Invalid session for the user.")
        let token = try await fixture.onlyRefusal { _ = try await fixture.pool.user("a.b.c") }
        #expect(token.entry.operation == "GetUser" && token.reason == "Invalid Access Token")
        #expect(token.entry.sourceAddress == Fixture.address && token.entry.nameDigest == nil)
        let refresh = try await fixture.onlyRefusal { _ = try await fixture.pool.refresh("forged") }
        #expect(refresh.entry.operation == "GetTokensFromRefreshToken" && refresh.entry.clientID == "client")
    }

    // R125
    @Test func aRefreshIsToldOf() async throws {
        let fixture = try await Fixture()
        let refreshToken = try #require(try await fixture.tokens().refreshToken)
        _ = try await fixture.pool.refresh(refreshToken)
        guard case .tokensRefreshed(let subject)? = fixture.observer.events.last else {
            Issue.record("\(fixture.observer.names)")
            return
        }
        #expect(subject.username == "ada")
        try await fixture.pool.admin.disableUser("ada")
        let told = try await fixture.onlyRefusal { _ = try await fixture.pool.refresh(refreshToken) }
        #expect(told.entry.subject?.username == "ada" && told.reason == "User is disabled.")
    }

    // R74, R125: the answer hides the refusal, the audit does not; it is emitted at the time of a user's message.
    @Test func aRecoveryThatIsSimulatedIsToldOf() async throws {
        let fixture = try await Fixture(attributes: [:], hidesUnknown: true)
        for (name, code) in [("nobody", CognitoError.Code.userNotFound), ("ada", .invalidParameter)] {
            let told = await fixture.refusals { _ = try await fixture.pool.forgotPassword(Username(name)) }
            #expect(told.map(\.entry.operation) == ["ForgotPassword"] && told.map(\.code) == [code])
            #expect(told.first?.entry.sourceAddress == Fixture.address)
            #expect((told.first?.entry.subject == nil) == (name == "nobody"))
        }
    }

    // R125
    @Test func anAdministratorsCallNamesTheAdministrator() async throws {
        let fixture = try await Fixture()
        let before = fixture.observer.events.count
        await AdministratorIdentity.$current.withValue("help-desk/grace") {
            await SourceAddress.$current.withValue(Fixture.address) {
                _ = await failure { _ = try await fixture.pool.admin.user("ada") }
                _ = await failure { try await fixture.pool.admin.disableUser("nobody") }
            }
        }
        let told = Array(fixture.observer.events.dropFirst(before))
        guard told.count == 2, case .administratorCalled(let read) = told[0],
            let refused = AuditWatch.Refusal(told[1])
        else {
            Issue.record("\(told)")
            return
        }
        #expect(read.operation == "AdminGetUser" && read.subject?.username == "ada")
        #expect(refused.entry.operation == "AdminDisableUser" && refused.entry.nameDigest != nil)
        for entry in [read, refused.entry] {
            #expect(entry.administrator == "help-desk/grace" && entry.sourceAddress == Fixture.address)
            #expect(entry.userPoolID == "test_pool" && entry.time == fixture.time.now())
        }
    }

    // R125
    @Test func changesOfPoolsAndClientsAreToldOf() async throws {
        let fixture = try await Fixture()
        #expect(fixture.observer.names.starts(with: ["poolChanged", "clientChanged"]))
        func told(_ call: () async throws -> Void) async throws -> [AuthEvent] {
            let before = fixture.observer.events.count
            try await AdministratorIdentity.$current.withValue("ops") { try await call() }
            let events = Array(fixture.observer.events.dropFirst(before))
            #expect(events.allSatisfy { $0.entry?.administrator == "ops" && $0.entry?.userPoolID != nil })
            return events
        }
        let both = ["clientChanged", "administratorCalled"]
        var id: AppClientID = ""
        let created = try await told { id = try await fixture.client().id }
        #expect(created.map(\.name) == both && created.allSatisfy { $0.entry?.clientID == id })
        let settings = CreateUserPoolClientRequest(
            userPoolID: "test_pool", clientName: "renamed", explicitAuthFlows: [.allowUserPasswordAuth])
        for expected in [both, ["administratorCalled"]] {
            let updated = try await told {
                _ = try await fixture.admin.updateUserPoolClient(.init(clientID: id, settings: settings))
            }
            #expect(updated.map(\.name) == expected && updated.allSatisfy { $0.entry?.clientID == id })
        }
        let deleted = try await told {
            try await fixture.admin.deleteUserPoolClient(.init(userPoolID: "test_pool", clientID: id))
        }
        #expect(deleted.map(\.name) == both)
        for expected in [["poolChanged", "administratorCalled"], ["administratorCalled"]] {
            #expect(
                try await told { try await fixture.pool.admin.setMFA(.optional([.softwareToken, .sms, .email])) }.map(
                    \.name) == expected)
        }
        let pools = [
            try await told { _ = try await fixture.admin.createUserPool(CreateUserPoolRequest(poolName: "New")) },
            try await told {
                try await fixture.admin.updateUserPool(
                    UpdateUserPoolRequest(
                        userPoolID: "test_pool", poolName: "Renamed",
                        members: UserPoolOptions(mfaConfiguration: .optional, smsConfiguration: SMSConfiguration())))
            },
            try await told { try await fixture.admin.deleteUserPool(DeleteUserPoolRequest(userPoolID: "test_pool")) },
        ]
        for events in pools { #expect(events.map(\.name) == ["poolChanged", "administratorCalled"]) }
    }

    // R11, R125: a verdict that no swap has counted emits no event.
    @Test func aVerdictThatIsNotStoredIsNotToldOf() async throws {
        let fixture = try await Fixture()
        await fixture.store.follow(Array(repeating: .refuse, count: 16))
        let told = try await fixture.onlyRefusal { _ = try await fixture.pool.signIn("ada", password: "Wrong-1") }
        #expect(told.code == .tooManyRequests)
        #expect(!fixture.observer.names.contains("passwordRejected"))
    }

    // R125: an id that no pool or client can have counts as typed text.
    @Test func idsThatCannotBeAreLeftOut() async throws {
        let fixture = try await Fixture()
        let told = await fixture.refusals {
            _ = try await fixture.service.getTokensFromRefreshToken(
                GetTokensFromRefreshTokenRequest(refreshToken: "a", clientID: "my password!"))
        }
        #expect(told.map(\.entry.clientID) == [nil] && told.map(\.entry.operation) == ["GetTokensFromRefreshToken"])
    }

    // R125: a text longer than any name is no name.
    @Test(arguments: [129, 1024, 1025]) func aTextThatIsNoNameHasNoDigest(_ count: Int) async throws {
        let fixture = try await Fixture()
        let name = Username(String(repeating: "x", count: count))
        let told = try await fixture.onlyRefusal {
            try await fixture.admin.adminDisableUser(.init(userPoolID: fixture.pool.id, username: name))
        }
        #expect((told.entry.nameDigest == nil) == (count > 1024))
    }

    // R125: a creation under a taken name is told with the user who has it.
    @Test func aTakenNameIsToldWithItsHolder() async throws {
        let fixture = try await Fixture()
        let told = try await fixture.onlyRefusal {
            try await fixture.pool.admin.createUser("ADA", password: Fixture.password)
        }
        #expect(told.code == .usernameExists && told.entry.subject?.username == "ada")
        #expect(try await told.entry.subject?.sub == fixture.record().sub && told.entry.nameDigest == nil)
    }

    // R125: a refusal that the answer hides is told with what the request names.
    @Test func aHiddenRefusalIsToldWithNameAndClient() async throws {
        let fixture = try await Fixture(hidesUnknown: true, members: .verifyingEmail)
        let told = try await fixture.onlyRefusal { _ = try await fixture.pool.forgotPassword("nobody") }
        #expect(told.entry.operation == "ForgotPassword" && told.entry.nameDigest != nil)
        #expect(told.entry.userPoolID == fixture.pool.id && told.entry.clientID == "client")
    }
}
