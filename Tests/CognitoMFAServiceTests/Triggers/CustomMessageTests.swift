import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import TestSupport
import Testing
import UserPoolModel

/// The trigger that words messages: what it sees, what it may say, and what stands when it fails.
@Suite struct CustomMessageTests {
    private let triggers = RecordingTriggers()

    private func fixture(
        hidesUnknown: Bool = false, profile: CognitoProfile = .classic, limits: FlowLimits = FlowLimits()
    ) async throws -> Fixture {
        let fixture = try await Fixture(
            limits: limits,
            attributes: [
                .phoneNumber: Fixture.phone, .phoneNumberVerified: "true", .email: "ada@example.com",
                .emailVerified: "true",
            ], profile: profile, triggers: triggers.triggers, hidesUnknown: hidesUnknown,
            members: UserPoolOptions(autoVerifiedAttributes: [.email]))
        try await fixture.preferSMS()
        return fixture
    }

    @Test func itSeesTheUserAndNotTheCode() async throws {
        let fixture = try await fixture()
        triggers.set { $0.words.smsMessage = "Hello from the museum: {####}" }
        let challenge = try await fixture.challenge()
        let request = try #require(triggers.messages.first)
        #expect(request.triggerSource == .authentication && request.userPoolID == fixture.pool.id)
        #expect(request.username == "ada" && request.codeParameter == "{####}" && request.usernameParameter == nil)
        let record = try await fixture.record()
        #expect(
            request.userAttributes
                == record.attributes.merging(["sub": record.sub.text, "cognito:user_status": "CONFIRMED"]) { $1 })
        let code = await fixture.sentCode()
        #expect(await fixture.sms.messages.map(\.text) == ["Hello from the museum: \(code.text)"])
        var shown = ""
        dump(request, to: &shown)
        #expect(!shown.contains(code.text))
        #expect(try await fixture.pool.respond(to: challenge.session, with: .smsMFA(code: code)).challenge == nil)
    }

    @Test func aMemberThatIsNilKeepsTheTemplate() async throws {
        let fixture = try await fixture()
        triggers.set { $0.words.emailSubject = "Welcome" }
        _ = try await fixture.pool.signUp(
            "grace", password: Fixture.password, attributes: [.email: "grace@example.com"])
        let mail = try #require(await fixture.email.messages.last)
        #expect(mail.subject == "Welcome" && mail.text.hasPrefix("Your verification code is "))
        triggers.set { $0.words.emailMessage = "{####} is yours" }
        _ = try await fixture.pool.signUp("alan", password: Fixture.password, attributes: [.email: "alan@example.com"])
        #expect(await fixture.email.messages.last?.text.hasSuffix(" is yours") == true)
    }

    static let answers: [(CustomMessageResponse, Bool)] = [
        (CustomMessageResponse(smsMessage: "no code"), false), (CustomMessageResponse(smsMessage: ""), false),
        (CustomMessageResponse(smsMessage: "{####}" + String(repeating: "é", count: 134)), true),
        (CustomMessageResponse(smsMessage: "{####}" + String(repeating: "é", count: 135)), false),
        (CustomMessageResponse(smsMessage: "{####}{####}" + String(repeating: "x", count: 128)), true),
        (CustomMessageResponse(smsMessage: "{####}{####}" + String(repeating: "x", count: 129)), false),
        (CustomMessageResponse(emailMessage: "no code"), false),
        (CustomMessageResponse(emailMessage: "{####}" + String(repeating: "x", count: 19_994)), true),
        (CustomMessageResponse(emailMessage: "{####}" + String(repeating: "x", count: 19_995)), false),
        (CustomMessageResponse(emailSubject: ""), false),
        (CustomMessageResponse(emailSubject: String(repeating: "x", count: 140)), true),
        (CustomMessageResponse(emailSubject: String(repeating: "x", count: 141)), false),
    ]

    @Test(arguments: answers) func anAnswerHasBounds(_ words: CustomMessageResponse, _ isGood: Bool) async throws {
        let fixture = try await fixture()
        triggers.set { $0.words = words }
        let error = await failure { _ = try await fixture.challenge() }
        #expect(error == (isGood ? nil : .invalidTriggerAnswer))
        #expect(await fixture.sms.messages.count == (isGood ? 1 : 0))
    }

    @Test(arguments: ["{####} for {username}", "{####}", "{username}"])
    func anInvitationNamesTheUser(_ text: String) async throws {
        let fixture = try await fixture()
        triggers.set { $0.words.emailMessage = text }
        let error = await failure {
            _ = try await fixture.admin.adminCreateUser(
                AdminCreateUserRequest(
                    userPoolID: fixture.pool.id, username: "grace", temporaryPassword: "Temporary-1",
                    userAttributes: [.email: "grace@example.com"], desiredDeliveryMediums: ["EMAIL"]))
        }
        let isGood = text.utf8.count > 10
        #expect(error == (isGood ? nil : .invalidTriggerAnswer))
        #expect(await fixture.email.messages.map(\.text) == (isGood ? ["Temporary-1 for grace"] : []))
    }

    // R55, R71: a throw counts as sent.
    @Test func aThrowAtASignInStandsAndCounts() async throws {
        let fixture = try await fixture()
        _ = try await fixture.challenge()
        let once = try await fixture.record().hourly
        triggers.set { $0.error = TriggerError("The museum is closed") }
        let error = await failure { _ = try await fixture.challenge() }
        #expect(
            error?.description == "UserLambdaValidationException: CustomMessage failed with error The museum is closed."
        )
        #expect(error?.reason == "CustomMessage failed with error ….")
        #expect(await fixture.sms.messages.count == 1)
        let record = try await fixture.record()
        #expect(record.hourly != once && record.sessions.count == 2)
        let number = try #require(record.attributes.destination(.phoneNumber))
        let quota = RecordKey.sendQuota(fixture.pool.id, number, of: CanonicalName("ada", ignoringCase: true))
        #expect(try await fixture.service.records.read(quota, as: SendQuotaRecord.self)?.record.count == 2)
        guard case .messageRefused(_, _, let reason)? = fixture.observer.aboutUsers.last else {
            Issue.record("the observer is told")
            return
        }
        #expect(reason.contains("closed"))
        triggers.set { $0.error = nil }
        #expect(try await fixture.challenge().name == .smsMFA)
    }

    /// An error that is not meant for the caller shows its type only; the log has it.
    @Test func theTextOfAnotherErrorStaysInside() async throws {
        let fixture = try await fixture()
        triggers.set { $0.error = RecordingTriggers.Surprise() }
        let error = await failure { _ = try await fixture.challenge() }
        #expect(error?.message == "CustomMessage failed with error Surprise.")
        #expect(error?.underlyingError is RecordingTriggers.Surprise)
    }

    @Test func aTriggerHasItsTime() async throws {
        #expect(FlowLimits().triggerTimeout == .seconds(5))
        let fixture = try await fixture(limits: .impatient)
        triggers.set { $0.hangs = true }
        let error = await failure { _ = try await fixture.challenge() }
        #expect(error == .triggerTimedOut("CustomMessage"))
        #expect(
            error?.message
                == "CustomMessage invocation failed due to error Socket timeout while invoking Lambda function.")
        #expect(await fixture.sms.messages.isEmpty)
    }

    // R121: the user is there, and the message that failed counts; those after it are given back.
    @Test func aCreationStandsAndItsOtherMessagesAreGivenBack() async throws {
        let fixture = try await fixture()
        triggers.set { $0.error = TriggerError("no") }
        let error = await failure {
            _ = try await fixture.admin.adminCreateUser(
                AdminCreateUserRequest(
                    userPoolID: fixture.pool.id, username: "grace",
                    userAttributes: [.email: "grace@example.com", .phoneNumber: "+14155550177"],
                    desiredDeliveryMediums: ["EMAIL", "SMS"]))
        }
        #expect(error?.code == .userLambdaValidation)
        let attributes = try await fixture.pool.admin.user("grace").attributes
        for (name, count) in [(AttributeName.phoneNumber, 1), (.email, 0)] {
            let key = RecordKey.sendQuota(fixture.pool.id, try #require(attributes.destination(name)))
            #expect(try await fixture.service.records.read(key, as: SendQuotaRecord.self)?.record.count == count)
        }
        #expect(triggers.messages.count == 1)
    }

    // R122: the answers are those of nobody, whom the trigger is never asked about.
    @Test(arguments: CognitoProfile.allCases, [false, true])
    func hiddenUsersStayHidden(_ profile: CognitoProfile, _ isAnswering: Bool) async throws {
        let fixture = try await fixture(hidesUnknown: true, profile: profile)
        triggers.set { $0.error = isAnswering ? nil : TriggerError("no") }
        func codes(_ name: Username) async -> [CognitoError?] {
            var answers: [CognitoError?] = []
            for _ in 0..<7 {
                answers.append(await failure { _ = try await fixture.pool.forgotPassword(name) })
                answers.append(await failure { _ = try await fixture.pool.resendConfirmationCode(name) })
                await fixture.service.shutDown()
            }
            return answers
        }
        let nobody = await codes("nobody")
        #expect(triggers.messages.isEmpty, "it is not asked about nobody")
        #expect(await codes("ada") == nobody)
        #expect(!triggers.messages.isEmpty && nobody.contains { $0?.code == .limitExceeded })
        let messages = await (fixture.sms.messages.count, fixture.email.messages.count)
        #expect((messages.0 + messages.1 == 0) == !isAnswering)
    }
}
