import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Synchronization
import Testing
import UserPoolModel

/// `ClientMetadata` on the wire: the operations that read it, and its way to the triggers.
///
/// Source: API reference, ClientMetadata of each operation.
@Suite struct WireClientMetadataTests {
    /// Keeps what the triggers see, by their sources.
    private final class Triggers: CustomMessage, PreTokenGeneration, UserMigration {
        let seen = Mutex<[String: [String: String]]>([:])

        func message(for request: CustomMessageRequest) async throws -> CustomMessageResponse {
            seen.withLock { $0[request.triggerSource.rawValue] = request.clientMetadata }
            return CustomMessageResponse()
        }

        func customize(_ request: PreTokenGenerationRequest) async throws -> PreTokenGenerationResponse {
            seen.withLock { $0[request.triggerSource.rawValue] = request.clientMetadata }
            return PreTokenGenerationResponse(
                accessTokenGeneration: ClaimOverrides(claimsToAddOrOverride: ["museum": "open"]))
        }

        func migrate(_ request: UserMigrationRequest) async throws -> MigratedUser? {
            seen.withLock { $0["UserMigration_Authentication"] = request.validationData }
            return MigratedUser(attributes: [.phoneNumber: WireFixture.phone, .phoneNumberVerified: "true"])
        }
    }

    @Test func theseOperationsReadIt() {
        let reading =
            PublicOperations.all.filter { $0.reads.contains { $0.name == "ClientMetadata" } }.map(\.name)
            + AdministrationOperations.all.filter { $0.reads.contains { $0.name == "ClientMetadata" } }.map(\.name)
        #expect(
            Set(reading) == [
                "InitiateAuth", "RespondToAuthChallenge", "SignUp", "ResendConfirmationCode", "ForgotPassword",
                "UpdateUserAttributes", "GetUserAttributeVerificationCode", "GetTokensFromRefreshToken",
                "AdminInitiateAuth", "AdminRespondToAuthChallenge", "AdminUpdateUserAttributes",
                "AdminResetUserPassword", "SendNewCode", "UseAnotherFactor",
            ])
    }

    @Test func itReachesTheTriggers() async throws {
        let own = Triggers()
        let wire = WireFixture(
            triggers: .init(userMigration: own, customMessage: own, preTokenGeneration: own))
        func number(_ call: Int) -> String { #""ClientMetadata":{"call":"\#(call)"}"# }
        let pool = try #require(
            await wire.call(
                "CreateUserPool",
                #"{"PoolName":"p","MfaConfiguration":"OPTIONAL","AutoVerifiedAttributes":["email"],"SmsConfiguration":{"SnsCallerArn":"arn:aws:iam::123456789012:role/sms"}}"#
            )["UserPool", "Id"])
        let client = try #require(
            await wire.call(
                "CreateUserPoolClient",
                #"{"UserPoolId":"\#(pool)","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"]}"#
            )["UserPoolClient", "ClientId"])
        let start =
            #""AuthFlow":"USER_PASSWORD_AUTH","ClientId":"\#(client)","AuthParameters":{"USERNAME":"grace","PASSWORD":"\#(WireFixture.password)"}"#
        let tokens = await wire.call("InitiateAuth", "{\(start),\(number(1))}")
        let access = try #require(tokens["AuthenticationResult", "AccessToken"])
        let refresh = try #require(tokens["AuthenticationResult", "RefreshToken"])
        await wire.call(
            "GetTokensFromRefreshToken", #"{"ClientId":"\#(client)","RefreshToken":"\#(refresh)",\#(number(2))}"#)
        await wire.call(
            "UpdateUserAttributes",
            #"{"AccessToken":"\#(access)","UserAttributes":[{"Name":"email","Value":"g@example.com"}],\#(number(3))}"#)
        await wire.call(
            "GetUserAttributeVerificationCode",
            #"{"AccessToken":"\#(access)","AttributeName":"email",\#(number(4))}"#)
        await wire.call(
            "SignUp",
            #"{"ClientId":"\#(client)","Username":"alan","Password":"\#(WireFixture.password)","UserAttributes":[{"Name":"email","Value":"a@example.com"}],\#(number(5))}"#
        )
        await wire.call("ResendConfirmationCode", #"{"ClientId":"\#(client)","Username":"alan",\#(number(6))}"#)
        await wire.call("ForgotPassword", #"{"ClientId":"\#(client)","Username":"grace",\#(number(7))}"#)
        await wire.service.shutDown()
        let first = own.seen.withLock { $0 }
        await wire.call(
            "AdminSetUserMFAPreference",
            #"{"UserPoolId":"\#(pool)","Username":"grace","SMSMfaSettings":{"Enabled":true,"PreferredMfa":true}}"#)
        let challenge = await wire.call("InitiateAuth", "{\(start),\(number(8))}")
        let session = try #require(challenge["Session"])
        let code = await wire.sms.lastCode(to: WireFixture.phone).text
        await wire.call(
            "RespondToAuthChallenge",
            #"{"ClientId":"\#(client)","ChallengeName":"SMS_MFA","Session":"\#(session)","ChallengeResponses":{"USERNAME":"grace","SMS_MFA_CODE":"\#(code)"},\#(number(9))}"#
        )
        let second = own.seen.withLock { $0 }
        #expect(
            first == [
                "UserMigration_Authentication": ["call": "1"], "TokenGeneration_Authentication": [:],
                "TokenGeneration_RefreshTokens": ["call": "2"], "CustomMessage_UpdateUserAttribute": ["call": "3"],
                "CustomMessage_VerifyUserAttribute": ["call": "4"], "CustomMessage_SignUp": ["call": "5"],
                "CustomMessage_ResendCode": ["call": "6"], "CustomMessage_ForgotPassword": ["call": "7"],
            ])
        #expect(second["CustomMessage_Authentication"] == [:])
        #expect(second["TokenGeneration_Authentication"] == ["call": "9"])
    }

    @Test func aValueThatIsNoStringIsRefused() async {
        let body = #"{"ClientId":"c","Username":"u","ClientMetadata":{"a":1}}"#
        #expect(await WireFixture().send("ForgotPassword", body).error == "SerializationException")
    }
}
