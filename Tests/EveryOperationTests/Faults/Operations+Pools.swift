import AuthFlow
import CognitoMFACore
import CognitoMFAService
import UserPoolModel

extension FaultedOperation {

    private static func createClient(_ world: FaultWorld) async throws -> AppClientID {
        try await world.admin.createUserPoolClient(
            CreateUserPoolClientRequest(userPoolID: "test_pool", clientName: "other")
        ).id
    }

    /// A second client; its random id is kept as a code.
    private static let withOther: @Sendable (FaultWorld) async throws -> Given = { world in
        Given(code: OneTimeCode(try await createClient(world).text))
    }

    static let pools: [FaultedOperation] = [
        FaultedOperation(
            "CreateUserPool", .runs, partial: ["pool New", "directory"],
            residues: [("directory/pools", "an entry of a pool that was never made, which lists pass over (R10)")]
        ) { world, _ in
            Told(try await world.admin.createUserPool(CreateUserPoolRequest(poolName: "New")).name)
        },
        FaultedOperation("UpdateUserPool", .sets) { world, _ in
            try await world.admin.updateUserPool(
                UpdateUserPoolRequest(
                    userPoolID: "test_pool", poolName: "Renamed",
                    members: UserPoolOptions(mfaConfiguration: .optional, smsConfiguration: SMSConfiguration())))
            return .done
        },
        FaultedOperation(
            "DeleteUserPool", .refused, partial: ["client", "directory"],
            residues: [("client ", "a client of a pool that is gone, dead with it (R83)")], given: withOther
        ) { world, _ in
            try await world.admin.deleteUserPool(DeleteUserPoolRequest(userPoolID: "test_pool"))
            return .done
        },
        FaultedOperation("ListUserPools", .reads) { world, _ in
            Told("\(try await world.admin.listUserPools(ListUserPoolsRequest()).userPools.map(\.name))")
        },
        FaultedOperation("DescribeUserPool", .reads) { world, _ in
            Told(try await world.admin.describeUserPool(DescribeUserPoolRequest(userPoolID: "test_pool")).name)
        },
        FaultedOperation("SetUserPoolMfaConfig", .sets) { world, _ in
            try await world.pool.admin.setMFA(.optional([.sms]))
            return .done
        },
        FaultedOperation("GetUserPoolMfaConfig", .reads) { world, _ in
            let found = try await world.admin.getUserPoolMFAConfig(GetUserPoolMFAConfigRequest(userPoolID: "test_pool"))
            return Told(found.mfaConfiguration.rawValue)
        },
        FaultedOperation(
            "CreateUserPoolClient", .runs, partial: ["client other", "pool Test"],
            residues: [("pool Test", "an entry of a client that was never made, which lists pass over (R10)")]
        ) { world, _ in
            _ = try await createClient(world)
            return Told("client")
        },
        FaultedOperation("UpdateUserPoolClient", .sets, given: withOther) { world, given in
            let updated = try await world.admin.updateUserPoolClient(
                UpdateUserPoolClientRequest(
                    clientID: AppClientID(given.code.text),
                    settings: CreateUserPoolClientRequest(
                        userPoolID: "test_pool", clientName: "other", authSessionValidityMinutes: 15)))
            return Told("\(updated.authSessionValidityMinutes)")
        },
        FaultedOperation(
            "DeleteUserPoolClient", .refused, partial: ["client other", "pool Test"],
            given: withOther
        ) { world, given in
            try await world.admin.deleteUserPoolClient(
                DeleteUserPoolClientRequest(userPoolID: "test_pool", clientID: AppClientID(given.code.text)))
            return .done
        },
        FaultedOperation("ListUserPoolClients", .reads) { world, _ in
            let listed = try await world.admin.listUserPoolClients(
                ListUserPoolClientsRequest(userPoolID: "test_pool"))
            return Told("\(listed.userPoolClients.map(\.name))")
        },
        FaultedOperation("DescribeUserPoolClient", .reads) { world, _ in
            Told(
                try await world.admin.describeUserPoolClient(
                    DescribeUserPoolClientRequest(userPoolID: "test_pool", clientID: "client")
                ).name)
        },
    ]

    /// A second client with a secret; its random id is kept as a code.
    private static let withSecret: @Sendable (FaultWorld) async throws -> Given = { world in
        let client = try await world.admin.createUserPoolClient(
            CreateUserPoolClientRequest(userPoolID: "test_pool", clientName: "other", generateSecret: true))
        return Given(code: OneTimeCode(client.id.text))
    }

    /// A second client with two secrets.
    private static let withSecrets: @Sendable (FaultWorld) async throws -> Given = { world in
        let given = try await withSecret(world)
        _ = try await world.admin.addUserPoolClientSecret(
            AddUserPoolClientSecretRequest(userPoolID: "test_pool", clientID: AppClientID(given.code.text)))
        return given
    }

    private static let withTag: @Sendable (FaultWorld) async throws -> Given = { world in
        try await world.admin.tagResource(TagResourceRequest(resourceARN: arn, tags: ["team": "blue"]))
        return Given()
    }

    private static let arn = UserPoolARN("test_pool" as UserPoolID)

    static let settings: [FaultedOperation] = [
        FaultedOperation("AddCustomAttributes", .refused) { world, _ in
            try await world.admin.addCustomAttributes(
                AddCustomAttributesRequest(
                    userPoolID: "test_pool", customAttributes: [SchemaAttribute(name: "custom:team")]))
            return .done
        },
        FaultedOperation("TagResource", .sets) { world, _ in
            try await world.admin.tagResource(TagResourceRequest(resourceARN: arn, tags: ["team": "blue"]))
            return .done
        },
        FaultedOperation("UntagResource", .sets, given: withTag) { world, _ in
            try await world.admin.untagResource(UntagResourceRequest(resourceARN: arn, tagKeys: ["team"]))
            return .done
        },
        FaultedOperation("ListTagsForResource", .reads) { world, _ in
            Told("\(try await world.admin.listTagsForResource(ListTagsForResourceRequest(resourceARN: arn)))")
        },
        FaultedOperation("AddUserPoolClientSecret", .refused, given: withSecret) { world, given in
            _ = try await world.admin.addUserPoolClientSecret(
                AddUserPoolClientSecretRequest(userPoolID: "test_pool", clientID: AppClientID(given.code.text)))
            return .done
        },
        FaultedOperation("ListUserPoolClientSecrets", .reads, given: withSecret) { world, given in
            let secrets = try await world.admin.listUserPoolClientSecrets(
                ListUserPoolClientSecretsRequest(userPoolID: "test_pool", clientID: AppClientID(given.code.text)))
            return Told("\(secrets.map(\.id))")
        },
        FaultedOperation("DeleteUserPoolClientSecret", .refused, given: withSecrets) { world, given in
            try await world.admin.deleteUserPoolClientSecret(
                DeleteUserPoolClientSecretRequest(
                    userPoolID: "test_pool", clientID: AppClientID(given.code.text),
                    clientSecretID: "created-with-client"))
            return .done
        },
    ]
}
