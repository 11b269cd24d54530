import CognitoMFAService
import UserPoolModel

extension AdministrationOperations {
    static let pools: [AdministrationOperation] = [
        createUserPool, updateUserPool, deleteUserPool, describeUserPool, listUserPools,
    ]

    /// Creates a pool in the region of the endpoint.
    static let createUserPool = AdministrationOperation(
        "CreateUserPool",
        .differs("in process TOTP and e-mail can be switched on at creation"),
        reads: { members in
            CreateUserPoolRequest(
                poolName: members.required("PoolName"), members: members.poolMembers,
                isUsernameCaseSensitive: members.structure("UsernameConfiguration")?.requiredFlag("CaseSensitive")
                    ?? true,
                aliasAttributes: members.attributeSet("AliasAttributes") ?? [],
                usernameAttributes: members.attributeSet("UsernameAttributes") ?? [], schema: members.schema)
        },
        callsIn: { (service, region, request) async throws(CognitoError) in
            try await service.createUserPool(request, region: region)
        }, writes: .init(.structure("UserPool", .userPool) { $0 }))

    static let updateUserPool = AdministrationOperation(
        UserPoolAdministration.updateUserPool,
        reads: {
            UpdateUserPoolRequest(
                userPoolID: $0.userPoolID, poolName: $0.text("PoolName"), members: $0.poolMembers)
        })

    static let deleteUserPool = AdministrationOperation(
        UserPoolAdministration.deleteUserPool, reads: { DeleteUserPoolRequest(userPoolID: $0.userPoolID) })

    static let describeUserPool = AdministrationOperation(
        UserPoolAdministration.describeUserPool, reads: { DescribeUserPoolRequest(userPoolID: $0.userPoolID) },
        writes: .init(.structure("UserPool", .userPool) { $0 }))

    static let listUserPools = AdministrationOperation(
        UserPoolAdministration.listUserPools,
        reads: {
            ListUserPoolsRequest(maxResults: $0.requiredNumber("MaxResults"), nextToken: $0.text("NextToken"))
        },
        writes: .init(
            .structures("UserPools", .listedPool) { $0.userPools }, .text("NextToken") { $0.nextToken }))
}

extension RequestMembers {
    /// `Schema`; a custom attribute is given without its prefix.
    fileprivate var schema: [SchemaAttribute] {
        (structures("Schema") ?? []).map {
            let name = $0.text("Name") ?? ""
            $0.refuse("DeveloperOnlyAttribute", $0.flag("DeveloperOnlyAttribute") == true)
            let isPlain = AttributeName.standard.contains(AttributeName(rawValue: name)) || name.hasPrefix("custom:")
            return SchemaAttribute(
                name: AttributeName(rawValue: isPlain ? name : "custom:" + name),
                isRequired: $0.flag("Required") ?? false, isMutable: $0.flag("Mutable") ?? true)
        }
    }
}

extension ResponseShape where Value == UserPoolDescription {
    /// `UserPoolDescriptionType`.
    fileprivate static var listedPool: Self {
        Self(
            .text("Id") { $0.id.text }, .text("Name") { $0.name }, .time("LastModifiedDate") { $0.lastModifiedDate },
            .time("CreationDate") { $0.creationDate })
    }
}
