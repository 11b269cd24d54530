import CognitoMFAWire
import Testing
import UserPoolModel

/// Settings of pools and clients as public reports have them; each test bears the name of its case.
@Suite struct ReportedSettingsTests {
    private let wire = WireFixture()

    private func json(_ text: String) -> JSONValue? { try? JSONReader.read(Array(text.utf8)) }

    /// Creates a pool from the members beside its name, and returns its id.
    private func pool(_ members: String = "") async throws -> String {
        let created = await wire.call("CreateUserPool", #"{"PoolName":"p"\#(members.isEmpty ? "" : ",")\#(members)}"#)
        return try #require(created["UserPool", "Id"])
    }

    private func describe(_ pool: String) async -> Reply {
        await wire.call("DescribeUserPool", #"{"UserPoolId":"\#(pool)"}"#)
    }

    private func update(_ pool: String, _ members: String) async -> Reply {
        await wire.send("UpdateUserPool", #"{"UserPoolId":"\#(pool)",\#(members)}"#)
    }

    /// Creates a client from the members beside its name, and returns the whole of it as Describe tells it.
    private func client(_ members: String) async throws -> Reply {
        let pool = try await pool()
        let created = await wire.call(
            "CreateUserPoolClient", #"{"UserPoolId":"\#(pool)","ClientName":"c",\#(members)}"#)
        let id = try #require(created["UserPoolClient", "ClientId"])
        return await wire.call("DescribeUserPoolClient", #"{"UserPoolId":"\#(pool)","ClientId":"\#(id)"}"#)
    }

    @Test("update_keeps_password_policy") func anUpdateKeepsThePasswordPolicy() async throws {
        let pool = try await pool(#""Policies":{"PasswordPolicy":{"MinimumLength":12,"RequireSymbols":false}}"#)
        #expect(await update(pool, #""AutoVerifiedAttributes":["email"]"#).status == 200)
        let described = await describe(pool)
        #expect(described.value(["UserPool", "Policies", "PasswordPolicy", "MinimumLength"]) == json("12"))
        #expect(described.value(["UserPool", "Policies", "PasswordPolicy", "RequireSymbols"]) == json("false"))
    }

    @Test("update_keeps_attribute_update_settings") func anUpdateKeepsTheUpdateSettings() async throws {
        let pool = try await pool(
            #""AutoVerifiedAttributes":["email"],"UserAttributeUpdateSettings":"#
                + #"{"AttributesRequireVerificationBeforeUpdate":["email"]}"#)
        #expect(await update(pool, #""AutoVerifiedAttributes":["email"]"#).status == 200)
        let path = ["UserPool", "UserAttributeUpdateSettings", "AttributesRequireVerificationBeforeUpdate"]
        #expect(await describe(pool).value(path) == json(#"["email"]"#))
    }

    @Test("create_checks_attribute_update_settings") func aCreationIsHeldToTheUpdateSettings() async {
        let refused = await wire.send(
            "CreateUserPool",
            #"{"PoolName":"p","UserAttributeUpdateSettings":{"AttributesRequireVerificationBeforeUpdate":["email"]}}"#)
        #expect(refused.error == "InvalidParameterException")
        #expect(
            refused.message
                == "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes")
    }

    @Test("schema_lists_standard_attributes") func aSchemaListsTheStandardAttributes() async throws {
        let schema = await describe(try await pool()).value(["UserPool", "SchemaAttributes"])
        guard case .array(let attributes) = schema else {
            Issue.record("no list")
            return
        }
        #expect(attributes.count == 20)
    }

    @Test("schema_length_enforced") func aSchemasLengthIsEnforced() async throws {
        let pool = try await pool(
            #""Schema":[{"Name":"team","AttributeDataType":"String","StringAttributeConstraints":{"MaxLength":"5"}}]"#)
        func create(_ user: String, _ team: String) async -> Reply {
            await wire.send(
                "AdminCreateUser",
                #"{"UserPoolId":"\#(pool)","Username":"\#(user)","MessageAction":"SUPPRESS","UserAttributes":["#
                    + #"{"Name":"custom:team","Value":"\#(team)"}]}"#)
        }
        #expect(await create("long", "longer-than-five").error == "InvalidParameterException")
        #expect(await create("short", "seven").status == 200)
    }

    @Test("attribute_twice_in_schema_refused") func anAttributeStandsOnceInASchema() async {
        let team = #"{"Name":"team","AttributeDataType":"String"}"#
        let refused = await wire.send("CreateUserPool", #"{"PoolName":"p","Schema":[\#(team),\#(team)]}"#)
        #expect(refused.error == "InvalidParameterException")
    }

    @Test("fresh_pool_has_no_update_settings") func aFreshPoolHasNoUpdateSettings() async throws {
        let described = await describe(try await pool())
        #expect(described.value(["UserPool", "UserAttributeUpdateSettings"]) == nil)
    }

    @Test("users_are_counted") func usersAreCounted() async throws {
        let pool = try await pool()
        for user in ["ada", "eve", "kim"] {
            await wire.call(
                "AdminCreateUser", #"{"UserPoolId":"\#(pool)","Username":"\#(user)","MessageAction":"SUPPRESS"}"#)
        }
        #expect(await describe(pool).value(["UserPool", "EstimatedNumberOfUsers"]) == json("3"))
        await wire.call("AdminDeleteUser", #"{"UserPoolId":"\#(pool)","Username":"eve"}"#)
        // An estimate: the row stays that keeps the name of a deleted user.
        #expect(await describe(pool).value(["UserPool", "EstimatedNumberOfUsers"]) == json("3"))
    }

    @Test("custom_name_over_twenty_refused") func aCustomNameHasTwentyLettersAtMost() async {
        func create(_ count: Int) async -> Reply {
            let name = String(repeating: "a", count: count)
            return await wire.send(
                "CreateUserPool", #"{"PoolName":"p","Schema":[{"Name":"\#(name)","AttributeDataType":"String"}]}"#)
        }
        #expect(await create(21).error == "InvalidParameterException")
        #expect(await create(20).status == 200)
    }

    @Test("deletion_protection_told") func deletionProtectionIsToldAndKept() async throws {
        let pool = try await pool(#""DeletionProtection":"ACTIVE""#)
        #expect(await describe(pool)["UserPool", "DeletionProtection"] == "ACTIVE")
        #expect(await wire.send("DeleteUserPool", #"{"UserPoolId":"\#(pool)"}"#).error == "InvalidParameterException")
        #expect(await update(pool, #""DeletionProtection":"INACTIVE""#).status == 200)
        await wire.call("DeleteUserPool", #"{"UserPoolId":"\#(pool)"}"#)
    }

    @Test("tags_told") func tagsAreToldAddedAndTakenAway() async throws {
        let pool = try await pool(#""UserPoolTags":{"team":"blue"}"#)
        let described = await describe(pool)
        #expect(described["UserPool", "UserPoolTags", "team"] == "blue")
        let resource = #""ResourceArn":"\#(try #require(described["UserPool", "Arn"]))""#
        await wire.call("TagResource", #"{\#(resource),"Tags":{"stage":"test"}}"#)
        await wire.call("UntagResource", #"{\#(resource),"TagKeys":["team"]}"#)
        let tags = await wire.call("ListTagsForResource", #"{\#(resource)}"#)
        #expect(tags.value(["Tags"]) == json(#"{"stage":"test"}"#))
    }

    @Test("email_configuration_told") func theConfigurationOfMailIsTold() async throws {
        let configuration = #"{"EmailSendingAccount":"COGNITO_DEFAULT","ReplyToEmailAddress":"help@example.com"}"#
        let described = await describe(try await pool(#""EmailConfiguration":\#(configuration)"#))
        #expect(described["UserPool", "EmailConfiguration", "EmailSendingAccount"] == "COGNITO_DEFAULT")
        #expect(described["UserPool", "EmailConfiguration", "ReplyToEmailAddress"] == "help@example.com")
    }

    @Test("old_life_of_temporary_passwords_refused") func theOldLifeOfTemporaryPasswordsIsRefused() async throws {
        let pool = try await pool(#""Policies":{"PasswordPolicy":{"TemporaryPasswordValidityDays":3}}"#)
        let refused = await update(
            pool,
            #""Policies":{"PasswordPolicy":{"TemporaryPasswordValidityDays":3}},"#
                + #""AdminCreateUserConfig":{"UnusedAccountValidityDays":5}"#)
        #expect(refused.error == "InvalidParameterException")
        #expect(refused.message.contains("TemporaryPasswordValidityDays"))
    }

    @Test("client_callback_urls_told") func theAddressesOfAClientAreTold() async throws {
        let described = try await client(
            #""CallbackURLs":["https://app.example.com/cb"],"LogoutURLs":["https://app.example.com/out"]"#)
        #expect(described.value(["UserPoolClient", "CallbackURLs"]) == json(#"["https://app.example.com/cb"]"#))
        #expect(described.value(["UserPoolClient", "LogoutURLs"]) == json(#"["https://app.example.com/out"]"#))
    }

    @Test("client_oauth_flows_told") func theOAuthFlowsOfAClientAreTold() async throws {
        let described = try await client(
            #""AllowedOAuthFlows":["code"],"AllowedOAuthScopes":["openid","email"],"#
                + #""AllowedOAuthFlowsUserPoolClient":true,"CallbackURLs":["https://app.example.com/cb"]"#)
        #expect(described.value(["UserPoolClient", "AllowedOAuthFlows"]) == json(#"["code"]"#))
        #expect(described.value(["UserPoolClient", "AllowedOAuthScopes"]) == json(#"["openid","email"]"#))
        #expect(described.value(["UserPoolClient", "AllowedOAuthFlowsUserPoolClient"]) == json("true"))
    }

    @Test("client_unknown_read_attribute") func aClientReadsWhatThePoolHas() async throws {
        let refused = await wire.send(
            "CreateUserPoolClient",
            #"{"UserPoolId":"\#(try await pool())","ClientName":"c","ReadAttributes":["custom:nowhere"]}"#)
        #expect(refused.error == "InvalidParameterException")
    }
}
