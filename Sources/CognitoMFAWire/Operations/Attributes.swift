import CognitoMFAService
import UserPoolModel

extension PublicOperations {
    static let attributes: [PublicOperation] = [
        updateUserAttributes, deleteUserAttributes, verifyUserAttribute, getUserAttributeVerificationCode,
    ]

    static let updateUserAttributes = PublicOperation(
        UserPoolService.updateUserAttributes,
        reads: {
            UpdateUserAttributesRequest(
                accessToken: $0.accessToken, userAttributes: $0.requiredUserAttributes,
                clientMetadata: $0.clientMetadata)
        },
        writes: .init(.structures("CodeDeliveryDetailsList", .codeDelivery) { $0.isEmpty ? nil : $0 }))

    static let deleteUserAttributes = PublicOperation(
        UserPoolService.deleteUserAttributes,
        reads: {
            DeleteUserAttributesRequest(accessToken: $0.accessToken, userAttributeNames: $0.attributeNames)
        })

    static let verifyUserAttribute = PublicOperation(
        UserPoolService.verifyUserAttribute,
        reads: {
            VerifyUserAttributeRequest(
                accessToken: $0.accessToken, attributeName: AttributeName(rawValue: $0.required("AttributeName")),
                code: $0.code("Code"))
        })

    static let getUserAttributeVerificationCode = PublicOperation(
        UserPoolService.getUserAttributeVerificationCode,
        reads: {
            GetUserAttributeVerificationCodeRequest(
                accessToken: $0.accessToken, attributeName: AttributeName(rawValue: $0.required("AttributeName")),
                clientMetadata: $0.clientMetadata)
        }, writes: .sentCode)
}

extension AdministrationOperations {
    static let attributes: [AdministrationOperation] = [adminUpdateUserAttributes, adminDeleteUserAttributes]

    static let adminUpdateUserAttributes = AdministrationOperation(
        UserPoolAdministration.adminUpdateUserAttributes,
        reads: {
            AdminUpdateUserAttributesRequest(
                userPoolID: $0.userPoolID, username: $0.username, userAttributes: $0.requiredUserAttributes,
                clientMetadata: $0.clientMetadata)
        })

    static let adminDeleteUserAttributes = AdministrationOperation(
        UserPoolAdministration.adminDeleteUserAttributes,
        reads: {
            AdminDeleteUserAttributesRequest(
                userPoolID: $0.userPoolID, username: $0.username, userAttributeNames: $0.attributeNames)
        })
}
