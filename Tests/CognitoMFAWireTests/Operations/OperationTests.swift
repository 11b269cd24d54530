import AuthFlow
import CognitoMFACore
import CognitoMFAService
import CognitoMFATesting
import CognitoMFAWire
import Testing
import UserPoolModel

/// Every operation over the wire, with success; each response is compared with the operation's table.
@Suite struct OperationTests {
    /// Sends requests, and remembers the operations that have succeeded.
    private final class Session {
        let wire: WireFixture
        var done: Set<String> = []

        init(_ wire: WireFixture) { self.wire = wire }

        @discardableResult
        func call(_ operation: String, _ body: String, _ location: SourceLocation = #_sourceLocation) async -> Reply {
            let reply = await wire.call(operation, body, location)
            if reply.status == 200 { done.insert(operation) }
            let table =
                PublicOperations.all.first { $0.name == operation }?.writes
                ?? AdministrationOperations.all.first { $0.name == operation }?.writes
            #expect(
                Self.fits(reply.body, .structure(table ?? [])), "\(operation): \(reply.text)", sourceLocation: location)
            return reply
        }

        /// Returns true when a value has the shape of the table, and no member beside it.
        static func fits(_ value: JSONValue, _ shape: WireShape) -> Bool {
            switch (value, shape) {
            case (.text, .text), (.flag, .flag): true
            case (.number(let number), .number): number.integer != nil
            case (.number(let number), .timestamp): number.text.contains(".")
            case (.array(let items), .texts): items.allSatisfy { fits($0, .text) }
            case (.object(let members), .map): members.allSatisfy { fits($0.value, .text) }
            case (.array(let items), .structures(let rows)): items.allSatisfy { fits($0, .structure(rows)) }
            case (.object(let members), .structure(let rows)):
                members.allSatisfy { member in
                    rows.first { $0.name == member.name }.map { fits(member.value, $0.shape) } ?? false
                }
            default: false
            }
        }
    }

    private func number(_ text: String) -> JSONValue? { (try? JSONReader.read(Array(text.utf8))) }

    @Test func everyOperationSucceedsOnce() async throws {
        let session = Session(WireFixture())
        try await configure(session)
        try await administer(session)
        try await signUp(session)
        try await useTokens(session)
        try await useOpenChallenges(session)
        await takeDown(session)
        let missing = Set(WireTableTests.names).subtracting(session.done)
        #expect(missing.isEmpty, "never called: \(missing.sorted())")
    }

    private static let sms = #"{"SnsCallerArn":"arn:aws:iam::123456789012:role/sns","ExternalId":"ext"}"#

    private func configure(_ session: Session) async throws {
        let created = await session.call(
            "CreateUserPool",
            #"{"PoolName":"p","SmsConfiguration":\#(Self.sms),"AutoVerifiedAttributes":["phone_number","email"],"#
                + #""AliasAttributes":["email","phone_number"],"Schema":[{"Name":"tier","AttributeDataType":"String"}],"#
                + #""UsernameConfiguration":{"CaseSensitive":false},"AdminCreateUserConfig":{"InviteMessageTemplate":"#
                + #"{"SMSMessage":"{username} {####}"}},"AccountRecoverySetting":{"RecoveryMechanisms":[{"Priority":2,"Name":"#
                + #""verified_phone_number"},{"Priority":1,"Name":"verified_email"}]},"Policies":{"PasswordPolicy":"#
                + #"{"MinimumLength":10}},"EmailVerificationMessage":"Your code: {####}"}"#)
        let id = try #require(created["UserPool", "Id"])
        pool.withPool(id)
        #expect(id.hasPrefix("eu-west-1_") && id.count == 19)
        #expect(created["UserPool", "Arn"] == "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/\(id)")
        #expect(created.value(["UserPool", "CreationDate"]) == number("1800000000.000"))
        #expect(created.value(["UserPool", "Policies", "PasswordPolicy", "MinimumLength"]) == number("10"))
        #expect(
            created.value(["UserPool", "AccountRecoverySetting", "RecoveryMechanisms"])
                == number(
                    #"[{"Priority":1,"Name":"verified_email"},{"Priority":2,"Name":"verified_phone_number"}]"#))
        #expect(created.value(["UserPool", "UsernameConfiguration", "CaseSensitive"]) == .flag(false))
        #expect(
            created["UserPool", "AdminCreateUserConfig", "InviteMessageTemplate", "SMSMessage"] == "{username} {####}")
        #expect(created["UserPool", "VerificationMessageTemplate", "EmailMessage"] == "Your code: {####}")
        guard case .array(let attributes)? = created.value(["UserPool", "SchemaAttributes"]) else {
            Issue.record("no schema")
            return
        }
        // The twenty standard ones, and the pool's own.
        #expect(attributes.count == 21)
        let own =
            #"{"Name":"custom:tier","AttributeDataType":"String","DeveloperOnlyAttribute":false,"Mutable":true,"#
            + #""Required":false,"StringAttributeConstraints":{}}"#
        #expect(attributes.last == number(own))
        #expect(await session.call("DescribeUserPool", #"{"UserPoolId":"\#(id)"}"#)["UserPool", "Name"] == "p")
        let listed = await session.call("ListUserPools", #"{"MaxResults":10}"#)
        #expect(listed.text.contains(#""Id":"\#(id)""#))
        let set = await session.call(
            "SetUserPoolMfaConfig",
            #"{"UserPoolId":"\#(id)","MfaConfiguration":"OPTIONAL","SoftwareTokenMfaConfiguration":{"Enabled":true},"#
                + #""SmsMfaConfiguration":{"SmsAuthenticationMessage":"Code {####}","SmsConfiguration":\#(Self.sms)},"#
                + #""EmailMfaConfiguration":{"Message":"Mail {####}","Subject":"s"}}"#)
        #expect(set["EmailMfaConfiguration", "Message"] == "Mail {####}" && set["MfaConfiguration"] == "OPTIONAL")
        let got = await session.call("GetUserPoolMfaConfig", #"{"UserPoolId":"\#(id)"}"#)
        #expect(got.body == set.body)
        let client = await session.call(
            "CreateUserPoolClient",
            #"{"UserPoolId":"\#(id)","ClientName":"app","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","#
                + #""ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"],"AccessTokenValidity":30,"#
                + #""TokenValidityUnits":{"AccessToken":"minutes"},"AuthSessionValidity":15,"PreventUserExistenceErrors":"ENABLED"}"#
        )
        let clientID = try #require(client["UserPoolClient", "ClientId"])
        pool.client = clientID
        #expect(client.value(["UserPoolClient", "AccessTokenValidity"]) == number("30"))
        #expect(client["UserPoolClient", "TokenValidityUnits", "AccessToken"] == "minutes")
        #expect(client.value(["UserPoolClient", "RefreshTokenValidity"]) == number("30"))
        #expect(client["UserPoolClient", "TokenValidityUnits", "RefreshToken"] == "days")
        #expect(client["UserPoolClient", "PreventUserExistenceErrors"] == "ENABLED")
        let described = await session.call(
            "DescribeUserPoolClient", #"{"UserPoolId":"\#(id)","ClientId":"\#(clientID)"}"#)
        #expect(described.body == client.body)
        #expect(await session.call("ListUserPoolClients", #"{"UserPoolId":"\#(id)"}"#).text.contains(clientID))
        let updated = await session.call(
            "UpdateUserPoolClient",
            #"{"UserPoolId":"\#(id)","ClientId":"\#(clientID)","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH","#
                + #""ALLOW_ADMIN_USER_PASSWORD_AUTH","ALLOW_REFRESH_TOKEN_AUTH"],"AuthSessionValidity":15,"#
                + #""ReadAttributes":["email","phone_number"],"RefreshTokenRotation":{"Feature":"DISABLED"}}"#)
        #expect(updated["UserPoolClient", "ClientName"] == "app")
        #expect(updated.value(["UserPoolClient", "AccessTokenValidity"]) == number("1"))
        #expect(updated.value(["UserPoolClient", "ReadAttributes"]) == number(#"["email","phone_number"]"#))
    }

    /// The pool, client and tokens of the run.
    private final class State {
        var id = ""
        var client = ""
        var access = ""
        var refresh = ""

        func withPool(_ id: String) { self.id = id }
        func user(_ name: String, _ more: String = "") -> String {
            #"{"UserPoolId":"\#(id)","Username":"\#(name)"\#(more.isEmpty ? "" : "," + more)}"#
        }
        func named(_ name: String, _ more: String = "") -> String {
            #"{"ClientId":"\#(client)","Username":"\#(name)"\#(more.isEmpty ? "" : "," + more)}"#
        }
        func token(_ more: String = "") -> String {
            #"{"AccessToken":"\#(access)"\#(more.isEmpty ? "" : "," + more)}"#
        }
    }

    private let pool = State()

    private func administer(_ session: Session) async throws {
        let created = await session.call(
            "AdminCreateUser",
            pool.user(
                "ada",
                #""TemporaryPassword":"Analytical-0000","MessageAction":"SUPPRESS","UserAttributes":["#
                    + #"{"Name":"email","Value":"ada@example.com"},{"Name":"email_verified","Value":"true"},"#
                    + #"{"Name":"phone_number","Value":"+14155550123"},{"Name":"phone_number_verified","Value":"true"}]"#
            ))
        #expect(created["User", "UserStatus"] == "FORCE_CHANGE_PASSWORD")
        #expect(created.value(["User", "UserCreateDate"]) == number("1800000000.000"))
        let auth = await session.call(
            "AdminInitiateAuth",
            #"{"UserPoolId":"\#(pool.id)","ClientId":"\#(pool.client)","AuthFlow":"ADMIN_USER_PASSWORD_AUTH","#
                + #""AuthParameters":{"USERNAME":"ada","PASSWORD":"Analytical-0000"}}"#)
        #expect(auth["ChallengeName"] == "NEW_PASSWORD_REQUIRED")
        #expect(auth["ChallengeParameters", "USER_ID_FOR_SRP"] == "ada" && auth.value(["AuthenticationResult"]) == nil)
        let changed = await session.call(
            "AdminRespondToAuthChallenge",
            #"{"UserPoolId":"\#(pool.id)","ClientId":"\#(pool.client)","ChallengeName":"NEW_PASSWORD_REQUIRED","#
                + #""Session":"\#(auth["Session"] ?? "")","ChallengeResponses":{"USERNAME":"ada","NEW_PASSWORD":"Analytical-1843"}}"#
        )
        pool.access = try #require(changed["AuthenticationResult", "AccessToken"])
        #expect(changed.value(["AuthenticationResult", "ExpiresIn"]) == number("3600"))
        #expect(changed["AuthenticationResult", "TokenType"] == "Bearer" && changed["ChallengeName"] == nil)
        #expect(changed.value(["ChallengeParameters"]) == .object([]))
        await session.call("AdminSetUserMFAPreference", pool.user("ada", #""SMSMfaSettings":{"Enabled":true}"#))
        await session.call(
            "AdminSetUserSettings",
            pool.user("ada", #""MFAOptions":[{"DeliveryMedium":"SMS","AttributeName":"phone_number"}]"#))
        let got = await session.call("AdminGetUser", pool.user("ada"))
        #expect(got.value(["UserMFASettingList"]) == number(#"["SMS_MFA"]"#) && got.value(["Enabled"]) == .flag(true))
        #expect(
            got.value(["MFAOptions"]) == number(#"[{"DeliveryMedium":"SMS","AttributeName":"phone_number"}]"#))
        await session.call("AdminSetUserSettings", pool.user("ada", #""MFAOptions":[]"#))
        #expect(await session.call("AdminGetUser", pool.user("ada")).value(["MFAOptions"]) == nil)
        await session.call(
            "AdminUpdateUserAttributes", pool.user("ada", #""UserAttributes":[{"Name":"custom:tier","Value":"gold"}]"#))
        await session.call("AdminDeleteUserAttributes", pool.user("ada", #""UserAttributeNames":["custom:tier"]"#))
        await session.call("AdminDisableUser", pool.user("ada"))
        await session.call("AdminEnableUser", pool.user("ada"))
        await session.call("AdminUnlock", pool.user("ada"))
        let hash = try await session.wire.service.passwords.hash("Analytical-1843")
        let imported = await session.call(
            "AdminImportUser", pool.user("grace", #""PasswordHash":"\#(hash.text)""#))
        #expect(imported["User", "UserStatus"] == "CONFIRMED")
        await session.call("AdminUserGlobalSignOut", pool.user("grace"))
        await session.call(
            "AdminSetUserPassword", pool.user("grace", #""Password":"Analytical-1844","Permanent":true"#))
        let listed = await session.call(
            "ListUsers",
            #"{"UserPoolId":"\#(pool.id)","Limit":1,"Filter":"username = \"ada\"","AttributesToGet":["email"]}"#)
        #expect(listed.text.contains(#""Attributes":[{"Name":"email","Value":"ada@example.com"}]"#))
    }

    private func signUp(_ session: Session) async throws {
        let wire = session.wire
        let signed = await session.call(
            "SignUp",
            pool.named(
                "eve", #""Password":"Analytical-1843","UserAttributes":[{"Name":"email","Value":"eve@example.com"}]"#))
        #expect(signed.value(["UserConfirmed"]) == .flag(false) && signed["UserSub"]?.count == 36)
        #expect(signed["CodeDeliveryDetails", "Destination"] == "e***@e***")
        #expect(signed["CodeDeliveryDetails", "AttributeName"] == "email")
        await session.call("ResendConfirmationCode", pool.named("eve"))
        await wire.service.shutDown()
        let code = await lastMailCode(wire)
        await session.call("ConfirmSignUp", pool.named("eve", #""ConfirmationCode":"\#(code)""#))
        await session.call(
            "SignUp",
            pool.named(
                "mallory", #""Password":"Analytical-1843","UserAttributes":[{"Name":"email","Value":"m@example.com"}]"#)
        )
        await session.call("AdminConfirmSignUp", pool.user("mallory"))
        await session.call("ForgotPassword", pool.named("eve"))
        await wire.service.shutDown()
        await session.call(
            "ConfirmForgotPassword",
            pool.named("eve", #""ConfirmationCode":"\#(await lastMailCode(wire))","Password":"Analytical-1845""#))
        await session.call("AdminResetUserPassword", pool.user("eve"))
    }

    private func lastMailCode(_ wire: WireFixture) async -> String {
        let text = await wire.email.messages.last?.text ?? ""
        return text.split { !$0.isNumber }.first { $0.count == 6 }.map { String($0) } ?? ""
    }

    private func useTokens(_ session: Session) async throws {
        let wire = session.wire
        let first = await session.call("InitiateAuth", signIn)
        let tokens = try await answered(first, session)
        pool.access = try #require(tokens["AuthenticationResult", "AccessToken"])
        pool.refresh = try #require(tokens["AuthenticationResult", "RefreshToken"])
        let association = await session.call("AssociateSoftwareToken", pool.token())
        let secret = try #require(association["SecretCode"])
        #expect(secret.count == 52 && association["Session"] == nil)
        let code = try wire.code(secret)
        let verified = await session.call(
            "VerifySoftwareToken", pool.token(#""UserCode":"\#(code)","FriendlyDeviceName":"phone""#))
        #expect(verified["Status"] == "SUCCESS")
        await session.call(
            "SetUserMFAPreference",
            pool.token(
                #""SoftwareTokenMfaSettings":{"Enabled":true,"PreferredMfa":true},"SMSMfaSettings":{"Enabled":false},"#
                    + #""EmailMfaSettings":{"Enabled":false}"#))
        let challenged = await session.call("InitiateAuth", signIn)
        #expect(challenged["ChallengeName"] == "SOFTWARE_TOKEN_MFA")
        #expect(challenged["ChallengeParameters", "FRIENDLY_DEVICE_NAME"] == "phone")
        let granted = await session.call(
            "RespondToAuthChallenge",
            #"{"ClientId":"\#(pool.client)","ChallengeName":"SOFTWARE_TOKEN_MFA","Session":"\#(challenged["Session"] ?? "")","#
                + #""ChallengeResponses":{"USERNAME":"ada","SOFTWARE_TOKEN_MFA_CODE":"\#(try wire.code(secret))"}}"#)
        pool.access = try #require(granted["AuthenticationResult", "AccessToken"])
        let user = await session.call("GetUser", pool.token())
        #expect(user["PreferredMfaSetting"] == "SOFTWARE_TOKEN_MFA")
        let factors = await session.call("GetUserAuthFactors", pool.token())
        #expect(factors.value(["ConfiguredUserAuthFactors"]) == number(#"["PASSWORD","SOFTWARE_TOKEN"]"#))
        let asked = await session.call("AdminGetUserAuthFactors", pool.user("ada"))
        #expect(asked.text == factors.text)
        #expect(await wire.send("AdminGetUserAuthFactors", pool.user("nobody")).message == "User does not exist.")
        await session.call("SetUserSettings", pool.token(#""MFAOptions":[]"#))
        let update = await session.call(
            "UpdateUserAttributes", pool.token(#""UserAttributes":[{"Name":"email","Value":"ada@example.org"}]"#))
        #expect(update.text.contains(#""CodeDeliveryDetailsList":[{"Destination":"a***@e***""#))
        await session.call("GetUserAttributeVerificationCode", pool.token(#""AttributeName":"email""#))
        let mail = await lastMailCode(wire)
        await session.call("VerifyUserAttribute", pool.token(#""AttributeName":"email","Code":"\#(mail)""#))
        await session.call("DeleteUserAttributes", pool.token(#""UserAttributeNames":["nickname"]"#))
        await session.call("RemoveSoftwareToken", pool.token(#""Password":"Analytical-1843""#))
        await session.call("AssociateSoftwareToken", pool.token())
        await session.call("CancelPendingSoftwareToken", pool.token())
        let again = await session.call("AssociateSoftwareToken", pool.token())
        let second = try wire.code(try #require(again["SecretCode"]))
        await session.call("VerifySoftwareToken", pool.token(#""UserCode":"\#(second)""#))
        await session.call("AdminDeleteSoftwareToken", pool.user("ada"))
        await session.call(
            "ChangePassword",
            pool.token(#""PreviousPassword":"Analytical-1843","ProposedPassword":"Analytical-1846""#))
        let refreshed = await session.call(
            "GetTokensFromRefreshToken", #"{"RefreshToken":"\#(pool.refresh)","ClientId":"\#(pool.client)"}"#)
        #expect(refreshed["AuthenticationResult", "IdToken"] != nil)
        let sides = await wire.send(
            "RevokeToken",
            #"{"Token":"\#(pool.refresh)","ClientId":"\#(pool.client)","RevokeAssociatedSessions":"ALL"}"#)
        #expect(
            sides.message
                == "1 validation error detected: Value 'ALL' at 'revokeAssociatedSessions' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [NONE, LINKED]")
        await session.call(
            "RevokeToken",
            #"{"Token":"\#(pool.refresh)","ClientId":"\#(pool.client)","RevokeAssociatedSessions":"LINKED"}"#)
        await session.call("GlobalSignOut", pool.token())
        #expect(await wire.send("GetUser", pool.token()).message == "Access Token has been revoked")
    }

    /// A sign-in that is read again, has another code, changes factor and ends; and a set-up that is cancelled.
    private func useOpenChallenges(_ session: Session) async throws {
        let wire = session.wire
        let signIn = signIn.replacing("Analytical-1843", with: "Analytical-1846")
        func opened(_ session: String, _ more: String = "") -> String {
            #"{"ClientId":"\#(pool.client)","Session":"\#(session)"\#(more.isEmpty ? "" : "," + more)}"#
        }
        await session.call("AdminSetUserMFAPreference", pool.user("ada", #""SMSMfaSettings":{"Enabled":true}"#))
        let handle = try #require(await session.call("InitiateAuth", signIn)["Session"])
        let read = await session.call("GetOpenChallenge", opened(handle))
        #expect(read["ChallengeName"] == "SMS_MFA" && read["Session"] == handle)
        #expect(read["ChallengeParameters", "CODE_DELIVERY_DESTINATION"] == "+*******0123")
        #expect(read.value(["SentCode", "SendsLeft"]) == number("2") && read.value(["OtherMfaTypes"]) == nil)
        let early = await wire.send("SendNewCode", opened(handle))
        #expect(early.error == "LimitExceededException")
        wire.time.advance(by: .seconds(30))
        let sent = await session.call("SendNewCode", opened(handle))
        #expect(sent.value(["SentCode", "SendsLeft"]) == number("1") && sent["Session"] == handle)
        let alone = await wire.send("UseAnotherFactor", opened(handle, #""MfaType":"SOFTWARE_TOKEN_MFA""#))
        #expect(alone.message == "There is no other MFA type to change to.")
        await session.call("EndSignIn", opened(handle))
        let ended = await wire.send("GetOpenChallenge", opened(handle))
        #expect(ended.message == "Invalid session for the user, session can only be used once.")
        await session.call("AdminSetUserMFAPreference", pool.user("ada", #""SMSMfaSettings":{"Enabled":false}"#))
        try await useSetUp(session)
    }

    /// A set-up on the way in, in a pool of its own: read again, cancelled, done; then the change between two factors.
    private func useSetUp(_ session: Session) async throws {
        let wire = session.wire
        let id = try #require(
            await wire.call("CreateUserPool", #"{"PoolName":"s","SmsConfiguration":\#(Self.sms)}"#)["UserPool", "Id"])
        let both =
            #""SoftwareTokenMfaConfiguration":{"Enabled":true},"SmsMfaConfiguration":{"SmsConfiguration":\#(Self.sms)}"#
        await wire.call("SetUserPoolMfaConfig", #"{"UserPoolId":"\#(id)","MfaConfiguration":"ON",\#(both)}"#)
        let client = try #require(
            await wire.call(
                "CreateUserPoolClient",
                #"{"UserPoolId":"\#(id)","ClientName":"c","ExplicitAuthFlows":["ALLOW_USER_PASSWORD_AUTH"]}"#)[
                    "UserPoolClient", "ClientId"])
        let user = #""UserPoolId":"\#(id)","Username":"ada""#
        await wire.call("AdminCreateUser", #"{\#(user),"MessageAction":"SUPPRESS"}"#)
        await wire.call("AdminSetUserPassword", #"{\#(user),"Password":"Analytical-1843","Permanent":true}"#)
        let signIn =
            #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"\#(client)","AuthParameters":{"USERNAME":"ada","PASSWORD":"Analytical-1843"}}"#
        func opened(_ handle: String?, _ more: String = "") -> String {
            #"{"ClientId":"\#(client)","Session":"\#(handle ?? "")"\#(more.isEmpty ? "" : "," + more)}"#
        }
        let first = await wire.call("InitiateAuth", signIn)
        #expect(first["ChallengeParameters", "MFAS_CAN_SETUP"] == #"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#)
        let given = await wire.call("AssociateSoftwareToken", #"{"Session":"\#(first["Session"] ?? "")"}"#)
        let again = await session.call("GetPendingSoftwareToken", opened(given["Session"]))
        #expect(again["SecretCode"] == given["SecretCode"] && again["Session"] == given["Session"])
        let fresh = await session.call("CancelSetup", opened(given["Session"]))
        #expect(fresh["ChallengeName"] == "MFA_SETUP")
        let sent = await wire.call(
            "RespondToAuthChallenge",
            opened(
                fresh["Session"],
                #""ChallengeName":"MFA_SETUP","ChallengeResponses":{"USERNAME":"ada","phone_number":"+14155550123"}"#))
        #expect(sent["ChallengeName"] == "SMS_MFA")
        let code = await wire.sms.lastCode(to: WireFixture.phone).text
        let tokens = await wire.call(
            "RespondToAuthChallenge",
            opened(
                sent["Session"],
                #""ChallengeName":"SMS_MFA","ChallengeResponses":{"USERNAME":"ada","SMS_MFA_CODE":"\#(code)"}"#))
        let access = #""AccessToken":"\#(tokens["AuthenticationResult", "AccessToken"] ?? "")""#
        let secret = try #require(await wire.call("AssociateSoftwareToken", "{\(access)}")["SecretCode"])
        await wire.call("VerifySoftwareToken", #"{\#(access),"UserCode":"\#(try wire.code(secret))"}"#)
        let byNumber = await wire.call("InitiateAuth", signIn)
        let other = await wire.call("GetOpenChallenge", opened(byNumber["Session"]))
        #expect(other.value(["OtherMfaTypes"]) == number(#"["SOFTWARE_TOKEN_MFA"]"#))
        let choice = await session.call("UseAnotherFactor", opened(byNumber["Session"]))
        #expect(choice["ChallengeName"] == "SELECT_MFA_TYPE" && choice["Session"] != byNumber["Session"])
    }

    private var signIn: String {
        #"{"AuthFlow":"USER_PASSWORD_AUTH","ClientId":"\#(pool.client)","AuthParameters":{"USERNAME":"ada","PASSWORD":"Analytical-1843"}}"#
    }

    /// Returns the tokens, after answering a challenge by text message if there is one.
    private func answered(_ reply: Reply, _ session: Session) async throws -> Reply {
        guard reply["ChallengeName"] == "SMS_MFA" else { return reply }
        let code = await session.wire.sms.lastCode(to: WireFixture.phone).text
        return await session.call(
            "RespondToAuthChallenge",
            #"{"ClientId":"\#(pool.client)","ChallengeName":"SMS_MFA","Session":"\#(reply["Session"] ?? "")","#
                + #""ChallengeResponses":{"USERNAME":"ada","SMS_MFA_CODE":"\#(code)"}}"#)
    }

    /// Attributes, tags and secrets that come after the creation.
    private func configureFurther(_ session: Session) async {
        await session.call(
            "AddCustomAttributes",
            #"{"UserPoolId":"\#(pool.id)","CustomAttributes":[{"Name":"rank","AttributeDataType":"Number"}]}"#)
        let arn = "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/\(pool.id)"
        await session.call("TagResource", #"{"ResourceArn":"\#(arn)","Tags":{"team":"blue","stage":"test"}}"#)
        await session.call("UntagResource", #"{"ResourceArn":"\#(arn)","TagKeys":["stage"]}"#)
        let tags = await session.call("ListTagsForResource", #"{"ResourceArn":"\#(arn)"}"#)
        #expect(tags["Tags", "team"] == "blue" && tags["Tags", "stage"] == nil)
        let client = await session.call(
            "CreateUserPoolClient", #"{"UserPoolId":"\#(pool.id)","ClientName":"s","GenerateSecret":true}"#)
        let id = client["UserPoolClient", "ClientId"] ?? ""
        let names = #""UserPoolId":"\#(pool.id)","ClientId":"\#(id)""#
        let added = await session.call("AddUserPoolClientSecret", "{\(names)}")
        let secret = added["ClientSecretDescriptor", "ClientSecretId"] ?? ""
        #expect(added["ClientSecretDescriptor", "ClientSecretValue"]?.count == 51)
        #expect(await session.call("ListUserPoolClientSecrets", "{\(names)}").text.contains(secret))
        await session.call("DeleteUserPoolClientSecret", #"{\#(names),"ClientSecretId":"\#(secret)"}"#)
    }

    /// Groups, with `grace` as their member.
    private func group(_ session: Session) async {
        let group = #""UserPoolId":"\#(pool.id)","GroupName":"Staff""#
        let made = await session.call(
            "CreateGroup",
            #"{\#(group),"Description":"d","RoleArn":"arn:aws:iam::123456789012:role/r","Precedence":7}"#)
        #expect(made["Group", "RoleArn"] == "arn:aws:iam::123456789012:role/r")
        await session.call("UpdateGroup", #"{\#(group),"Description":"e"}"#)
        let found = await session.call("GetGroup", #"{"UserPoolId":"\#(pool.id)","GroupName":"STAFF"}"#)
        #expect(found["Group", "GroupName"] == "Staff" && found["Group", "Description"] == "e")
        #expect(found.value(["Group", "Precedence"]) == number("7"))
        let member = #"{\#(group),"Username":"grace"}"#
        await session.call("AdminAddUserToGroup", member)
        let user = await session.call("AdminListGroupsForUser", pool.user("grace"))
        #expect(user.text.contains(#""GroupName":"Staff""#))
        #expect(await session.call("ListUsersInGroup", "{\(group)}").text.contains(#""Username":"grace""#))
        await session.call("AdminRemoveUserFromGroup", member)
        #expect(!(await session.call("ListUsersInGroup", "{\(group)}").text.contains(#""Username":"grace""#)))
        #expect(await session.call("ListGroups", #"{"UserPoolId":"\#(pool.id)"}"#).text.contains("Staff"))
        await session.call("DeleteGroup", "{\(group)}")
        #expect(await session.wire.send("GetGroup", "{\(group)}").message == "Group not found.")
    }

    private func takeDown(_ session: Session) async {
        let tokens = await session.wire.send(
            "InitiateAuth", signIn.replacing("Analytical-1843", with: "Analytical-1846"))
        pool.access = tokens["AuthenticationResult", "AccessToken"] ?? ""
        await session.call("DeleteUser", pool.token())
        await group(session)
        await session.call("AdminDeleteUser", pool.user("grace"))
        await session.call(
            "UpdateUserPool",
            #"{"UserPoolId":"\#(pool.id)","PoolName":"q","MfaConfiguration":"OPTIONAL","SmsConfiguration":\#(Self.sms)}"#
        )
        await configureFurther(session)
        await session.call("DeleteUserPoolClient", #"{"UserPoolId":"\#(pool.id)","ClientId":"\#(pool.client)"}"#)
        await session.call("DeleteUserPool", #"{"UserPoolId":"\#(pool.id)"}"#)
        let gone = await session.wire.send("DescribeUserPool", #"{"UserPoolId":"\#(pool.id)"}"#)
        #expect(gone.error == "ResourceNotFoundException")
    }

    @Test(arguments: [
        #""LambdaConfig":{}"#, #""LambdaConfig":{"PreSignUp":"arn:aws:lambda:eu-west-1:123456789012:function:f"}"#,
        #""DeletionProtection":"ACTIVE""#, #""UserPoolAddOns":{"AdvancedSecurityMode":"ENFORCED"}"#,
        #""DeviceConfiguration":{"ChallengeRequiredOnNewDevice":true}"#,
        #""Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","WEB_AUTHN"]}}"#,
        #""UserPoolTags":{"a":"b"}"#, #""UserPoolTier":"PLUS""#, #""AcrConfiguration":{"Level1":{"AcrValue":"low"}}"#,
        #""VerificationMessageTemplate":{"DefaultEmailOption":"CONFIRM_WITH_LINK"}"#,
    ])
    func aSettingWithoutAnEffectIsToldBack(_ member: String) async throws {
        let reply = await WireFixture().call("CreateUserPool", #"{"PoolName":"p",\#(member)}"#)
        let given = number("{\(member)}")
        guard case .object(let members) = given, let first = members.first else {
            Issue.record("no member")
            return
        }
        let told = try #require(reply.value(["UserPool", first.name]))
        if case .object(let expected) = first.value, case .object(let found) = told {
            for member in expected { #expect(found.first { $0.name == member.name }?.value == member.value) }
        } else {
            #expect(told == first.value)
        }
    }

    @Test(arguments: [
        (
            #""AccessTokenValidity":9223372036854775807"#,
            "Value '9223372036854775807' at 'accessTokenValidity' failed to satisfy constraint: Member must have value less than or equal to 86400"
        ),
        (#""AccessTokenValidity":25"#, "Invalid range for token validity."),
        (#""AccessTokenValidity":2,"TokenValidityUnits":{"AccessToken":"days"}"#, "Invalid range for token validity."),
        (
            #""AccessTokenValidity":299,"TokenValidityUnits":{"AccessToken":"seconds"}"#,
            "Invalid range for token validity."
        ),
        (
            #""IdTokenValidity":-1"#,
            "Value '-1' at 'idTokenValidity' failed to satisfy constraint: Member must have value greater than or equal to 1"
        ),
        (#""RefreshTokenValidity":9999999"#, "Invalid range for token validity."),
        (
            #""RefreshTokenValidity":59,"TokenValidityUnits":{"RefreshToken":"minutes"}"#,
            "Invalid range for token validity."
        ),
    ])
    func aLifetimeOutOfRangeIsRefused(_ member: String, _ text: String) async throws {
        let wire = WireFixture()
        let pool = try #require(await wire.call("CreateUserPool", #"{"PoolName":"p"}"#)["UserPool", "Id"])
        let reply = await wire.send("CreateUserPoolClient", #"{"UserPoolId":"\#(pool)","ClientName":"c",\#(member)}"#)
        #expect(reply.error == "InvalidParameterException" && reply.message.hasSuffix(text), "\(reply.text)")
    }

    @Test(arguments: [
        (#""RefreshTokenValidity":0"#, "RefreshTokenValidity", "30"),
        (#""RefreshTokenValidity":90,"TokenValidityUnits":{"RefreshToken":"minutes"}"#, "RefreshTokenValidity", "90"),
        (#""RefreshTokenValidity":1.2e1"#, "RefreshTokenValidity", "12"),
        (#""IdTokenValidity":300,"TokenValidityUnits":{"IdToken":"seconds"}"#, "IdTokenValidity", "300"),
        (#""AccessTokenValidity":1,"TokenValidityUnits":{"AccessToken":"days"}"#, "AccessTokenValidity", "1"),
        (
            #""RefreshTokenRotation":{"Feature":"ENABLED","RetryGracePeriodSeconds":20}"#, "RefreshTokenRotation",
            #"{"Feature":"ENABLED","RetryGracePeriodSeconds":20}"#
        ),
    ])
    func aClientIsDescribedAsItWasCreated(_ member: String, _ name: String, _ expected: String) async throws {
        let wire = WireFixture()
        let pool = try #require(await wire.call("CreateUserPool", #"{"PoolName":"p"}"#)["UserPool", "Id"])
        let reply = await wire.call(
            "CreateUserPoolClient",
            #"{"UserPoolId":"\#(pool)","ClientName":"c","GenerateSecret":true,\#(member)}"#)
        #expect(reply.value(["UserPoolClient", name]) == number(expected), "\(reply.text)")
        #expect(reply["UserPoolClient", "ClientSecret"]?.count == 51)
        let client = reply["UserPoolClient", "ClientId"] ?? ""
        let described = await wire.call(
            "DescribeUserPoolClient", #"{"UserPoolId":"\#(pool)","ClientId":"\#(client)"}"#)
        #expect(described.body == reply.body)
    }

    @Test func theLastValueOfARepeatedAttributeCounts() async throws {
        let wire = WireFixture()
        let pool = try #require(await wire.call("CreateUserPool", #"{"PoolName":"p"}"#)["UserPool", "Id"])
        let created = await wire.call(
            "AdminCreateUser",
            #"{"UserPoolId":"\#(pool)","Username":"a","MessageAction":"SUPPRESS","UserAttributes":["#
                + #"{"Name":"name","Value":"1"},{"Name":"name","Value":"2"}]}"#)
        #expect(created.text.contains(#"{"Name":"name","Value":"2"}"#) && !created.text.contains(#""Value":"1""#))
    }
}
