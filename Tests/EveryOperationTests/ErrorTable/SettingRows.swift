import AuthFlow
import CognitoMFAService
import TestSupport
import UserPoolModel

/// Refusals of settings, attributes, tags and secrets of pools and app clients.
enum SettingRows {
    private static func create(
        _ members: UserPoolOptions = UserPoolOptions(), email: EmailMFAConfiguration? = nil,
        schema: [SchemaAttribute] = []
    ) async throws {
        _ = try await Fixture().admin.createUserPool(
            CreateUserPoolRequest(poolName: "p", members: members, emailMFAConfiguration: email, schema: schema))
    }

    private static func attribute(
        _ name: AttributeName, _ type: SchemaAttribute.DataType = .string, required: Bool = false,
        from minimum: String? = nil, to maximum: String? = nil
    ) -> SchemaAttribute {
        SchemaAttribute(name: name, type: type, isRequired: required, minimum: minimum, maximum: maximum)
    }

    static let pools: [ErrorRow] = [
        ErrorRow(
            "CreateUserPool, verification before an update alone", .observed, .invalidParameter,
            "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes"
        ) { try await create(UserPoolOptions(attributesRequireVerificationBeforeUpdate: [.email])) },
        ErrorRow(
            "CreateUserPool, recovery by e-mail, the factor", .assumed, .invalidParameter,
            "Invalid account recovery setting parameter. Account Recovery Setting cannot use verified_email as a recovery mechanism when email MFA is configured."
        ) {
            try await create(
                UserPoolOptions(mfaConfiguration: .optional, accountRecoverySetting: [.verifiedEmail]),
                email: EmailMFAConfiguration())
        },
        ErrorRow(
            "DeleteUserPool, protected", .observed, .invalidParameter,
            "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."
        ) {
            let f = try await Fixture(members: UserPoolOptions(deletionProtection: true))
            try await f.admin.deleteUserPool(DeleteUserPoolRequest(userPoolID: f.pool.id))
        },
        ErrorRow(
            "CreateUserPool, a required custom attribute", .observed, .invalidParameter,
            "Required custom attributes are not supported currently."
        ) { try await create(schema: [attribute("custom:a", required: true)]) },
        ErrorRow(
            "CreateUserPool, a standard attribute of another type", .observed, .invalidParameter,
            "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email"
        ) { try await create(schema: [attribute(.email, .number)]) },
        ErrorRow(
            "CreateUserPool, an attribute twice", .observed, .invalidParameter,
            "custom:a: Existing attribute already has name dev:custom:a."
        ) { try await create(schema: [attribute("dev:custom:a"), attribute("custom:a")]) },
        ErrorRow(
            "CreateUserPool, bounds that are no numbers", .observed, .invalidParameter,
            "Invalid StringAttributeConstraints for schema attribute a"
        ) { try await create(schema: [attribute("custom:a", from: "x")]) },
        ErrorRow(
            "CreateUserPool, a string longer than any", .observed, .invalidParameter,
            "user.custom:a: String attributes cannot have a length of more than 2048"
        ) { try await create(schema: [attribute("custom:a", to: "2049")]) },
        ErrorRow(
            "CreateUserPool, bounds that cross", .observed, .invalidParameter,
            "user.custom:a: Max value cannot be less than min value."
        ) { try await create(schema: [attribute("custom:a", .number, from: "2", to: "1")]) },
        ErrorRow(
            "CreateUserPool, a custom name of 21 letters", .documented, .invalidParameter,
            "1 validation error detected: Value 'aaaaaaaaaaaaaaaaaaaaa' at 'schema.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 20"
        ) { try await create(schema: [attribute("custom:aaaaaaaaaaaaaaaaaaaaa")]) },
        ErrorRow(
            "CreateUserPool, 51 custom attributes", .assumed, .invalidParameter,
            "A user pool has at most 50 custom attributes."
        ) { try await create(schema: (0...50).map { attribute(AttributeName(rawValue: "custom:a\($0)")) }) },
        ErrorRow(
            "AdminUpdateUserAttributes, longer than the schema says", .assumed, .invalidParameter,
            "Attributes did not conform to the schema: custom:team: String must be 0 to 5 characters long"
        ) {
            let f = try await Fixture()
            try await f.admin.addCustomAttributes(
                AddCustomAttributesRequest(
                    userPoolID: f.pool.id, customAttributes: [attribute("custom:team", to: "5")]))
            try await f.pool.admin.updateAttributes("ada", ["custom:team": "longer"])
        },
        ErrorRow(
            "CreateUserPool, a function's name that is none", .documented, .invalidParameter,
            #"2 validation errors detected: Value 'f' at 'lambdaConfig.preSignUp' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?; Value 'f' at 'lambdaConfig.preSignUp' failed to satisfy constraint: Member must have length greater than or equal to 20"#
        ) {
            try await create(
                UserPoolOptions(otherSettings: ["LambdaConfig": .object(["PreSignUp": .text("f")])]))
        },
        ErrorRow(
            "TagResource, unknown pool", .observed, .resourceNotFound, "User pool x_none does not exist."
        ) {
            try await Fixture().admin.tagResource(
                TagResourceRequest(resourceARN: UserPoolARN("x_none" as UserPoolID), tags: ["a": "b"]))
        },
    ]

    static let clients: [ErrorRow] = [
        ErrorRow(
            "CreateUserPoolClient, an attribute that is none", .observed, .invalidParameter,
            "Invalid read attributes specified while creating a client"
        ) { _ = try await Fixture().client { $0.readAttributes = ["custom:nowhere"] } },
        ErrorRow(
            "AddUserPoolClientSecret, a third", .assumed, .limitExceeded, "A client has at most two secrets."
        ) {
            let (f, client) = try await secretClient()
            for _ in 0..<2 {
                _ = try await f.admin.addUserPoolClientSecret(.init(userPoolID: f.pool.id, clientID: client.id))
            }
        },
        ErrorRow(
            "AddUserPoolClientSecret, to a client without", .assumed, .invalidParameter,
            "A client that was created without a secret cannot be given one."
        ) {
            let f = try await Fixture()
            _ = try await f.admin.addUserPoolClientSecret(.init(userPoolID: f.pool.id, clientID: "client"))
        },
        ErrorRow(
            "DeleteUserPoolClientSecret, the only one", .assumed, .invalidParameter,
            "The only secret of a client cannot be deleted. Add another one first."
        ) {
            let (f, client) = try await secretClient()
            try await f.admin.deleteUserPoolClientSecret(
                .init(userPoolID: f.pool.id, clientID: client.id, clientSecretID: client.secrets[0].id))
        },
        ErrorRow(
            "DeleteUserPoolClientSecret, unknown", .assumed, .resourceNotFound, "Client secret does not exist."
        ) {
            let (f, client) = try await secretClient()
            try await f.admin.deleteUserPoolClientSecret(
                .init(userPoolID: f.pool.id, clientID: client.id, clientSecretID: "none"))
        },
    ]

    private static func secretClient() async throws -> (Fixture, AppClient) {
        let f = try await Fixture()
        return (f, try await f.client { $0.generateSecret = true })
    }
}
