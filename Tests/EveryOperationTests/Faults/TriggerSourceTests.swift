import AuthFlow
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// Every operation that sends a message or issues tokens calls its trigger, once for each, with Cognito's source.
///
/// Source: developer guide, sources of the custom message and of the pre token generation trigger.
@Suite struct TriggerSourceTests {
    /// The sources that the calls of an operation may have.
    private static let expected: [String: Set<String>] = [
        "SignUp": ["CustomMessage_SignUp"], "ResendConfirmationCode": ["CustomMessage_ResendCode"],
        "ForgotPassword": ["CustomMessage_ForgotPassword"], "AdminResetUserPassword": ["CustomMessage_ForgotPassword"],
        "AdminCreateUser": ["CustomMessage_AdminCreateUser"],
        "UpdateUserAttributes": ["CustomMessage_UpdateUserAttribute"],
        "AdminUpdateUserAttributes": ["CustomMessage_UpdateUserAttribute"],
        "GetUserAttributeVerificationCode": ["CustomMessage_VerifyUserAttribute"],
        "InitiateAuth": ["CustomMessage_Authentication", "TokenGeneration_Authentication"],
        "InitiateAuth, refresh": ["TokenGeneration_RefreshTokens"],
        "AdminInitiateAuth": ["TokenGeneration_Authentication"],
        "RespondToAuthChallenge": ["CustomMessage_Authentication", "TokenGeneration_Authentication"],
        "RespondToAuthChallenge, new password": ["TokenGeneration_NewPasswordChallenge"],
        "AdminRespondToAuthChallenge": ["TokenGeneration_Authentication"],
        "SendNewCode": ["CustomMessage_Authentication"], "UseAnotherFactor": ["CustomMessage_Authentication"],
        "GetTokensFromRefreshToken": ["TokenGeneration_RefreshTokens"],
    ]

    @Test(arguments: FaultedOperation.all) func anOperationCallsItsTriggers(_ operation: FaultedOperation) async throws
    {
        let course = try await FaultCourse.of(operation)
        let count = { (port: Port) in course.ports[port, default: 0] }
        #expect(count(.customMessage) == count(.sms) + count(.email))
        #expect(count(.preTokenGeneration) == count(.issue))
        let allowed = Self.expected[operation.label] ?? Self.expected[operation.name] ?? []
        #expect(allowed.isSuperset(of: course.sources), "\(course.sources)")
    }

    @Test func everySourceIsReached() async throws {
        var seen: Set<String> = []
        for operation in FaultedOperation.all { seen.formUnion(try await FaultCourse.of(operation).sources) }
        let all =
            CustomMessageRequest.TriggerSource.allCases.map(\.rawValue)
            + PreTokenGenerationRequest.TriggerSource.allCases.map(\.rawValue)
        #expect(seen == Set(all))
    }

    @Test func anInvitationThatIsSentAgainHasTheSameSource() async throws {
        let triggers = RecordingTriggers()
        let fixture = try await Fixture(triggers: triggers.triggers)
        for action in [nil, AdminCreateUserRequest.MessageAction.resend] {
            _ = try await fixture.admin.adminCreateUser(
                AdminCreateUserRequest(
                    userPoolID: fixture.pool.id, username: "grace",
                    userAttributes: [.email: "grace@example.com"], messageAction: action,
                    desiredDeliveryMediums: ["EMAIL"]))
        }
        #expect(triggers.messages.map(\.triggerSource) == [.adminCreateUser, .adminCreateUser])
        #expect(triggers.messages.allSatisfy { $0.usernameParameter == "{username}" && $0.username == "grace" })
    }
}
