import AuthFlow
import CognitoMFAService
import TestSupport
import Testing
import UserPoolModel

/// Cognito's features that this library does not offer: each is listed, and refused by name.
@Suite struct NotOfferedTests {
    static let challenges = ChallengeName.model.filter { !ChallengeName.offered.map(\.rawValue).contains($0) }
    static let flows = ["USER_SRP_AUTH", "CUSTOM_AUTH", "USER_AUTH"]
    /// Exceptions of the service model that belong to features not offered, so that nothing here throws them.
    static let exceptions: [(feature: String, names: [String])] = [
        (
            "roles of Amazon SNS and SES: the host's senders send",
            [
                "InvalidSmsRoleAccessPolicyException", "InvalidSmsRoleTrustRelationshipException",
                "InvalidEmailRoleAccessPolicyException",
            ]
        ),
        (
            "tiers and tags",
            ["TierChangeNotAllowedException", "FeatureUnavailableInTierException", "UserPoolTaggingException"]
        ),
        ("OAuth scopes", ["ScopeDoesNotExistException", "InvalidOAuthFlowException"]),
        ("user import jobs", ["UserImportInProgressException"]),
        ("remembered devices", ["DeviceKeyExistsException"]),
        (
            "kept for other conditions: here a swap is repeated, a limit is LimitExceededException",
            ["ConcurrentModificationException", "TooManyFailedAttemptsException", "PreconditionNotMetException"]
        ),
    ]

    // R90
    @Test(arguments: challenges) func aChallengeThatIsNotOfferedIsRefusedByName(_ name: String) async throws {
        let fixture = try await Fixture()
        let error = await failure {
            _ = try await fixture.service.respondToAuthChallenge(
                RespondToAuthChallengeRequest(
                    clientID: "client", challengeName: ChallengeName(rawValue: name),
                    session: "01234567890123456789", challengeResponses: ["USERNAME": "ada"]))
        }
        #expect(error == .challengeNotSupported(ChallengeName(rawValue: name)))
    }

    // R90
    @Test(arguments: flows) func aFlowThatIsNotOfferedIsRefusedByName(_ name: String) async throws {
        let fixture = try await Fixture()
        let client = try await fixture.client {
            $0.explicitAuthFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH"].map {
                ExplicitAuthFlow(rawValue: $0)
            }
        }
        let error = await failure {
            _ = try await fixture.service.initiateAuth(
                InitiateAuthRequest(
                    authFlow: AuthFlowType(rawValue: name), clientID: client.id,
                    authParameters: ["USERNAME": "ada", "PASSWORD": Fixture.password.text]))
        }
        #expect(error == .flowNotEnabled(AuthFlowType(rawValue: name)))
    }
}
