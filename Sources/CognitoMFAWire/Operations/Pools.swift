import CognitoMFAService
import UserPoolModel

extension AdministrationOperations {
    static let pools: [AdministrationOperation] = [
        createUserPool, updateUserPool, deleteUserPool, describeUserPool, listUserPools, addCustomAttributes,
        tagResource, untagResource, listTagsForResource,
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
                usernameAttributes: members.attributeSet("UsernameAttributes") ?? [],
                schema: (members.structures("Schema") ?? []).map(\.schemaAttribute))
        },
        callsIn: { (service, region, request) async throws(CognitoError) in
            try await service.createUserPool(request, region: region)
        }, writes: .init(.structure("UserPool", .userPool) { $0 }))

    static let updateUserPool = AdministrationOperation(
        UserPoolAdministration.updateUserPool,
        reads: {
            UpdateUserPoolRequest(userPoolID: $0.userPoolID, poolName: $0.text("PoolName"), members: $0.poolMembers)
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

    static let addCustomAttributes = AdministrationOperation(
        UserPoolAdministration.addCustomAttributes,
        reads: {
            AddCustomAttributesRequest(
                userPoolID: $0.userPoolID,
                customAttributes: $0.requiredStructures("CustomAttributes").map(\.schemaAttribute))
        })

    static let tagResource = AdministrationOperation(
        UserPoolAdministration.tagResource,
        reads: { TagResourceRequest(resourceARN: $0.resourceARN, tags: $0.requiredMap("Tags")) })

    static let untagResource = AdministrationOperation(
        UserPoolAdministration.untagResource,
        reads: { UntagResourceRequest(resourceARN: $0.resourceARN, tagKeys: $0.requiredTexts("TagKeys")) })

    static let listTagsForResource = AdministrationOperation(
        UserPoolAdministration.listTagsForResource,
        reads: { ListTagsForResourceRequest(resourceARN: $0.resourceARN) }, writes: .init(.map("Tags") { $0 }))
}

extension RequestMembers {
    /// `ResourceArn`.
    fileprivate var resourceARN: UserPoolARN { UserPoolARN(required("ResourceArn")) }

    /// `SchemaAttributeType`; a custom attribute is given without its prefix.
    fileprivate var schemaAttribute: SchemaAttribute {
        let name = text("Name") ?? ""
        let types = ["Boolean", "Number", "String", "DateTime"]
        let given = choice("AttributeDataType", of: types).flatMap { SchemaAttribute.DataType(rawValue: $0) }
        let isDeveloperOnly = flag("DeveloperOnlyAttribute") == true
        let prefix = isDeveloperOnly ? "dev:custom:" : "custom:"
        let usual = SchemaAttribute.standard.first { $0.name.rawValue == name }
        if let usual {
            let isOther = given.map { $0 != usual.type } ?? false
            if isDeveloperOnly || isOther { refuse(CognitoError.standardAttributeType(usual.name)) }
        } else if given == nil {
            refuse(CognitoError.customAttributeWithoutType)
        }
        let type = given ?? usual?.type ?? .string
        let isPlain = usual != nil || name.hasPrefix(prefix)
        let (number, string) = (
            structure("NumberAttributeConstraints"), structure("StringAttributeConstraints")
        )
        let (least, greatest) = (
            (number?.text("MinValue"), string?.text("MinLength")), (number?.text("MaxValue"), string?.text("MaxLength"))
        )
        return SchemaAttribute(
            name: AttributeName(rawValue: isPlain ? name : prefix + name), type: type,
            isRequired: flag("Required") ?? false, isMutable: flag("Mutable") ?? true,
            minimum: type == .number ? least.0 : least.1, maximum: type == .number ? greatest.0 : greatest.1)
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
